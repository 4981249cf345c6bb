"""The track record: predictions of earlier nights, graded."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd

from assets.queries import query_text
from assets.reporting_day import reporting_day
from models.track_record import HORIZONS, Promise, graded, nothing_graded, promises
from models.track_record import track_record as joined
from warehouse import Warehouse, lists, receipts, snapshots
from warehouse.workspace import Workspace

KEPT = "kept.predictions"
KEY = ("snapshot", "list", "model", "days")
OF_A_NIGHT, OF_A_LIST = ("snapshot", "made_on"), ("segment", "channel")
SAID = {
    "customer_id": "varchar",
    "made_on": "date",
    "churn_days": "bigint",
    "churn_probability": "double",
    "repeat_days": "bigint",
    "repeat_probability": "double",
    **{f"{what}_{days}": "double" for what in ("expected_orders", "predicted_clv") for days in HORIZONS},
}
"""What a receipt holds; an older one may hold less."""
WINDOWS = "select max(churn_days) as churn_days, max(repeat_days) as repeat_days from kept.predictions"


@dg.asset(key_prefix="mart", deps=[["core", "orders"], ["core", "id_aliases"], ["core", "reporting_day"]])
def track_record(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """What earlier nights predicted, beside what came once their time had passed; graded once, then kept.

    So are the lists that were exported, each by its own. Columns: snapshot; list, segment and channel (blank
    for all customers of a night); made_on, model, days, due_on, band (1 lowest to 5 highest: fifths of a
    probability's range, else of the customers), customers, predicted and observed (means), lower and upper
    (95 %).
    """
    day = reporting_day(warehouse)
    known = _known(workspace, day)
    done = {tuple(row) for row in known.reindex(columns=list(KEY)).fillna("").itertuples(index=False)}
    new = [
        frame
        for file, promised in _promised(workspace, day)
        for frame in _graded(warehouse, workspace, file, promised, day, done)
    ]
    return joined(known, new)


def _known(workspace: Workspace, day: dt.date) -> pd.DataFrame:
    """What the snapshot of an earlier day had graded."""
    earlier = snapshots.before(workspace, day)
    if earlier is None or "mart.track_record" not in earlier.tables:
        return nothing_graded()
    with earlier.open() as connection:
        return connection.execute("select * from mart.track_record").df()


def _promised(workspace: Workspace, day: dt.date) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The file of what was said and whose promise it is: of every night, and of every exported list."""
    for night in receipts.promised(workspace, day):
        yield receipts.predictions(workspace, night), {name: getattr(night, name) for name in OF_A_NIGHT}
    for one in lists.promised(workspace, day):
        told = {name: getattr(one, name) for name in (*OF_A_NIGHT, *OF_A_LIST)}
        yield lists.predictions(workspace, one), told | {"list": one.name}


def _graded(
    warehouse: Warehouse,
    workspace: Workspace,
    file: Path,
    promised: dict[str, Any],
    day: dt.date,
    done: set[tuple[Any, ...]],
) -> list[pd.DataFrame]:
    """The promises of one night or list that are due and were not graded before."""
    warehouse.scan(KEPT, [file], SAID)
    windows = warehouse.query(WINDOWS).iloc[0]
    if windows.isna().any():
        return []
    made = promises(int(windows["churn_days"]), int(windows["repeat_days"]), **promised)
    due = [one for one in made if one.due_on <= day and one.key not in done]
    return [graded(one, _bands(warehouse, workspace, one)) for one in due]


def _bands(warehouse: Warehouse, workspace: Workspace, promise: Promise) -> pd.DataFrame:
    settings = workspace.settings
    given = asdict(promise) | {"due_on": promise.due_on}
    given |= {"margin_rate": settings.margin_rate, "discount_rate": settings.discount_rate}
    text = query_text("mart/due_predictions")
    return warehouse.query(text, **{name: value for name, value in given.items() if f"${name}" in text})
