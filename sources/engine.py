"""The engine that types rows: DuckDB in memory, with the macros of `typing.sql`."""

from pathlib import Path

import duckdb

MACROS = Path(__file__).with_name("typing.sql")
MEMORY = "600MB"
ZONE = "Asia/Shanghai"
"""As in a new workspace's settings."""


def connect(spill: Path, zone: str = ZONE) -> duckdb.DuckDBPyConnection:
    """An engine for one run of a company in this time zone; what does not fit into memory goes to `spill`."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": 2,
        "temp_directory": str(spill),
        "python_enable_replacements": False,
        "autoinstall_known_extensions": False,
    }
    connection = duckdb.connect(config=config)
    connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
    literal = str(duckdb.ConstantExpression(zone))
    connection.execute(f"create or replace macro company_zone() as {literal}")
    connection.execute(MACROS.read_text("utf-8"))
    return connection
