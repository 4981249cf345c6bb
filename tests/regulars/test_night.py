import datetime as dt
import subprocess
import sys

import pandas as pd
import pytest

import regulars
from models.btyd import GammaGamma
from models.value_parameters import Parameters
from regulars.night import OtherVersion
from warehouse.errors import ConfigurationError
from warehouse.snapshots import NothingPublished

PAST = dt.date(2025, 3, 1)


def test_tables_are_read_by_name_and_by_sql(night):
    value = night.table("mart.lifetime_value")
    assert len(value) == night.sql("select count(*) as n from mart.lifetime_value")["n"].iloc[0]
    dear = night.sql("select * from mart.lifetime_value where total_clv > $least", least=500.0)
    assert len(dear) == (value["total_clv"] > 500).sum()
    with pytest.raises(KeyError, match=r"mart\.portraits"):
        night.table("mart.portraits")
    with pytest.raises(Exception, match="read-only"):
        night.sql("delete from mart.lifetime_value")


def test_features_of_today_are_the_nights_own_and_those_of_the_past_know_less(night):
    today = night.table("mart.features").sort_values("customer_id", ignore_index=True)
    assert night.features().equals(today)
    past = night.features(PAST)
    assert len(past) < len(today)
    assert night.features("2025-03-01").equals(past)
    histories = night.histories(PAST)
    assert (histories["last_on"].dt.date < PAST).all()


def test_no_day_after_the_reporting_day_is_answered(night):
    for ask in (night.features, night.histories):
        with pytest.raises(ValueError, match="nothing is known"):
            ask(night.as_of + dt.timedelta(days=1))
    assert night.features(pd.Timestamp(PAST)).equals(night.features(PAST))


def test_a_night_of_another_version_says_so(night, monkeypatch):
    monkeypatch.setattr(
        "regulars.night.query_text",
        lambda _: "select later from mart.purchase_days where ordered_on < $as_of",
    )
    with pytest.raises(OtherVersion, match=f"{night.id} was published by another version"):
        night.features()
    monkeypatch.setattr(
        "regulars.night.labelled_query",
        lambda: "select $as_of, $since, $soon, $until, $below from mart.later",
    )
    with pytest.raises(OtherVersion, match="regulars run"):
        night.training_frame(PAST, 120)


def test_labels_must_be_ripe(night):
    with pytest.raises(ValueError, match="one day or more"):
        night.training_frame(PAST, 0)
    frame = night.training_frame(PAST, 120)
    assert set(frame["churned"]) == {0, 1}
    assert list(frame["customer_id"]) == list(night.features(PAST)["customer_id"])
    assert (frame["repeated"] <= 1 - frame["churned"]).all()
    with pytest.raises(ValueError, match="not over"):
        night.training_frame(night.as_of - dt.timedelta(days=60), 120)


def test_models_are_as_fitted_that_night(night):
    parameters = night.table("mart.model_parameters").set_index(["model", "parameter"])["value"]
    orders, spend = night.orders_model, night.spend_model
    assert isinstance(spend, GammaGamma)
    assert spend.q_ == parameters["gamma_gamma", "q"]
    assert orders.predict(night.histories(), 90).sum() > 0
    errors = night.table("mart.model_parameters").set_index(["model", "parameter"])["standard_error"]
    for model, name in ((orders, "beta_geo"), (spend, "gamma_gamma")):
        assert model.log_likelihood_ == parameters[name, "log_likelihood"]
        assert model.converged_ == bool(parameters[name, "converged"])
        assert model.standard_errors_ == pytest.approx(
            {one: errors[name, one] for one in model.parameters}, rel=1e-9
        )
    assert list(orders.diagnose()["check"]) == ["boundary", "divergence", "identifiability", "convergence"]
    assert "independence" in list(spend.diagnose()["check"])
    assert abs(spend.correlation_) < 1


def test_numbers_kept_before_a_parameter_was_are_read_too(night):
    kept = night.table("mart.model_parameters").query("parameter != 'correlation'")
    spend = Parameters.from_frame(kept).spend
    assert spend.q_ == night.spend_model.q_
    assert spend.diagnose()["is_ok"].all()


def test_what_is_not_there_is_named(home, tmp_path):
    assert regulars.open(regulars.open(home=home).id, home=home).as_of == regulars.open(home=home).as_of
    with pytest.raises(NothingPublished, match="19990101"):
        regulars.open("19990101-nothing", home=home)
    with pytest.raises(ConfigurationError, match=r"no regulars\.toml"):
        regulars.open(home=tmp_path)


def test_importing_it_starts_no_pipeline():
    heavy = "{'dagster', 'great_expectations', 'splink'}"
    code = f"import regulars, sys; print(sorted({heavy} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
