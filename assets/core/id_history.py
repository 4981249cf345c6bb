"""Which id every record has held."""

import dagster as dg

from assets.reporting_day import reporting_day
from warehouse import Warehouse, id_store
from warehouse.workspace import Workspace

HISTORY = """
select record_id as person_key, customer_id, since_on, night from ledger.assignments
union all
select record_id as person_key, customer_id, $on as since_on, $night as night from ledger.changed
"""


@dg.asset(key_prefix="core", deps=[["core", "identities"], ["core", "reporting_day"]])
def id_history(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """The id that each record was given, since which reporting day."""
    night, on = id_store.next_night(workspace, reporting_day(warehouse))
    warehouse.scan("ledger.assignments", id_store.assignments(workspace), id_store.SCHEMA)
    warehouse.derive("core.id_history", HISTORY, {"night": night, "on": on})
