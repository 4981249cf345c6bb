"""What changed since the last report."""

import dagster as dg
import pandas as pd

from assets.reporting_day import reporting_day
from models.changes import changes as sentences
from warehouse import Warehouse, snapshots
from warehouse.workspace import Workspace


@dg.asset(
    key_prefix="mart",
    ins={"measures": dg.AssetIn(["mart", "measures"])},
    deps=[["core", "reporting_day"]],
)
def changes(
    measures: pd.DataFrame, warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The measures that moved since the newest snapshot of an earlier reporting day, in sentences."""
    earlier = snapshots.before(workspace, reporting_day(warehouse))
    if earlier is None:
        return sentences(measures, None)
    with earlier.open() as connection:
        before = connection.execute("select measure, value from mart.measures").df()
    return sentences(measures, before, since=earlier.as_of.isoformat(), currency=workspace.settings.currency)
