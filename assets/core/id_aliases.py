"""Ids that stand for another."""

import dagster as dg
import pandas as pd

from models.id_ledger import Ledger
from warehouse import id_store


@dg.asset(key_prefix="core", ins={"events": dg.AssetIn(["core", "id_events"])})
def id_aliases(events: pd.DataFrame) -> pd.DataFrame:
    """Every id that was merged, and the customer it stands for now, through all merges; it never expires."""
    standing = id_store.aliases(events.sort_values(["night", "event", "customer_id"], kind="stable"))
    current = Ledger(aliases=standing).current
    merged = events[events["event"] == "merged"].groupby("customer_id")["happened_on"].max()
    rows = [(alias, current(alias), merged[alias]) for alias in sorted(standing)]
    return pd.DataFrame(rows, columns=["alias_id", "customer_id", "since_on"]).astype(
        {"alias_id": "str", "customer_id": "str", "since_on": id_store.DAY}
    )
