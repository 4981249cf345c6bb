"""Which records are one person."""

import dagster as dg
import pandas as pd

from models.id_decisions import decided
from models.identity import resolve


@dg.asset(
    key_prefix="core",
    ins={
        "records": dg.AssetIn(["core", "normalised_records"]),
        "decisions": dg.AssetIn(["core", "decisions"]),
    },
)
def matches(records: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """The cluster of every record: all records of one cluster are one person."""
    named = records.rename(columns={"person_key": "record_id"})
    stand = decisions[decisions["stands"]].dropna(subset=["key_a", "key_b"])
    pairs = {
        verdict: list(zip(group["key_a"], group["key_b"], strict=True))
        for verdict, group in stand.groupby("verdict")
    }
    return decided(resolve(named), named, pairs.get("same", []), pairs.get("different", []))
