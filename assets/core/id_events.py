"""What happened to ids."""

import dagster as dg
import pandas as pd

from assets.reporting_day import reporting_day
from warehouse import Warehouse, id_store
from warehouse.workspace import Workspace


@dg.asset(key_prefix="core", deps=[["core", "identities"], ["core", "reporting_day"]])
def id_events(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Every merge, split, restoring and moving of ids, with its reporting day."""
    return id_store.events_with(workspace, reporting_day(warehouse), warehouse.read("ledger.news"))
