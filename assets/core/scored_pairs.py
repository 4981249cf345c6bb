"""Pairs of records that may be one person, by what they say."""

import dagster as dg
import pandas as pd

from warehouse import Warehouse

PAIRS = """
select record_id_l as record_a, record_id_r as record_b, probability, log_odds, rule
from ledger.scored_pairs
order by log_odds desc, record_id_l, record_id_r
"""


@dg.asset(key_prefix="core", deps=[["core", "matches"]])
def scored_pairs(warehouse: dg.ResourceParam[Warehouse]) -> pd.DataFrame:
    """Pairs that no exact key joins: how probably they are one person, and what speaks for it and against."""
    return warehouse.query(PAIRS).astype({"record_a": "str", "record_b": "str", "rule": "str"})
