"""What each model needs, what this company's data has, and from which day the rest can run."""

import datetime as dt
import math
from typing import NamedTuple

import pandas as pd

from models.boosting import LEAST_OF_A_KIND, LEAST_ROWS
from models.churn_window import SHORTEST, TESTS
from models.uplift import LEAST
from models.value_choice import LEAST_REPEATERS

COLUMNS = {
    "model": "str", "level": "str", "fact": "str", "needed": "float64", "has": "float64", "is_met": "bool",
    "ready_on": "datetime64[us]", "sentence_en": "str", "sentence_zh": "str",
}  # fmt: skip
PACE_DAYS = 90
LONGEST_DAYS = 3650
"""What would take longer than ten years at the present pace is not dated."""


FACTS = {
    "buyers": ("customers with an order", "位有订单的客户"),
    "repeaters": ("customers who bought twice", "位复购客户"),
    "leavers": ("customers who were seen to leave", "位已观察到流失的客户"),
    "history_days": ("days of orders", "天订单历史"),
    "treated": ("customers contacted by a campaign with a control group", "位被有对照组活动联系的客户"),
    "controls": ("customers left out of a campaign by chance", "位随机留出的对照客户"),
    "contracts": ("contracts", "份合同"),
    "complaints": ("complaints", "条投诉"),
    "consents": ("customers who may be contacted", "位可联系的客户"),
}


class Need(NamedTuple):
    """One requirement: a model's level, the fact it rests on, and how much of it."""

    model: str
    level: str
    fact: str
    needed: float


def needs(window_days: int) -> tuple[Need, ...]:
    """All requirements, each model's levels in rising order; the models' own thresholds."""
    return (
        Need("lifetime_value", "cohort average", "buyers", 1),
        Need("lifetime_value", "individual", "repeaters", LEAST_REPEATERS),
        Need("next_order", "individual", "repeaters", LEAST_REPEATERS),
        Need("churn", "cohort average", "buyers", 1),
        Need("churn", "individual", "buyers", LEAST_ROWS),
        Need("churn", "individual", "leavers", LEAST_OF_A_KIND),
        Need("churn", "tested", "history_days", (TESTS + 1) * window_days + SHORTEST),
        Need("uplift", "measured", "treated", LEAST),
        Need("uplift", "measured", "controls", LEAST),
        Need("contract_churn", "individual", "contracts", LEAST_ROWS),
        Need("complaint_reasons", "individual", "complaints", LEAST_OF_A_KIND),
        Need("campaign_plan", "individual", "consents", 1),
    )


def readiness(facts: pd.DataFrame, window_days: int, as_of: dt.date) -> pd.DataFrame:
    """A row per requirement: facts[fact, has, before] → whether it is met, else from when it will be.

    `before` is what there was 90 days earlier; the date assumes that the fact goes on growing at that pace.
    """
    has, before = (facts.set_index("fact")[column].to_dict() for column in ("has", "before"))
    rows = [_judged(need, has[need.fact], before[need.fact], as_of) for need in needs(window_days)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _judged(need: Need, has: float, before: float, as_of: dt.date) -> tuple[object, ...]:
    day = _ready_on(need.needed, has, before, as_of)
    return (*need, has, has >= need.needed, day, *_sentences(need, has, day))


def _ready_on(needed: float, has: float, before: float, as_of: dt.date) -> dt.date | None:
    """The reporting day where it is met, the day it will be met at this pace, or none."""
    if has >= needed:
        return as_of
    pace = (has - before) / PACE_DAYS
    days = math.ceil((needed - has) / pace) if pace > 0 else LONGEST_DAYS + 1
    return as_of + dt.timedelta(days=days) if days <= LONGEST_DAYS else None


def _sentences(need: Need, has: float, day: dt.date | None) -> tuple[str, str]:
    english, chinese = FACTS[need.fact]
    if has >= need.needed:
        return (
            f"Has {has:,.0f} {english} and needs {need.needed:,.0f}: ready.",
            f"已有 {has:,.0f} {chinese}，需要 {need.needed:,.0f}：已就绪。",
        )
    english = f"Has {has:,.0f} of the {need.needed:,.0f} {english} it needs"
    chinese = f"已有 {has:,.0f} / 需要 {need.needed:,.0f} {chinese}"
    if day is None:
        return f"{english}; at the present pace there is no date.", f"{chinese}；按目前增速无法确定日期。"
    return (
        f"{english}; at the present pace from {day.isoformat()} on.",
        f"{chinese}；按目前增速预计 {day.year}年{day.month}月{day.day}日 起。",
    )
