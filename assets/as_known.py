"""Tables whose rows of the past hold values of today, and how a feature of a past day reads them."""

from collections.abc import Mapping
from pathlib import Path

import sqlglot
from sqlglot import exp

THEN = Path(__file__).parent / "then"
HIDDEN = {
    name: (
        f"{name} of core.orders is what is known today, refunds after the day included, so no feature"
        " may read it. Use amount of core.returns where returned_at is before $as_of.",
        f"core.orders 的 {name} 含当日之后的退款，特征不得使用；"
        "请改用 core.returns 的 amount，并限定 returned_at 早于 $as_of。",
    )
    for name in ("refunded_amount", "undated_refund_amount", "refunds")
}
"""Columns that are not offered, and what to use instead, in English and Chinese."""


def restated(text: str) -> str:
    """The query with `core.orders` and `mart.purchase_days` as their values stood at the start of `$as_of`.

    Rows of later days stay, for the leak test to find. Raises ParseError.
    """
    return str(_over(sqlglot.parse_one(text, read="duckdb"), _tables()).sql(dialect="duckdb"))


def hidden(text: str) -> tuple[str, str] | None:
    """The sentence about a column that the query names and that is not offered."""
    names = {column.name.lower() for column in sqlglot.parse_one(text, read="duckdb").find_all(exp.Column)}
    return next((words for name, words in HIDDEN.items() if name in names), None)


def _tables() -> dict[str, exp.Expr]:
    orders = {"core.orders": _read("core/orders")}
    return {**orders, "mart.purchase_days": _over(_read("mart/purchase_days"), orders)}


def _read(name: str) -> exp.Expr:
    return sqlglot.parse_one((THEN / f"{name}.sql").read_text("utf-8"), read="duckdb")


def _over(tree: exp.Expr, tables: Mapping[str, exp.Expr]) -> exp.Expr:
    """The query with subqueries in the place of tables, under the names that it calls them by."""
    for table in list(tree.find_all(exp.Table)):
        if (found := tables.get(f"{table.db}.{table.name}".lower())) is not None:
            alias = exp.TableAlias(this=exp.to_identifier(table.alias_or_name))
            table.replace(exp.Subquery(this=found.copy(), alias=alias))
    return tree
