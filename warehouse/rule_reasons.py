"""Why is this customer in a segment, or why not: a rule evaluated on one row, part by part."""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from warehouse.rule_grammar import MILLION, OPERATORS, Condition, Member, Rule, Scalar
from warehouse.rule_sql import standing
from warehouse.rules import Segment

GROUP_NAMES = {
    "all": ("all of", "全部满足"),
    "any": ("at least one of", "至少满足一项"),
    "none": ("none of", "全部不满足"),
}


@dataclass(frozen=True)
class Reason:
    """One part of a rule: whether it holds for this customer, and the parts it consists of."""

    text_en: str
    text_zh: str
    holds: bool
    actual: object = None
    parts: tuple["Reason", ...] = ()
    kind: str = "all"

    def lines(self, depth: int = 0) -> Iterator[tuple[int, "Reason"]]:
        """This reason and all below it, each with its depth."""
        yield depth, self
        for part in self.parts:
            yield from part.lines(depth + 1)

    def decisive(self) -> Iterator["Reason"]:
        """The conditions that made it so: with any one of them otherwise, the answer could be another."""
        if not self.parts:
            yield self
        for part in self.parts:
            if part.holds == (self.holds != (self.kind == "none")):
                yield from part.decisive()


def explain(segment: Segment, segments: Mapping[str, Segment], row: Mapping[str, Any]) -> Reason:
    """Whether the row (of `rule_sql.standings_of`) belongs to the segment, and why or why not."""
    return _reason(segment.rule, segments, {name: _plain(value) for name, value in row.items()})


def _reason(rule: Rule, segments: Mapping[str, Segment], row: Mapping[str, Any]) -> Reason:
    if isinstance(rule, Condition):
        return _condition_reason(rule, row)
    if isinstance(rule, Member):
        other = segments[rule.segment]
        inner = _reason(other.rule, segments, row)
        return Reason(
            f"is in {other.name_en} ({other.key})", f"属于 {other.name_zh}", inner.holds, parts=(inner,)
        )
    parts = tuple(_reason(part, segments, row) for part in rule.parts)
    holding = [part.holds for part in parts]
    holds = {"all": all(holding), "any": any(holding), "none": not any(holding)}[rule.kind]
    return Reason(*GROUP_NAMES[rule.kind], holds, parts=parts, kind=rule.kind)


def _condition_reason(condition: Condition, row: Mapping[str, Any]) -> Reason:
    _, _, english, chinese = OPERATORS[condition.operator]
    if condition.operator == "is_null" and not condition.values[0]:
        english, chinese = "is known", "已知"
    actual = row[condition.column]
    text_en = f"{condition.column} {english} {_shown(condition, 'yes', 'no')}".rstrip()
    text_zh = f"{condition.column} {chinese} {_shown(condition, '是', '否')}".rstrip()
    return Reason(
        text_en, text_zh, _holds(condition, actual, row), "unknown 未知" if actual is None else actual
    )


def _holds(condition: Condition, actual: Any, row: Mapping[str, Any]) -> bool:
    if condition.operator == "is_null":
        return (actual is None) == condition.values[0]
    if actual is None:
        return False
    if condition.operator in ("top_share", "bottom_share"):
        better = row[standing(condition.column, condition.operator)]
        known = row[standing(condition.column, "known")]
        return bool(better * MILLION < condition.millionths * known)
    return TESTS[condition.operator](actual, condition.values)


TESTS: dict[str, Callable[[Any, tuple[Any, ...]], bool]] = {
    "is": lambda actual, values: actual == values[0],
    "is_not": lambda actual, values: actual != values[0],
    "in": lambda actual, values: actual in values,
    "not_in": lambda actual, values: actual not in values,
    "at_least": lambda actual, values: actual >= values[0],
    "at_most": lambda actual, values: actual <= values[0],
    "more_than": lambda actual, values: actual > values[0],
    "less_than": lambda actual, values: actual < values[0],
    "between": lambda actual, values: values[0] <= actual <= values[1],
    "contains": lambda actual, values: values[0].lower() in actual.lower(),
    "starts_with": lambda actual, values: actual.lower().startswith(values[0].lower()),
}


def _plain(value: Any) -> Any:
    """The value as the rules compare it: numbers as they are bound, days without the hour, NaN as unknown."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.datetime):
        return value.date()
    return None if isinstance(value, float) and math.isnan(value) else value


def _shown(condition: Condition, yes: str, no: str) -> str:
    if condition.operator == "is_null":
        return ""
    if condition.operator.endswith("_share"):
        return f"{100 * condition.millionths / MILLION:g} %"
    return ", ".join(_value(value, yes, no) for value in condition.values)


def _value(value: Scalar, yes: str, no: str) -> str:
    if isinstance(value, bool):
        return yes if value else no
    return f"{value:g}" if isinstance(value, float) else str(value)
