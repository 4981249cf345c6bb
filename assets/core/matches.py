"""Which records are one person."""

import dagster as dg
import pandas as pd

from models.identity import resolve


@dg.asset(key_prefix="core", ins={"records": dg.AssetIn(["core", "normalised_records"])})
def matches(records: pd.DataFrame) -> pd.DataFrame:
    """The cluster of every record: all records of one cluster are one person."""
    return resolve(records.rename(columns={"person_key": "record_id"}))
