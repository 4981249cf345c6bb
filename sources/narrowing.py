"""The narrowest types that hold a typed table's values: whole numbers, decimals of its scale, days."""

from collections.abc import Mapping

import duckdb
from duckdb import ColumnExpression, Expression

from sources.styles import call

WIDEST = 2**63
DIGITS = 18
"""Of a decimal that needs no more."""


def narrowest(rows: duckdb.DuckDBPyRelation, kinds: Mapping[str, str]) -> dict[str, str]:
    """The SQL types of the columns that are numbers or moments."""
    numbers = [name for name, kind in kinds.items() if kind == "number"]
    moments = [name for name, kind in kinds.items() if kind == "moment"]
    known = _facts(rows, {
        **{(name, "scale"): call("max", call("decimals_of", ColumnExpression(name))) for name in numbers},
        **{(name, "most"): call("max", call("abs", ColumnExpression(name))) for name in numbers},
        **{(name, "time"): call("count_if", call("has_time", ColumnExpression(name))) for name in moments},
    })  # fmt: skip
    found = {name: _number(known[name, "scale"], known[name, "most"]) for name in numbers}
    return found | {name: "TIMESTAMP" if known[name, "time"] else "DATE" for name in moments}


def _facts(
    rows: duckdb.DuckDBPyRelation, asked: Mapping[tuple[str, str], Expression]
) -> dict[tuple[str, str], int]:
    found = rows.aggregate(list(asked.values())).fetchone() if asked else ()
    return {key: int(value or 0) for key, value in zip(asked, found or (), strict=True)}


def _number(scale: int, most: int) -> str:
    """The narrowest type for numbers of so many decimals, of which none is greater."""
    if not scale and most < WIDEST:
        return "BIGINT"
    digits = max(18, len(str(most)) + scale)
    return f"DECIMAL({digits},{scale})"
