"""Which records are one person."""

import dagster as dg
import pandas as pd

from models import identity, names
from models.id_decisions import decided
from models.incremental import SEEN, recipe, rematched
from warehouse import Warehouse

SEEN_TABLE = "ledger.matched"
SEEN_BY = "select * from ledger.matched where recipe = $mark"


@dg.asset(
    key_prefix="core",
    ins={
        "records": dg.AssetIn(["core", "normalised_records"]),
        "decisions": dg.AssetIn(["core", "decisions"]),
    },
)
def matches(
    records: pd.DataFrame, decisions: pd.DataFrame, warehouse: dg.ResourceParam[Warehouse]
) -> pd.DataFrame:
    """The cluster of every record: all records of one cluster are one person."""
    named = records.rename(columns={"person_key": "record_id"})
    found = _matched(named, warehouse)
    stand = decisions[decisions["stands"]].dropna(subset=["key_a", "key_b"])
    pairs = {
        verdict: list(zip(group["key_a"], group["key_b"], strict=True))
        for verdict, group in stand.groupby("verdict")
    }
    return decided(found, named, pairs.get("same", []), pairs.get("different", []))


def _matched(named: pd.DataFrame, warehouse: Warehouse) -> pd.DataFrame:
    """Match what is new since the last run of the same code, all where there was none; remember it."""
    mark = recipe(identity, names)
    known = SEEN_TABLE in warehouse.tables()
    before = warehouse.query(SEEN_BY, mark=mark) if known else None
    if before is None or before.empty:
        found = identity.resolve(named)
    else:
        found = rematched(named, before, identity.resolve)
    kept = named[list(SEEN)].assign(cluster_id=found["cluster_id"].to_numpy(), recipe=mark)
    warehouse.write(SEEN_TABLE, kept)
    return found
