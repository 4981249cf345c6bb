"""What matching went by tonight."""

import dagster as dg
import pandas as pd

from warehouse import Warehouse


@dg.asset(key_prefix="core", deps=[["core", "matches"]])
def matching_standard(warehouse: dg.ResourceParam[Warehouse]) -> pd.DataFrame:
    """How many records matching was learned from, and why it was learned tonight, if it was."""
    return warehouse.query(
        "select records, is_learned, nullif(why, '') as learned_because from ledger.standard"
    )
