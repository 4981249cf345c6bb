"""How each column of a file writes its values, decided over the whole column."""

from collections.abc import Callable, Mapping

import duckdb
from duckdb import ColumnExpression, Expression, FunctionExpression

from sources.canonical import OBJECTS
from sources.export import HeldError
from sources.staging import Plan
from sources.words import said

PLAIN = "plain"
MOMENTS = ("moment", "date")
CODES = ("identifier", "phone")
SURE = 0.99
"""Of two readings, the one with this share of the evidence is the column's; else a person is asked."""

Staged = Callable[[], duckdb.DuckDBPyRelation]


def call(name: str, *arguments: Expression) -> Expression:
    """A function of expressions."""
    return FunctionExpression(name, *arguments)


def kinds(how: Plan) -> dict[str, str]:
    """The kinds of the columns this file has."""
    return {name: kind for name, kind in OBJECTS[how.preset.object].columns.items() if name in how.columns}


def decide(staged: Staged, how: Plan) -> dict[str, str]:
    """Each column's style. Raises HeldError where a column fits two readings."""
    typed = {name: kind for name, kind in kinds(how).items() if kind not in ("text", "flag")}
    counts = _totals(staged(), {name: _is_unusual(name, kind) for name, kind in typed.items()})
    styles = {name: PLAIN for name in typed if not counts[name]}
    open_questions = {name: kind for name, kind in typed.items() if counts[name]}
    evidence = _totals(staged(), _evidence(open_questions)) if open_questions else {}
    return styles | {name: _style(name, kind, evidence, how) for name, kind in open_questions.items()}


def _totals(staged: duckdb.DuckDBPyRelation, conditions: Mapping[str, Expression]) -> dict[str, int]:
    if not conditions:
        return {}
    sums = [call("count_if", condition).alias(name) for name, condition in conditions.items()]
    found = staged.aggregate(sums).fetchone()
    return dict(zip(conditions, found or [0] * len(sums), strict=True))


def _is_unusual(name: str, kind: str) -> Expression:
    value = ColumnExpression(name)
    if kind in CODES:
        return call("is_odd", value)
    return value.isnotnull() & plain(value, kind).isnull()


def plain(value: Expression, kind: str) -> Expression:
    """A value read without thought."""
    return call(f"plain_{kind}", value)


def _evidence(columns: Mapping[str, str]) -> dict[str, Expression]:
    found: dict[str, Expression] = {}
    for name, kind in columns.items():
        value = ColumnExpression(name)
        for sign in _signs(kind):
            found[f"{sign} {name}"] = call(sign, value)
    return found


def _signs(kind: str) -> tuple[str, ...]:
    if kind in MOMENTS:
        return ("is_filled", "is_slashed", "is_day_first", "is_month_first")
    return ("is_fraction",) if kind in CODES else ("is_english", "is_european")


def _style(name: str, kind: str, evidence: Mapping[str, int], how: Plan) -> str:
    count = {sign: evidence[f"{sign} {name}"] for sign in _signs(kind)}
    if kind in CODES:
        return "undamaged" if count["is_fraction"] else "whole"
    if kind in MOMENTS:
        return _moment_style(name, count, how)
    if how.preset.decimal_mark:
        return "european" if how.preset.decimal_mark == "," else "english"
    return _either(how.title(name), count, "english", "european")


def _moment_style(name: str, count: Mapping[str, int], how: Plan) -> str:
    if count["is_slashed"] <= (1 - SURE) * count["is_filled"]:
        return "year_first"
    if how.preset.date_order:
        return "day_first" if how.preset.date_order == "dmy" else "month_first"
    if not count["is_day_first"] and not count["is_month_first"]:
        raise HeldError(said("date_order", column=how.title(name)))
    return _either(how.title(name), count, "day_first", "month_first")


def _either(title: str, count: Mapping[str, int], usual: str, other: str) -> str:
    first, second = count[f"is_{usual}"], count[f"is_{other}"]
    if first >= SURE * (first + second):
        return usual
    if second >= SURE * (first + second):
        return other
    raise HeldError(said("two_ways", column=title, first=first, second=second))
