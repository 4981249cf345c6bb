import pandas as pd
import pytest

from models.changes import changes
from models.goals import attainment

MEASURES = pd.DataFrame(
    {
        "measure": ["customers", "revenue_at_risk", "repeat_rate"],
        "name_en": ["Customers", "Revenue at risk", "Repeat rate"],
        "name_zh": ["客户数", "面临流失的销售额", "复购率"],
        "value": [95.0, 400.0, 0.25],
        "unit": ["count", "money", "rate"],
    }
)


def goal(measure: str, target: float, **more: object) -> dict[str, object]:
    return {"key": "one", "name": {"en": "One", "zh": "一"}, "measure": measure, "target": target, **more}


@pytest.mark.parametrize(
    ("one", "status"),
    [
        (goal("customers", 95), "reached"),
        (goal("customers", 100), "almost"),
        (goal("customers", 200), "missed"),
        (goal("customers", 0), "unknown"),
        (goal("revenue_at_risk", 500, lower_is_better=True), "reached"),
        (goal("revenue_at_risk", 200, lower_is_better=True), "missed"),
    ],
)
def test_a_goal_knows_where_it_stands(one, status):
    assert attainment([one], MEASURES)["status"].tolist() == [status]


@pytest.mark.parametrize(
    ("actual", "attained", "status"),
    [(0, 2.0, "reached"), (50, 1.5, "reached"), (100, 1.0, "reached"), (105, 0.95, "almost"),
     (150, 0.5, "missed"), (900, 0.0, "missed"), (float("nan"), None, "unknown")],
)  # fmt: skip
def test_the_lower_the_better_has_an_end(actual, attained, status):
    measures = MEASURES.assign(value=[95.0, actual, 0.25])
    row = attainment([goal("revenue_at_risk", 100, lower_is_better=True)], measures).iloc[0]
    assert (None if pd.isna(row["attainment"]) else row["attainment"]) == attained
    assert row["status"] == status


def test_nothing_at_all_is_a_goal_that_can_be_reached():
    one = goal("revenue_at_risk", 0, lower_is_better=True)
    for actual, status in ((0.0, "reached"), (1.0, "missed")):
        measures = MEASURES.assign(value=[95.0, actual, 0.25])
        assert attainment([one], measures)["status"].tolist() == [status]


def test_an_unknown_measure_is_named():
    with pytest.raises(KeyError, match="happiness"):
        attainment([goal("happiness", 1)], MEASURES)


def test_no_goals_are_an_empty_table():
    assert list(attainment([], MEASURES)) == list(attainment([goal("customers", 1)], MEASURES))


def test_changes_are_told_largest_first_and_judged():
    before = MEASURES.assign(value=[100.0, 200.0, 0.25])
    told = changes(MEASURES, before, "2026-06-01")
    assert told["measure"].tolist() == ["revenue_at_risk", "customers"]
    assert told["kind"].tolist() == ["worse", "worse"]
    assert "rose from 200 to 400 (+100.0%)." in told["sentence_en"].iloc[0]
    assert "fell from 100 to 95 (−5.0%)." in told["sentence_en"].iloc[1]
    assert "由200升至400" in told["sentence_zh"].iloc[0]


def test_money_is_told_in_its_currency():
    told = changes(MEASURES, MEASURES.assign(value=[100.0, 200.0, 0.25]), currency="EUR")
    assert "rose from 200 EUR to 400 EUR" in told["sentence_en"].iloc[0]
    assert "由200 EUR升至400 EUR" in told["sentence_zh"].iloc[0]
    assert "from 100 to 95" in told["sentence_en"].iloc[1]


def test_nothing_new_and_nothing_before_are_said():
    assert len(changes(MEASURES, MEASURES, "2026-06-01")) == 1
    assert changes(MEASURES, None)["kind"].tolist() == ["neutral"]
