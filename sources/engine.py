"""The engine that types rows: DuckDB in memory, with the macros of `typing.sql`."""

from pathlib import Path

import duckdb

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
