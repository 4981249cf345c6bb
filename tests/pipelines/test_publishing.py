"""What the commands read is in every snapshot."""

import re
from pathlib import Path

import dagster as dg

from pipelines.publishing import published_tables
from pipelines.sql import queries
from warehouse import DuckDBWarehouse

APP = Path(__file__).parents[2] / "app"
READ = re.compile(r"\b(?:from|join) (raw\.\w+)")


def test_the_commands_read_only_what_is_published() -> None:
    asked = {table for file in APP.rglob("*.py") for table in READ.findall(file.read_text("utf-8"))}
    keys = [query.key for query in queries()]
    keys += [dg.AssetKey(["raw", name]) for name in ("revisions", "drift")]
    warehouse = DuckDBWarehouse()
    shown = set(published_tables(keys, warehouse))
    warehouse.close()
    assert {"raw.files", "raw.arrivals"} <= asked
    assert asked <= shown
