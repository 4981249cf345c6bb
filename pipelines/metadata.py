"""What a run remembers of a table: how many rows, which columns. Never a value."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from warehouse import Warehouse


def table_metadata(
    warehouse: Warehouse, table: str, comments: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Row count and column schema under Dagster's standard names."""
    comments = comments or {}
    columns = [
        dg.TableColumn(name=name, type=kind, description=comments.get(name) or None)
        for name, kind in warehouse.columns(table).items()
    ]
    return {
        "dagster/row_count": warehouse.count(table),
        "dagster/column_schema": dg.TableSchema(columns=columns),
    }
