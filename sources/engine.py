"""The engine that types rows: DuckDB in memory, with the macros of `typing.sql`."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
from duckdb import ColumnExpression

MACROS = Path(__file__).with_name("typing.sql")
MEMORY = "600MB"


def connect(spill: Path) -> duckdb.DuckDBPyConnection:
    """An engine for one run; what does not fit into memory goes into the folder `spill`."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": 2,
        "temp_directory": str(spill),
        "python_enable_replacements": False,
        "autoinstall_known_extensions": False,
    }
    connection = duckdb.connect(config=config)
    connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
    connection.execute(MACROS.read_text("utf-8"))
    return connection


def share_again(engine: duckdb.DuckDBPyConnection, old: Path, new: Path, key: Sequence[str]) -> float:
    """The share of the records of one Parquet file whose keys occur in another."""
    before, after = (_keys(engine, file, key) for file in (old, new))
    total, again = _count(before), _count(before.intersect(after))
    return again / total if total else 0.0


def _keys(engine: duckdb.DuckDBPyConnection, file: Path, key: Sequence[str]) -> duckdb.DuckDBPyRelation:
    return engine.read_parquet(str(file)).select(*(ColumnExpression(name) for name in key)).distinct()


def _count(rows: duckdb.DuckDBPyRelation) -> int:
    found = rows.count("*").fetchone()
    return int(found[0]) if found else 0
