"""What the page says of companies too small, too new or too uniform for its usual sentences."""

import dataclasses
import json
from pathlib import Path

import pytest
import yaml

from assets.reports.content import Content
from assets.reports.sections.coming import at_risk
from assets.reports.sections.decisions import limits
from assets.reports.sections.first_screen import goal
from assets.reports.sections.for_whom import for_whom
from assets.reports.sections.loyalty import grades, risk
from assets.reports.sections.proof import backtest, calibration, gain
from assets.reports.sections.season import season
from assets.reports.sections.segments import eleven
from assets.reports.sections.value_groups import value_groups
from assets.reports.sections.value_models import contest
from assets.reports.words import Both, entries

TEMPLATE = Path(__file__).parents[3] / "app" / "template"


def shown(content: Content, **tables: object) -> Content:
    return dataclasses.replace(content, tables={**content.tables, **tables})


def without(content: Content, name: str, *columns: str) -> Content:
    rows = [row | dict.fromkeys(columns, 0) for row in content[name]]
    return shown(content, **{name: rows})


def text(both: Both | None) -> str:
    assert both is not None
    assert both.en != both.zh
    return both.en + both.zh


def test_where_no_value_is_expected_no_share_of_it_is_told(content: Content):
    for block in (
        eleven(without(content, "eleven", "expected_value")),
        risk(without(content, "risk", "expected_value")),
        risk(without(content, "risk", "expected_value", "revenue")),
        grades(without(content, "loyalty", "revenue")),
    ):
        assert "–" not in text(block.takeaway)
        assert "%" in text(block.takeaway)


def test_a_gain_among_nobody_is_no_gain(content: Content):
    nobody = without(content, "gain", "captured")
    assert "times" not in text(gain(nobody).takeaway)
    assert "times" in text(gain(content).takeaway)


def test_tests_that_cannot_tell_make_a_sentence(content: Content):
    unclear = shown(content, backtest=[row | {"lower": None, "upper": None} for row in content["backtest"]])
    assert "the models could not be told from it in" in backtest(unclear).finding.en


def group(**changed: object) -> dict[str, object]:
    return {
        "model": "churn", "kind": "segment", "name": "lost", "customers": 4, "verdict": "too few",
        **dict.fromkeys(["predicted", "observed", "sum_ratio", "lower", "upper", "mae"]),
        **dict.fromkeys(["gap_lower", "gap_upper", "auc", "auc_lower", "auc_upper", "ece"]),
    } | changed  # fmt: skip


def test_there_are_no_others_where_all_are_too_few(content: Content):
    names = [{"segment": "lost", "name_en": "Lost", "name_zh": "已流失"}]
    few = shown(content, group_backtest=[group()], value_by_group=[group()], eleven_names=names)
    assert for_whom(few).finding == Both(
        "Churn: too few to say for “Lost”.", "流失预测：目前“已流失”样本过少，无法判断。"
    )
    assert "All 1 kinds" in value_groups(few).finding.en
    right = shown(few, value_by_group=[group(verdict="right within chance")])
    assert "too few" not in value_groups(right).finding.en
    others = shown(few, group_backtest=[group(), group(name="older", kind="tenure", verdict="trusted")])
    assert "all others" in for_whom(others).finding.en


def test_one_contest_is_told_by_itself(content: Content):
    row = {"forecast": "money", "contender": "blend", "is_champion": True, "rmse": 51.4, "mae": 41.7}
    row |= {"sum_ratio": 1.27, "lower": 0.0, "upper": 0.0}
    told = contest(shown(content, value_contest=[row]))
    assert (
        told.finding.en == "At past days “Orders times spend” forecast money best or was not surely beaten."
    )
    assert "¥51.40" in [cell.en for cell in told.rows[0]]


def test_a_budget_is_money_and_a_capacity_a_number(content: Content):
    rows = [
        {"name": name, "capacity": 300, "used": 298, "shadow_price": 0.3, "is_binding": True}
        for name in ("budget", "email")
    ]
    told = limits(shown(content, plan_constraints=rows))
    assert [[cell.en for cell in row[1:3]] for row in told.rows] == [["¥300", "¥298"], ["300", "298"]]


def test_the_axes_of_a_value_carry_its_currency(content: Content):
    charts = {chart.key: chart.figure["layout"] for chart in calibration(content)}
    assert charts["calibration-lifetime_value"]["xaxis"]["tickprefix"] == "¥"
    assert not charts["calibration-churn"]["xaxis"].get("tickprefix")


def test_no_month_is_named_in_one_language(content: Content):
    day = content.as_of
    rows = [
        {"day": day, "log_odds": 0.1, "lower": 0.0, "upper": 0.2, "known_days": 3, "is_forecast": is_forecast}
        for is_forecast in (False, True)
    ]
    told = {"points": 0.01, "window_days": 90, "lower": 0.0, "upper": 0.02}
    drawn = season(shown(content, season=rows, season_points=[told])).figure
    assert drawn["layout"]["xaxis"]["tickformat"] == "%Y-%m"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_name_of_a_rule_is_in_both_languages(language):
    assert entries()["rule_detail.far larger than usual"][language]


def test_what_may_be_lost_is_in_a_currency(content: Content):
    rows = [
        {
            "churn_risk": risk,
            "customers": 3,
            "at_risk": 1000.0,
            "at_risk_lower": 900.0,
            "at_risk_upper": 1100.0,
        }
        for risk in ("high", "medium", "low", "all")
    ]
    drawn = json.dumps(at_risk(shown(content, at_risk=rows)).figure, default=str, ensure_ascii=False)
    assert "¥%{x" in drawn
    assert '"tickprefix": "¥"' in drawn


def test_the_owners_that_a_new_workspace_names_are_in_both_languages(content: Content):
    written = yaml.safe_load((TEMPLATE / "goals.yaml").read_text("utf-8"))
    for owner in {one["owner"] for one in written["goals"]}:
        row = content["goals"][0] | {"owner": owner}
        assert goal(content, row).owner == Both(owner, entries()[f"owner.{owner}"]["zh"])
    assert goal(content, content["goals"][0] | {"owner": "店长"}).owner == Both("店长", "店长")


def test_a_channel_has_a_name_in_both_languages(content: Content):
    told = value_groups(shown(content, value_by_group=[group(kind="channel", name="web")]))
    assert told.rows[0][0] == Both("Web", "网站")
