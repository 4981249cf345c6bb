"""Goals of `goals.yaml`: which measure is to come to what, and who answers for it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from warehouse.errors import ConfigurationError, nearest

ENTRIES = {"key", "name", "measure", "target", "owner"}


def checked_goals(goals: Sequence[Mapping[str, Any]], measures: Collection[str]) -> list[Mapping[str, Any]]:
    """The goals, each complete and about one of `measures`. Raises ConfigurationError."""
    for goal in goals:
        _check(goal, measures)
    return list(goals)


def _check(goal: Mapping[str, Any], measures: Collection[str]) -> None:
    key = goal.get("key", "?")
    if missing := ", ".join(sorted(ENTRIES - goal.keys())):
        raise ConfigurationError(
            f"goals.yaml: {key} lacks {missing}; add it.", f"目标 {key} 缺少 {missing}。"
        )
    if goal["measure"] not in measures:
        en, zh = nearest(str(goal["measure"]), measures)
        raise ConfigurationError(
            f"goals.yaml: {key}: there is no measure {goal['measure']!r}{en}",
            f"没有指标 {goal['measure']!r}{zh}",
        )
    if isinstance(goal["target"], bool) or not isinstance(goal["target"], int | float):
        raise ConfigurationError(
            f"goals.yaml: {key}: the target is a number, without quotes.",
            f"目标 {key} 的 target 须为数值，不加引号。",
        )
