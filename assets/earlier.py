"""What a table held when the last report of an earlier day was published."""

import datetime as dt
from collections.abc import Collection, Mapping

import pandas as pd

from warehouse import snapshots
from warehouse.workspace import Workspace


def comparable(workspace: Workspace, as_of: dt.date, needed: Collection[str]) -> snapshots.Snapshot | None:
    """The newest snapshot before `as_of`; none without these tables, or without the days of refunds."""
    earlier = snapshots.before(workspace, as_of)
    if earlier is None or not earlier.tables >= set(needed) or not earlier.has("core.orders", "refunds"):
        return None
    return earlier


def earlier_rows(workspace: Workspace, as_of: dt.date, query: str, types: Mapping[str, str]) -> pd.DataFrame:
    """The rows of `query` in the newest snapshot before `as_of`; none where there is no such table yet."""
    earlier = snapshots.before(workspace, as_of)
    rows = pd.DataFrame(columns=list(types)) if earlier is None else _rows(earlier, query, types)
    return rows.astype(dict(types))


def _rows(earlier: snapshots.Snapshot, query: str, types: Mapping[str, str]) -> pd.DataFrame:
    with earlier.open() as connection:
        try:
            return connection.execute(query).df()
        except Exception:  # an older version published other columns
            return pd.DataFrame(columns=list(types))
