"""The ledger of files, and the lake they were read into."""

from dataclasses import asdict

import dagster as dg
import pandas as pd

from sources import lake_files, lake_schemas, ledger
from warehouse import Warehouse
from warehouse.workspace import Workspace

COLUMNS = {
    "file_id": "str", "arrival": "int64", "file": "str", "system": "str", "preset": "str", "object": "str",
    "status": "str", "message": "str", "encoding": "str", "records": "int64", "accepted": "int64",
    "quarantined": "int64", "blank": "int64", "supersedes": "str", "is_superseded": "bool",
}  # fmt: skip


@dg.asset(key_prefix="raw", deps=[["raw", "inbox"]])
def exports(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Every file ever seen, in the order of arrival: what it is, how it was read, what became of it."""
    files = lake_files(workspace.lake)
    for table, schema in lake_schemas().items():
        warehouse.scan(f"lake.{table}", files[table], schema)
    entries = ledger(workspace.lake)
    superseded = {entry.supersedes for entry in entries}
    rows = [asdict(entry) | {"is_superseded": entry.file_id in superseded} for entry in entries]
    return pd.DataFrame(rows, columns=list(COLUMNS)).replace("", None).astype(COLUMNS)
