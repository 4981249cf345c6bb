"""A company's own features: queries in its workspace, let in only if they do not see past their day."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path

import pandas as pd
import sqlglot
from sqlglot import exp

from assets.as_known import hidden, restated
from models.features import FEATURES
from warehouse import Warehouse
from warehouse.errors import ConfigurationError

BEFORE = Path(__file__).parent / "before"
READABLE = {f"{file.parent.name}.{file.stem}": file for file in sorted(BEFORE.glob("*/*.sql"))}
KEYS = ["customer_id", "as_of"]


def own_features(warehouse: Warehouse, queries: Mapping[str, str], days: Sequence[dt.date]) -> pd.DataFrame:
    """The features of `queries` (name → text with `$as_of`) at every day: `customer_id`, `as_of`, and theirs.

    Raises ConfigurationError, naming the file, where one cannot be used or sees the future.
    """
    for name, text in sorted(queries.items()):
        _refuse_leak(warehouse, name, text, days)
    frames = [_at(warehouse, queries, day) for day in days if queries]
    return pd.concat(frames or [_keys([], dt.date(1900, 1, 1))], ignore_index=True)


def _at(warehouse: Warehouse, queries: Mapping[str, str], day: dt.date) -> pd.DataFrame:
    found = [_asked(warehouse, name, text, day) for name, text in sorted(queries.items())]
    joined = reduce(lambda one, two: one.merge(two, on="customer_id", how="outer"), found)
    numbers = joined.set_index("customer_id").astype("float64").sort_index().reset_index()
    return _keys(numbers["customer_id"], day).join(numbers.drop(columns="customer_id"))


def _keys(customers: "Sequence[str] | pd.Series[str]", day: dt.date) -> pd.DataFrame:
    """Customer and day, in types that a join with the training set keeps."""
    frame = pd.DataFrame({"customer_id": pd.Series(customers, dtype="str")})
    return frame.assign(as_of=pd.Series([day] * len(frame), dtype="date32[pyarrow]"))


def _refuse_leak(warehouse: Warehouse, name: str, text: str, days: Sequence[dt.date]) -> None:
    """Delete everything from the day on, ask again, and nothing may differ."""
    blind = _blindfolded(name, text)
    for day in days[-1:] if len(days) == 1 else (days[0], days[1]):
        if not _asked(warehouse, name, text, day).equals(_asked(warehouse, name, blind, day)):
            raise ConfigurationError(
                f"features/{name}.sql sees the future: without the rows from {day:%Y-%m-%d} on it gives other"
                " values for that day. Compare every moment with $as_of, or remove the file.",
                "该特征使用了当日之后的数据，已拒绝；请用 $as_of 限定每个时间，或移除该文件。",
            )


def _asked(warehouse: Warehouse, name: str, text: str, day: dt.date) -> pd.DataFrame:
    try:
        rows = warehouse.query(restated(text), as_of=day)
    except Exception as error:
        en, zh = hidden(text) or (
            f"cannot be run ({type(error).__name__}); try it with `regulars sql`.",
            "此查询无法运行，可先用 regulars sql 调试。",
        )
        raise ConfigurationError(f"features/{name}.sql: {en}", zh) from error
    if "customer_id" not in rows or len(rows.columns) < 2 or rows["customer_id"].duplicated().any():
        raise ConfigurationError(
            f"features/{name}.sql must give one row per customer: customer_id and at least one number.",
            "每位客户须且只能有一行，含 customer_id 和至少一个数值列。",
        )
    if taken := [name for name in rows if name in FEATURES]:
        raise ConfigurationError(
            f"features/{name}.sql: {taken[0]} is a feature already; give it another name.",
            f"特征 {taken[0]} 已存在，请换一个名称。",
        )
    return rows.dropna(subset=["customer_id"]).sort_values("customer_id", ignore_index=True)


def _blindfolded(name: str, text: str) -> str:
    """The query over tables from which everything on or after the day is gone."""
    try:
        tree = sqlglot.parse_one(text, read="duckdb")
    except sqlglot.errors.ParseError as error:
        raise ConfigurationError(
            f"features/{name}.sql is not a query that can be read; correct it, or remove the file.",
            "此查询有语法错误，请更正，或移除该文件。",
        ) from error
    tables = [table for table in tree.find_all(exp.Table) if table.db]
    asked = {f"{table.db}.{table.name}" for table in tables}
    if not isinstance(tree, exp.Query) or not asked or asked - set(READABLE):
        raise ConfigurationError(
            f"features/{name}.sql must be one select over {', '.join(READABLE)} and nothing else.",
            "只能写一条 select 语句，且只能读取上述表。",
        )
    for table in tables:
        before = sqlglot.parse_one(READABLE[f"{table.db}.{table.name}"].read_text("utf-8"), read="duckdb")
        table.replace(
            exp.Subquery(this=before, alias=exp.TableAlias(this=exp.to_identifier(table.alias_or_name)))
        )
    return str(tree.sql(dialect="duckdb"))
