"""The customer that every record belongs to, by the ledger of ids."""

import dagster as dg
import pandas as pd

from models.id_ledger import update
from warehouse import Warehouse, id_store
from warehouse.workspace import Workspace

CLUSTERS = """
select
    matches.record_id, records.reference as anchor, matches.cluster_id,
    cast(round(coalesce(value.amount, 0) * 100) as bigint) as value
from core.matches as matches
inner join core.normalised_records as records on records.person_key = matches.record_id
left join core.record_values as value on value.person_key = matches.record_id
"""


@dg.asset(
    key_prefix="core",
    deps=[["core", name] for name in ("matches", "normalised_records", "record_values")],
)
def identities(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The customer that every record belongs to; the ledger keeps it once the night is published."""
    night = update(id_store.ledger(workspace), warehouse.query(CLUSTERS))
    warehouse.write("ledger.changed", night.changed)
    warehouse.write("ledger.news", night.events)
    return night.identities.rename(columns={"record_id": "person_key"})
