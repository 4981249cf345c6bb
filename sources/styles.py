"""How each column of a file writes its values, decided over the whole column."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

import duckdb
from duckdb import ColumnExpression, Expression, FunctionExpression

from sources.canonical import CODES, MOMENTS, NUMBERS
from sources.export import HeldError
from sources.planning import Plan
from sources.words import said

PLAIN = "plain"
MONEYS = ("money", "price", "number", "real")
"""Numbers in which `1.234` may be more than a thousand."""
EVIDENCE = {
    **dict.fromkeys(CODES, ("is_fraction",)),
    **dict.fromkeys(MOMENTS, ("is_filled", "is_slashed", "is_day_first", "is_month_first")),
    **dict.fromkeys(NUMBERS, ("is_english", "is_european", "is_either")),
}
SURE = 0.99
"""Of two readings, the one with this share of the evidence is the column's; else a person is asked."""
SAMPLE = 20_000

Key = TypeVar("Key")
Staged = Callable[[], duckdb.DuckDBPyRelation]


def call(name: str, *arguments: Expression) -> Expression:
    """A function of expressions."""
    return FunctionExpression(name, *arguments)


def plain(column: str, kind: str) -> Expression:
    """A column read without thought: null where that fails."""
    return call(f"plain_{kind}", ColumnExpression(column))


def unusual(staged: Staged, how: Plan) -> set[str]:
    """The columns whose first values are not all plain, or with numbers that fit two readings.

    In others, an unusual value is a surprise.
    """
    typed = {name: kind for name, kind in how.kinds.items() if kind in (*MOMENTS, *NUMBERS)}
    doubts = {
        name: ColumnExpression(name).isnotnull() & plain(name, kind).isnull() for name, kind in typed.items()
    }
    twofold = {
        name: call("is_either", ColumnExpression(name)) for name, kind in typed.items() if kind in MONEYS
    }
    found = [*_counts(staged().limit(SAMPLE), doubts).items(), *_counts(staged(), twofold).items()]
    return {name for name, count in found if count}


def decide(staged: Staged, how: Plan, columns: Collection[str]) -> dict[str, str]:
    """The styles of columns that are not plain. Raises HeldError where one fits two readings."""
    signs = {
        (name, sign): call(sign, ColumnExpression(name))
        for name in columns
        for sign in EVIDENCE[how.kinds[name]]
    }
    found = _counts(staged(), signs)
    return {
        name: _style(name, {sign: found[name, sign] for sign in EVIDENCE[how.kinds[name]]}, how)
        for name in columns
    }


def _counts(rows: duckdb.DuckDBPyRelation, conditions: Mapping[Key, Expression]) -> dict[Key, int]:
    """How many rows meet each condition."""
    if not conditions:
        return {}
    found = rows.aggregate([call("count_if", condition) for condition in conditions.values()]).fetchone()
    return {key: count or 0 for key, count in zip(conditions, found or (), strict=True)}


def _style(name: str, count: Mapping[str, int], how: Plan) -> str:
    kind = how.kinds[name]
    if kind in CODES:
        return "undamaged" if count["is_fraction"] else "whole"
    if kind in MOMENTS:
        return _moment_style(name, count, how)
    if how.preset.decimal_mark:
        return "european" if how.preset.decimal_mark == "," else "english"
    if kind in MONEYS and count["is_either"] and not count["is_english"] and not count["is_european"]:
        raise HeldError(said("decimal_mark", column=how.title(name)), "decimal_mark")
    return _either(how.title(name), count, "english", "european", "decimal_mark")


def _moment_style(name: str, count: Mapping[str, int], how: Plan) -> str:
    if count["is_slashed"] <= (1 - SURE) * count["is_filled"]:
        return "year_first"
    if how.preset.date_order:
        return "day_first" if how.preset.date_order == "dmy" else "month_first"
    if not count["is_day_first"] and not count["is_month_first"]:
        raise HeldError(said("date_order", column=how.title(name)), "date_order")
    return _either(how.title(name), count, "day_first", "month_first", "date_order")


def _either(title: str, count: Mapping[str, int], usual: str, other: str, question: str) -> str:
    first, second = count[f"is_{usual}"], count[f"is_{other}"]
    if first >= SURE * (first + second):
        return usual
    if second >= SURE * (first + second):
        return other
    raise HeldError(said("two_ways", column=title, first=first, second=second), question)
