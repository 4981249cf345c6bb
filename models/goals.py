"""Goals held against measures."""

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

COLUMNS = [
    "goal",
    "name_en",
    "name_zh",
    "measure",
    "unit",
    "target",
    "actual",
    "attainment",
    "owner",
    "status",
]
ALMOST = 0.9


def attainment(goals: Sequence[Mapping[str, Any]], measures: pd.DataFrame) -> pd.DataFrame:
    """How far each goal is reached.

    goals: [{key, name {en, zh}, measure, target, owner, lower_is_better?}]; measures[measure, value, unit].
    Returns frame[goal, name_en, name_zh, measure, unit, target, actual, attainment (1 = reached),
    owner, status ('reached' | 'almost', 0.9 and more | 'missed' | 'unknown')]. Raises KeyError for a measure
    that is not known. Of a goal that is the better the lower, attainment is 2 - actual / target, not below
    zero: half the target is 150 %, twice it is 0 %, and nothing at all is 200 %.
    """
    known = {row["measure"]: row for row in measures.to_dict("records")}
    return pd.DataFrame([_row(goal, known) for goal in goals], columns=COLUMNS)


def _row(goal: Mapping[str, Any], measures: Mapping[str, Mapping[Hashable, Any]]) -> dict[str, Any]:
    actual, target = float(measures[goal["measure"]]["value"]), float(goal["target"])
    share = _share(actual, target, bool(goal.get("lower_is_better")))
    return {
        "goal": goal["key"],
        "name_en": goal["name"]["en"],
        "name_zh": goal["name"]["zh"],
        "measure": goal["measure"],
        "unit": measures[goal["measure"]]["unit"],
        "target": target,
        "actual": actual,
        "attainment": share,
        "owner": goal.get("owner"),
        "status": _status(share),
    }


def _share(actual: float, target: float, lower_is_better: bool) -> float:
    if math.isnan(actual) or not target:
        return float(actual == 0) if lower_is_better and not math.isnan(actual) else float("nan")
    return max(0.0, 2 - actual / target) if lower_is_better else actual / target


def _status(share: float) -> str:
    if math.isnan(share):
        return "unknown"
    return "reached" if share >= 1 else "almost" if share >= ALMOST else "missed"
