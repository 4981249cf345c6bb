"""The champion predicts; challengers pass the gate or do not; versions come back and can be made again."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from assets import champion as nightly
from assets.lessons import Lessons
from assets.versions import registered, registry_of, versus
from models.boosting import CalibratedBoosting
from models.churn import ChurnModel
from pipelines import retraining
from warehouse import snapshots
from warehouse.errors import ConfigurationError
from warehouse.registry import NoSuchVersion, Registry

DAY = dt.date(2024, 1, 1) + dt.timedelta(days=730)
TABLES = ("purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features",
          "training_set", "season_set", "model_parameters", "track_record")  # fmt: skip
RECIPE = CalibratedBoosting()


@pytest.fixture
def trained(company, order_rows):
    """A company after the tables that models learn from, published."""
    company.add("orders", order_rows(700, 730))
    company.run(DAY, TABLES)
    published = ["core.reporting_day", *(f"mart.{table}" for table in TABLES)]
    snapshots.publish(company.workspace, company.warehouse, published, {}, DAY)
    return company


def predicting(company) -> ChurnModel:
    registry, warehouse = registry_of(company.workspace), company.warehouse
    return nightly.champion(registry, warehouse, lambda: Lessons.read(warehouse))


def as_of(company, day: dt.date) -> None:
    company.warehouse.write("core.reporting_day", pd.DataFrame({"as_of": pd.to_datetime([day])}))


def test_the_first_model_is_the_champion_and_goes_on_predicting(trained):
    registry = registry_of(trained.workspace)
    first = predicting(trained)
    again = predicting(trained)
    assert [card.version for card in registry.versions()] == ["v0001"]
    features = trained.warehouse.read("mart.features")
    assert np.array_equal(first.churn.probability(features), again.churn.probability(features))


def test_the_night_of_the_training_has_not_drifted(trained):
    predicting(trained)
    registry = registry_of(trained.workspace)
    found = nightly.drifted(registry, registry.champion(), Lessons.read(trained.warehouse).present)
    assert len(found) > 10
    assert found["psi"].max() == 0


def test_a_replay_gets_a_model_of_its_day_and_keeps_none(trained):
    predicting(trained)
    as_of(trained, DAY - dt.timedelta(days=1))
    predicting(trained)
    assert len(registry_of(trained.workspace).versions()) == 1


def test_an_old_champion_is_challenged_and_the_gate_decides(trained):
    registry = registry_of(trained.workspace)
    predicting(trained)
    trained.run(DAY + dt.timedelta(days=nightly.OLD_DAYS), TABLES)
    lessons, first = Lessons.read(trained.warehouse), registry.champion()
    predicting(trained)
    challenger = registry.card("v0002")
    verdict = versus(registry, lessons, challenger, first)
    expected = "v0002" if verdict.allows(is_refresh=True) else "v0001"
    assert registry.champion().version == expected
    assert challenger.trained_on == DAY + dt.timedelta(days=nightly.OLD_DAYS)


def test_predictions_that_came_out_wrong_call_for_a_new_model_once_a_week(trained):
    predicting(trained)
    record = trained.read("track_record")
    row = {"list": "", "model": "churn", "made_on": pd.Timestamp(DAY), "customers": 10} | {
        "predicted": 0.9, "observed": 0.1
    }  # fmt: skip
    wrong = (
        pd.DataFrame([row]).reindex(columns=record.columns).astype(record.dtypes.to_dict(), errors="ignore")
    )
    pause = nightly.PAUSE_DAYS
    for days, versions in ((pause - 1, 1), (pause, 2), (pause + 1, 2)):
        trained.run(DAY + dt.timedelta(days=days), TABLES)
        trained.warehouse.write("mart.track_record", wrong)
        predicting(trained)
        assert len(registry_of(trained.workspace).versions()) == versions, days


def spoilt(company) -> Lessons:
    """Lessons of long ago, whose outcomes went to the wrong customers."""
    lessons = Lessons.read(company.warehouse)
    wrong = lessons.rows["churned"].sample(frac=1, random_state=1).to_numpy()
    rows = lessons.rows.assign(churned=wrong, repeated=1 - wrong)
    return replace(lessons, rows=rows, day=dt.date(2024, 6, 1))


def test_a_better_challenger_predicts_an_equal_one_does_not_and_the_old_one_comes_back(trained):
    workspace, registry, bad = trained.workspace, Registry(trained.workspace, "churn"), spoilt(trained)
    weak = registered(registry, bad, RECIPE, bad.taught(RECIPE))
    registry.promote(weak.version, bad.day, "a weak start")
    better = retraining.retrain(workspace, {})
    allowed, verdict = retraining.promote(workspace, better.version, is_refresh=False)
    assert allowed
    assert verdict.challenger["log_loss"] < verdict.champion["log_loss"]
    assert registry.champion().version == better.version
    same = retraining.retrain(workspace, {"random_state": "7"})
    allowed, _ = retraining.promote(workspace, same.version, is_refresh=False)
    assert not allowed
    assert registry.champion().version == better.version
    assert retraining.rollback(workspace).version == weak.version
    assert registry.champion().version == weak.version


def test_a_version_made_again_is_the_same(trained, monkeypatch):
    card = retraining.retrain(trained.workspace, {"max_iter": "20"})
    found = retraining.reproduce(trained.workspace, card.version)
    assert found.same_metrics
    assert found.same_predictions
    assert found.same_code
    assert found.metrics == card.metrics
    with monkeypatch.context() as patched:
        patched.setattr(retraining, "code", lambda: "another")
        assert not retraining.reproduce(trained.workspace, card.version).same_code


def test_unknown_parameters_and_versions_are_named(trained):
    with pytest.raises(ConfigurationError, match="max_iter"):
        retraining.retrain(trained.workspace, {"trees": "20"})
    for question in (retraining.compare, retraining.reproduce):
        with pytest.raises(NoSuchVersion, match="v0009"):
            question(trained.workspace, "v0009")
    with pytest.raises(NoSuchVersion, match="v0009"):
        retraining.promote(trained.workspace, "v0009", is_refresh=True)


@pytest.mark.parametrize(
    "change",
    [{"max_iter": "0"}, {"learning_rate": "nan"}, {"max_leaf_nodes": "1"}, {"l2_regularization": "-1"}],
)
def test_a_parameter_out_of_its_range_is_named_and_leaves_no_version(trained, change):
    with pytest.raises(ConfigurationError, match=next(iter(change))):
        retraining.retrain(trained.workspace, change)
    assert not Registry(trained.workspace, "churn").versions()


def test_the_champion_is_not_promoted_again(trained):
    registry = Registry(trained.workspace, "churn")
    kept = retraining.retrain(trained.workspace, {})
    assert retraining.promote(trained.workspace, kept.version, is_refresh=False)[0]
    with pytest.raises(NoSuchVersion, match="predicts already"):
        retraining.promote(trained.workspace, kept.version, is_refresh=True)
    assert len(registry.promotions()) == 1
    with pytest.raises(NoSuchVersion, match="no earlier champion"):
        retraining.rollback(trained.workspace)


def test_without_a_day_to_compare_on_only_the_first_champion_passes(trained, monkeypatch):
    first, second = (retraining.retrain(trained.workspace, {"max_iter": n}) for n in ("20", "21"))
    monkeypatch.setattr(retraining, "versus", lambda *_: None)
    assert retraining.promote(trained.workspace, first.version, is_refresh=False) == (True, None)
    assert retraining.promote(trained.workspace, second.version, is_refresh=True) == (False, None)
    assert Registry(trained.workspace, "churn").champion().version == first.version
