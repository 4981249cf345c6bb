"""What matching went by tonight."""

import dagster as dg
import pandas as pd

from warehouse import Warehouse


@dg.asset(key_prefix="core", deps=[["core", "matches"]])
def matching_standard(warehouse: dg.ResourceParam[Warehouse]) -> pd.DataFrame:
    """How many records matching was learned from, if they were enough to learn from."""
    return warehouse.query("select records, is_learned from ledger.standard")
