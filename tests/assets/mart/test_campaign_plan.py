"""The next campaign from planted tables to its plan: limits, consent, control group and accounts."""

import datetime as dt
from pathlib import Path

import dagster as dg
import numpy as np
import pandas as pd
import pytest
import yaml

from assets.mart.campaign_offers import campaign_offers
from assets.mart.plan_choices import plan_choices
from assets.mart.plan_prices import plan_prices
from assets.mart.plan_refusals import plan_refusals
from assets.mart.plan_summary import plan_summary
from assets.mart.uplift import uplift as measure_uplift
from assets.queries import query_text
from pipelines.checks import run_suite
from warehouse import DuckDBWarehouse
from warehouse.campaigns import load_campaigns, next_campaign
from warehouse.errors import ConfigurationError
from warehouse.workspace import Settings, Workspace

EXAMPLES = Path(__file__).parents[3] / "app" / "template" / "campaigns"
PLAN = """
name: {en: Autumn, zh: 秋季}
budget: 400
holdout_rate: 0.2
channels: {email: {capacity: 300}}
offers:
  voucher:    {channel: email, cost: 2.5, name: {en: 10% voucher, zh: 九折券}}
  newsletter: {channel: email, cost: 0.05, name: {en: New arrivals, zh: 新品通讯}}
  message:    {channel: sms, cost: 0.5, name: {en: Short message, zh: 短信}}
  call:       {channel: phone, cost: 6.0, name: {en: Personal call, zh: 电话回访}}
"""
ARMS = {
    **dict.fromkeys(("campaign_id", "campaign_name", "offer", "channel", "stage"), "str"),
    "is_control": "bool",
    **dict.fromkeys(("customers", "responders"), "int64"),
    **dict.fromkeys(("revenue", "revenue_squares"), "float64"),
}
STEPS = (
    *("campaign_offers", "campaign_audience", "campaign_candidates", "plan_prices", "plan_choices"),
    *("campaign_plan", "plan_constraints", "plan_accounts", "plan_refusals", "plan_summary"),
)
PYTHON = {
    "campaign_offers": campaign_offers,
    "plan_prices": plan_prices,
    "plan_choices": plan_choices,
    "plan_refusals": plan_refusals,
    "plan_summary": plan_summary,
}


def portrait(customers, seed=0):
    rng = np.random.default_rng(seed)
    stages = rng.choice(["prospect", "first_order", "repeat", "regular"], customers, p=[0.1, 0.4, 0.3, 0.2])
    names = [f"C{number:06d}" for number in range(customers)]
    frame = pd.DataFrame(
        {
            "customer_id": names,
            "stage": stages,
            "email": np.where(rng.random(customers) < 0.9, names, None),
            "phone": np.where(rng.random(customers) < 0.7, names, None),
            "contacts_recent": rng.integers(0, 3, customers),
            "is_wholesale": rng.random(customers) < 0.01,
            "is_holdout": rng.random(customers) < 0.1,
        }
    )
    for channel in ("email", "sms", "phone"):
        frame[f"consent_{channel}"] = pd.array(
            rng.choice([True, False, None], customers, p=[0.7, 0.1, 0.2]), "boolean"
        )
    return frame


def uplift():
    stages = ["first_order", "repeat", "regular"]
    rows = [
        *(
            ("voucher", "email", stage, value, value - 0.01)
            for stage, value in zip(stages, (0.06, 0.04, 0.01), strict=True)
        ),
        *(
            ("newsletter", "email", stage, value, value - 0.01)
            for stage, value in zip(stages, (0.005, 0.02, 0.04), strict=True)
        ),
        *(("message", "sms", stage, 0.03, 0.02) for stage in stages),
    ]
    frame = pd.DataFrame(rows, columns=["offer", "channel", "stage", "uplift", "lower"])
    return frame.assign(upper=0.1, margin_per_response=120.0, evidence="measured", customers=4000)


def company(tmp_path, customers=3000, plan=PLAN, grade="B"):
    """A warehouse with everything that the plan reads."""
    (tmp_path / "campaigns").mkdir(exist_ok=True)
    if plan:
        (tmp_path / "campaigns" / "autumn.yaml").write_text(plan, "utf-8")
    rng, warehouse, people = np.random.default_rng(1), DuckDBWarehouse(), portrait(customers)
    buyers = people.loc[people["stage"] != "prospect", "customer_id"]
    arms = {
        "campaign_id": "c",
        "stage": "all",
        "is_control": [True, False],
        "customers": 1000,
        "responders": [80, 120],
    }
    for table, frame in {
        "core.reporting_day": pd.DataFrame({"as_of": pd.to_datetime(["2026-07-01"])}),
        "mart.portrait": people,
        "mart.uplift": uplift(),
        "mart.grades": pd.DataFrame({"model": ["lifetime_value"], "grade": [grade]}),
        "mart.calibration": calibration([10.0, 20.0, 30.0]),
        "mart.lifetime_value": pd.DataFrame(
            {"customer_id": buyers, "predicted_spend_per_order": rng.gamma(4, 75, len(buyers))}
        ),
        "mart.segments": pd.DataFrame({"segment": ["vip"]}),
        "mart.segment_members": pd.DataFrame({"segment": "vip", "customer_id": people["customer_id"][::3]}),
        "mart.campaign_arms": pd.DataFrame(arms),
        "mart.stage_margins": pd.DataFrame(
            {"stage": ["repeat"], "margin_per_response": [120.0], "purchase_days": [10]}
        ),
    }.items():
        warehouse.write(table, frame)
    return warehouse


def calibration(observed):
    return pd.DataFrame(
        {
            "model": "lifetime_value",
            "origin": pd.to_datetime(["2026-01-01"] * 3),
            "bin": [1, 2, 3],
            "predicted": [10.0, 20.0, 30.0],
            "observed": observed,
            "customers": 100,
        }
    )


def planned(warehouse, tmp_path, **settings):
    """Every table of the plan, made in the order of the night."""
    workspace = Workspace(tmp_path, Settings(**settings))
    for table in STEPS:
        if table in PYTHON:
            warehouse.write(f"mart.{table}", PYTHON[table](warehouse=warehouse, workspace=workspace))
        else:
            query = query_text(f"mart/{table}")
            bound = {"seed": workspace.settings.seed, "fatigue_contacts": workspace.settings.fatigue_contacts}
            warehouse.derive(
                f"mart.{table}", query, {name: value for name, value in bound.items() if f"${name}" in query}
            )
    return {table: warehouse.read(f"mart.{table}") for table in STEPS}


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    home = tmp_path_factory.mktemp("shop")
    warehouse = company(home)
    return warehouse, planned(warehouse, home)


def test_nobody_is_contacted_who_may_not_be(night):
    warehouse, tables = night
    people = warehouse.read("mart.portrait").set_index("customer_id")
    plan = tables["campaign_plan"].set_index("customer_id")
    met = people.loc[plan.index]
    assert plan.index.is_unique
    assert not met["is_wholesale"].any()
    assert not met["is_holdout"].any()
    assert (met["contacts_recent"] < 2).all()
    for channel, address in (("email", "email"), ("sms", "phone"), ("phone", "phone")):
        there = met[plan["channel"] == channel]
        assert there[f"consent_{channel}"].fillna(False).all()
        assert there[address].notna().all()


def test_limits_are_kept_and_used(night):
    _, tables = night
    contacted = tables["campaign_plan"].query("not is_holdout")
    constraints = tables["plan_constraints"].set_index("name")
    assert contacted["cost"].sum() <= 400
    assert (contacted["channel"] == "email").sum() <= 300
    assert constraints.loc["budget", "used"] == pytest.approx(contacted["cost"].sum())
    assert constraints["used"].to_dict()["email"] == (contacted["channel"] == "email").sum()
    assert constraints.loc["budget", "used"] > 399
    assert constraints["is_binding"].to_dict() == {
        "budget": True,
        "email": True,
        "phone": False,
        "sms": False,
    }
    assert constraints.loc["budget", "shadow_price"] > 0
    assert pd.isna(constraints.loc["sms", "capacity"])


def test_every_person_is_accounted_for_once(night):
    _, tables = night
    summary, refusals = tables["plan_summary"].iloc[0], tables["plan_refusals"]
    assert summary["customers"] == 3000
    assert summary["refused"] == refusals["unreached"].sum()
    assert summary["customers"] == summary["chosen"] + summary["held_out"] + refusals["unreached"].sum()
    plan = tables["campaign_plan"]
    assert (summary["chosen"], summary["held_out"]) == ((~plan["is_holdout"]).sum(), plan["is_holdout"].sum())


def test_every_offer_accounts_for_every_person(night):
    _, tables = night
    plan, refusals = tables["campaign_plan"], tables["plan_refusals"]
    whatever = refusals.loc[refusals["offer"].isna(), "customers"].sum()
    for offer in ("voucher", "newsletter", "message", "call"):
        refused = refusals.loc[refusals["offer"] == offer, "customers"].sum()
        assert whatever + refused + (plan["offer"] == offer).sum() == 3000


def test_what_was_never_measured_is_refused_with_the_test_it_needs(night):
    _, tables = night
    call = tables["plan_refusals"].query("offer == 'call' and reason == 'no evidence'").iloc[0]
    assert call["customers"] > 300
    assert not (tables["campaign_plan"]["offer"] == "call").any()
    assert "Test it first" in call["sentence_en"]
    assert "对照组" in call["sentence_zh"]
    newcomers = tables["plan_refusals"].query("offer == 'voucher' and reason == 'no evidence'")
    assert newcomers["customers"].item() > 0, "prospects were never measured"


def test_the_control_group_is_drawn_first_and_looks_like_the_contacted(night):
    warehouse, tables = night
    audience = tables["campaign_audience"].set_index("customer_id")
    plan = tables["campaign_plan"].set_index("customer_id")
    assert (audience.loc[plan.index, "is_held_out"] == plan["is_holdout"]).all()
    share = plan["is_holdout"].mean()
    assert 0.14 < share < 0.26
    stages = warehouse.read("mart.portrait").set_index("customer_id")["stage"]
    mix = pd.crosstab([plan["offer"], stages.loc[plan.index]], plan["is_holdout"])
    expected = mix.sum(axis=1).to_numpy()[:, None] * mix.sum(axis=0).to_numpy() / mix.to_numpy().sum()
    assert ((mix - expected) ** 2 / expected).to_numpy().sum() < 30


def test_the_certificate_and_the_money(night):
    _, tables = night
    summary = tables["plan_summary"].iloc[0]
    contacted = tables["campaign_plan"].query("not is_holdout")
    assert summary["expected_value_lower"] == pytest.approx(contacted["expected_value_lower"].sum())
    assert summary["expected_value"] > summary["expected_value_lower"] > 0
    assert summary["expected_value_lower"] <= summary["dual_bound"]
    assert summary["gap"] < 1e-3
    assert summary["binding_constraint"] in ("budget", "email")
    assert summary["shadow_price"] > 0
    assert (contacted["expected_value_lower"] > 0).all()


def test_the_sentences(night):
    _, tables = night
    summary = tables["plan_summary"].iloc[0]
    for words in (
        "Autumn: contact ",
        "of a budget of ¥400",
        "cautious estimate",
        "binds",
        "held back at random",
    ):
        assert words in summary["sentence_en"]
    assert "never tested against a control group: Personal call." in summary["sentence_en"]
    assert summary["sentence_zh"].startswith("秋季：在")
    refusals = tables["plan_refusals"]
    assert refusals[["sentence_en", "sentence_zh"]].notna().all(axis=None)
    assert set(refusals["reason"]) == {
        *("test or wholesale", "holdout", "fatigue", "no contact", "no consent"),
        *("no evidence", "not worth it", "capacity", "another offer"),
    }


def test_the_same_night_gives_the_same_plan(night, tmp_path):
    again = planned(company(tmp_path), tmp_path)
    for table, frame in night[1].items():
        order = list(frame.columns)
        pd.testing.assert_frame_equal(
            frame.sort_values(order, ignore_index=True), again[table].sort_values(order, ignore_index=True)
        )


def test_a_bad_grade_plans_with_the_mean_of_the_stage(tmp_path):
    tables = planned(company(tmp_path, grade="D"), tmp_path)
    assert (tables["campaign_audience"]["worth"] == 1).all()
    summary = tables["plan_summary"].iloc[0]
    assert summary["basis"] == "baseline"
    assert "mean of their stage" in summary["sentence_en"]
    assert summary["gap"] < 2e-2


def test_differences_between_customers_count_as_far_as_they_came_true(tmp_path):
    warehouse = company(tmp_path)
    spread = planned(warehouse, tmp_path)["campaign_audience"]["worth"].std()
    warehouse.write("mart.calibration", calibration([15.0, 20.0, 25.0]))
    assert planned(warehouse, tmp_path)["campaign_audience"]["worth"].std() == pytest.approx(spread / 2)


def test_no_budget_contacts_nobody(tmp_path):
    tables = planned(company(tmp_path, plan=PLAN.replace("budget: 400", "budget: 0")), tmp_path)
    assert tables["campaign_plan"].empty
    summary = tables["plan_summary"].iloc[0]
    assert (summary["chosen"], summary["spent"], summary["gap"]) == (0, 0, 0)
    assert summary["customers"] == summary["refused"] == tables["plan_refusals"]["unreached"].sum()
    assert "nobody is contacted" in summary["sentence_en"]


def test_no_limit_at_all(tmp_path):
    plan = PLAN.replace("budget: 400", "budget: null").replace("channels: {email: {capacity: 300}}", "")
    tables = planned(company(tmp_path, plan=plan), tmp_path)
    summary = tables["plan_summary"].iloc[0]
    assert pd.isna(summary["budget"])
    assert summary["gap"] < 1e-12
    assert not tables["plan_constraints"]["is_binding"].any()
    assert "Neither budget nor capacity binds." in summary["sentence_en"]
    assert "capacity" not in set(tables["plan_refusals"]["reason"])


def test_no_campaign_leaves_empty_tables_and_a_sentence(tmp_path):
    tables = planned(company(tmp_path, plan=None), tmp_path)
    for table in STEPS[:-1]:
        assert tables[table].empty, table
    assert list(tables["campaign_plan"].columns) == [
        *("customer_id", "offer", "channel", "cost", "expected_value", "expected_value_lower", "is_holdout"),
    ]
    summary = tables["plan_summary"].iloc[0]
    assert "no campaign to plan" in summary["sentence_en"]
    assert (summary["offers"], summary["chosen"]) == (0, 0)


def test_nothing_was_ever_measured(tmp_path):
    warehouse = company(tmp_path)
    nothing = pd.DataFrame(columns=list(ARMS)).astype(ARMS)
    margins = warehouse.read("mart.stage_margins")
    warehouse.write("mart.campaign_arms", nothing)
    warehouse.write("mart.uplift", measure_uplift(nothing, margins))
    tables = planned(warehouse, tmp_path)
    assert tables["campaign_plan"].empty
    words = tables["plan_summary"]["sentence_en"].item()
    assert "10% voucher, New arrivals, Short message, Personal call" in words
    assert tables["plan_summary"]["customers"].item() == tables["plan_refusals"]["unreached"].sum()


def test_no_customers(tmp_path):
    tables = planned(company(tmp_path, customers=0), tmp_path)
    assert tables["campaign_plan"].empty
    assert tables["plan_summary"]["customers"].item() == 0


def test_only_the_target_segments(tmp_path):
    tables = planned(company(tmp_path, plan=PLAN + "segments: [vip]\n"), tmp_path)
    assert tables["plan_summary"]["customers"].item() == 1000


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("channel: sms", "channel: fax", "unknown channel fax"),
        ("budget: 400", "budget: lots", "budget must be a number"),
        ("holdout_rate: 0.2", "holdout_rate: 20", "between 0 and 1"),
        ("budget: 400", "buget: 400", "unknown setting buget"),
        ("budget: 400", "starts_on: soon", "starts_on must be a day"),
        (", cost: 6.0", "", "call needs a cost"),
        ("budget: 400", "segments: [nobody]", "there is no segment nobody; valid are vip"),
    ],
)
def test_a_wrong_file_says_where(tmp_path, old, new, words):
    with pytest.raises(ConfigurationError, match=words):
        planned(company(tmp_path, customers=10, plan=PLAN.replace(old, new)), tmp_path)


def test_the_next_campaign_is_the_first_to_start(tmp_path):
    warehouse = company(tmp_path, plan=PLAN + "starts_on: 2026-08-01\n")
    (tmp_path / "campaigns" / "before.yaml").write_text(PLAN + "starts_on: 2026-06-01\n", "utf-8")
    (tmp_path / "campaigns" / "later.yaml").write_text(PLAN + "starts_on: 2026-09-01\n", "utf-8")
    assert planned(warehouse, tmp_path)["plan_summary"]["campaign"].item() == "autumn"


def test_the_example_is_a_good_campaign():
    files = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in EXAMPLES.glob("*.yaml")}
    campaign = next_campaign(load_campaigns(files), dt.date(2026, 7, 1))
    assert {offer.key for offer in campaign.offers} == {"voucher", "newsletter", "reminder", "call"}


@pytest.mark.parametrize("table", STEPS)
def test_the_suites_hold(night, table):
    results = run_suite(night[0], dg.AssetKey(["mart", table]))
    assert results["is_met"].all(), results[~results["is_met"]].to_dict("records")
