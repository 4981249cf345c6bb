"""The ledger of files, and the lake they were read into."""

from dataclasses import asdict

import dagster as dg
import pandas as pd

from sources import Standing, feeds, lake_files, lake_schemas, standings
from warehouse import Warehouse
from warehouse.workspace import Workspace

COLUMNS = {
    "file_id": "str", "arrival": "int64", "file": "str", "system": "str", "preset": "str", "object": "str",
    "status": "str", "question": "str", "message": "str", "encoding": "str", "records": "int64",
    "accepted": "int64", "quarantined": "int64", "blank": "int64", "first_on": "str", "through_on": "str",
    "unknown_columns": "int64", "edition": "int64", "superseded_by": "str", "is_superseded": "bool",
}  # fmt: skip


@dg.asset(key_prefix="raw", deps=[["raw", "inbox"]])
def exports(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Every file ever seen, in the order of arrival: what it is, how it was read, what became of it."""
    files = lake_files(workspace.lake)
    for table, schema in lake_schemas().items():
        warehouse.scan(f"lake.{table}", files[table], schema)
    rows = [_row(each) for each in standings(workspace.lake, feeds(workspace.feeds()))]
    return pd.DataFrame(rows, columns=list(COLUMNS)).replace("", None).astype(COLUMNS)


def _row(each: Standing) -> dict[str, object]:
    place = {"edition": each.edition, "superseded_by": each.superseded_by}
    place["unknown_columns"] = len(each.entry.extra)
    return asdict(each.entry) | place | {"is_superseded": bool(each.superseded_by)}
