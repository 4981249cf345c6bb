"""As of churn's: the champion's numbers value customers; challengers pass the gate or do not."""

import datetime as dt

import pandas as pd
import pytest

from assets.champion import OLD_DAYS, PAUSE_DAYS, champion
from assets.value_lessons import ValueLessons, dumped, loaded
from assets.versions import registered, registry_of, versus
from models.value_recipe import ValueRecipe
from pipelines import retraining
from warehouse import snapshots
from warehouse.errors import ConfigurationError
from warehouse.registry import Registry

DAY = dt.date(2024, 1, 1) + dt.timedelta(days=730)
TABLES = ("purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features",
          "training_set", "track_record")  # fmt: skip
WEAK = ValueRecipe(level=0.3)


@pytest.fixture
def trained(company, order_rows):
    """A company after the tables that models learn from, published."""
    company.add("orders", order_rows(700, 730))
    company.run(DAY, TABLES)
    published = ["core.reporting_day", *(f"mart.{table}" for table in TABLES)]
    snapshots.publish(company.workspace, company.warehouse, published, {}, DAY)
    return company


def learned(company) -> pd.DataFrame:
    registry, warehouse = registry_of(company.workspace, "value"), company.warehouse
    return champion(registry, warehouse, lambda: ValueLessons.read(warehouse))


def test_the_first_numbers_are_kept_and_go_on_valuing(trained):
    first, again = learned(trained), learned(trained)
    registry = registry_of(trained.workspace, "value")
    assert [card.version for card in registry.versions()] == ["v0001"]
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    later = trained.run(DAY + dt.timedelta(days=2), TABLES)
    pd.testing.assert_frame_equal(learned(later), first, check_exact=True)


def test_a_night_that_learns_nothing_reads_no_histories(trained, monkeypatch):
    first = learned(trained)
    monkeypatch.setattr(ValueLessons, "read", None)
    for days in (0, PAUSE_DAYS):
        later = trained.run(DAY + dt.timedelta(days=days), TABLES)
        pd.testing.assert_frame_equal(learned(later), first, check_exact=True)


def test_numbers_come_back_to_the_last_digit(trained):
    frame = learned(trained)
    pd.testing.assert_frame_equal(loaded(dumped(frame)), frame, check_exact=True, check_dtype=False)


def test_a_replay_gets_numbers_of_its_day_and_keeps_none(trained):
    learned(trained)
    trained.run(DAY - dt.timedelta(days=1), TABLES)
    learned(trained)
    assert len(registry_of(trained.workspace, "value").versions()) == 1


def test_too_little_history_keeps_no_version(company, day):
    company.buy("C1", [0, 30], 10)
    company.run(day(60), TABLES)
    learned(company)
    assert registry_of(company.workspace, "value").versions() == []


def test_old_numbers_are_challenged_and_the_gate_decides(trained):
    registry = registry_of(trained.workspace, "value")
    learned(trained)
    trained.run(DAY + dt.timedelta(days=OLD_DAYS), TABLES)
    lessons, first = ValueLessons.read(trained.warehouse), registry.champion()
    learned(trained)
    challenger = registry.card("v0002")
    verdict = versus(registry, lessons, challenger, first)
    assert registry.champion().version == ("v0002" if verdict.allows(is_refresh=True) else "v0001")
    assert challenger.trained_on == lessons.day


def test_predictions_that_came_out_wrong_call_for_new_numbers(trained):
    learned(trained)
    record = trained.read("track_record")
    row = {
        "list": "",
        "model": "lifetime_value",
        "due_on": pd.Timestamp(DAY),
        "customers": 10,
        "predicted": 3.0,
        "observed": 1.0,
    }
    wrong = (
        pd.DataFrame([row]).reindex(columns=record.columns).astype(record.dtypes.to_dict(), errors="ignore")
    )
    for days, versions in ((2, 1), (PAUSE_DAYS, 2), (PAUSE_DAYS + 1, 2)):
        trained.run(DAY + dt.timedelta(days=days), TABLES)
        trained.warehouse.write("mart.track_record", wrong)
        learned(trained)
        assert len(registry_of(trained.workspace, "value").versions()) == versions, days


def test_a_better_challenger_predicts_a_worse_or_equal_one_does_not_and_the_old_one_comes_back(trained):
    workspace, registry = trained.workspace, Registry(trained.workspace, "value")
    lessons = ValueLessons.read(trained.warehouse)
    weak = registered(registry, lessons, WEAK, lessons.taught(WEAK))
    registry.promote(weak.version, lessons.day, "a weak start")
    better = retraining.retrain(workspace, {}, "value")
    allowed, verdict = retraining.promote(workspace, better.version, is_refresh=False, model="value")
    assert allowed
    assert verdict.challenger["rmse"] < verdict.champion["rmse"]
    worse = retraining.retrain(workspace, {"level": "0.2"}, "value")
    allowed, verdict = retraining.promote(workspace, worse.version, is_refresh=True, model="value")
    assert not allowed
    assert verdict.faults == ("total",)
    same = retraining.retrain(workspace, {"random_state": "7"}, "value")
    assert not retraining.promote(workspace, same.version, is_refresh=False, model="value")[0]
    assert registry.champion().version == better.version
    assert retraining.rollback(workspace, "value").version == weak.version
    assert registry.champion().version == weak.version


def test_a_version_made_again_is_the_same(trained):
    card = retraining.retrain(trained.workspace, {"model": "modified_beta_geo"}, "value")
    found = retraining.reproduce(trained.workspace, card.version, "value")
    assert found.same_metrics
    assert found.same_predictions
    assert found.metrics == card.metrics
    assert set(found.metrics) == {"rmse", "mae", "sum_ratio"}


def test_what_cannot_be_a_recipe_is_named(trained):
    with pytest.raises(ConfigurationError, match=r"modified_beta_geo.*须为上述之一"):
        retraining.retrain(trained.workspace, {"model": "guess"}, "value")
    with pytest.raises(ConfigurationError, match=r"level is 0 or more.*不得为负数"):
        retraining.retrain(trained.workspace, {"level": "-1"}, "value")
