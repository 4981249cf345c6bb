"""How each column of a file writes its values, decided over the whole column."""

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
from duckdb import ColumnExpression, Expression, FunctionExpression

from sources.canonical import OBJECTS
from sources.export import HeldError
from sources.staging import Plan

PLAIN = "plain"
MOMENTS = ("moment", "date")
CODES = ("identifier", "phone")
SURE = 0.99
"""Two readings both have their evidence: the one with this share of it is the column's, else a person is asked."""

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
    found = staged.aggregate(sums).fetchone()  # type: ignore[arg-type]
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
        return ("is_slashed", "is_day_first", "is_month_first")
    return ("is_fraction",) if kind in CODES else ("is_english", "is_european")


def _style(name: str, kind: str, evidence: Mapping[str, int], how: Plan) -> str:
    count: dict[str, Any] = {sign: evidence[f"{sign} {name}"] for sign in _signs(kind)}
    if kind in CODES:
        return "undamaged" if count["is_fraction"] else "whole"
    if kind in MOMENTS:
        return _moment_style(name, count, how)
    return _either(name, count, ("is_english", "is_european"), how, how.preset.decimal_mark == ",")


def _moment_style(name: str, count: Mapping[str, int], how: Plan) -> str:
    if not count["is_slashed"]:
        return "year_first"
    if how.preset.date_order:
        return "day_first" if how.preset.date_order == "dmy" else "month_first"
    if not count["is_day_first"] and not count["is_month_first"]:
        raise HeldError(
            f"In the column {how.title(name)}, is 03/04 the 3rd of April or March the 4th? Every date of it may be"
            " either: set `date_order: dmy` or `mdy` in a preset of presets/."
            f" / 列“{how.title(name)}”中的 03/04 是 4 月 3 日还是 3 月 4 日？请在 presets/ 中设置 date_order: dmy 或 mdy。"
        )
    return _either(name, count, ("is_day_first", "is_month_first"), how, False)


def _either(name: str, count: Mapping[str, int], signs: tuple[str, str], how: Plan, is_second: bool) -> str:
    first, second = (count[sign] for sign in signs)
    if is_second or second > SURE * (first + second):
        return signs[1].removeprefix("is_")
    if first >= SURE * (first + second):
        return signs[0].removeprefix("is_")
    raise HeldError(
        f"The column {how.title(name)} is written in two ways ({first} values against {second}): which one is right?"
        " Set `date_order` or `decimal_mark` in a preset of presets/, or correct the file."
        f" / 列“{how.title(name)}”有两种写法（{first} 与 {second}）：请在 presets/ 中设置 date_order 或 decimal_mark，或更正文件。"
    )
