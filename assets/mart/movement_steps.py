"""Why customers changed their segment since the snapshot before."""

import dagster as dg

from assets.earlier import comparable
from assets.queries import stepwise_query
from assets.reporting_day import reporting_day
from warehouse import Warehouse
from warehouse.workspace import Workspace

NEEDED = {"core.orders", "mart.rfm_segments", "mart.rfm_cuts"}
NONE = """
select 0 as step, '' as cause, '' as customer_id, '' as from_segment, '' as to_segment where false
"""


@dg.asset(
    key_prefix="mart",
    deps=[["core", "orders"], ["mart", "rfm_segments"], ["mart", "scheme_cells"], ["core", "reporting_day"]],
)
def movement_steps(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Each change of a customer's segment since the newest snapshot of an earlier day, with its cause.

    Columns: step (1-6), cause, customer_id, from_segment (missing: was no buyer), to_segment (missing: is
    none). One thing changes at each step: the definition of the segments, who is one person (identity),
    orders of the time before (corrections), the day (clock), orders since (own behaviour), and the cut
    points (thresholds).
    """
    day = reporting_day(warehouse)
    earlier = comparable(workspace, day, NEEDED)
    if earlier is None:
        warehouse.derive("mart.movement_steps", NONE)
        return
    with warehouse.beside(earlier.database, "earlier"):
        days = {"since": earlier.as_of, "as_of": day}
        warehouse.derive("mart.movement_steps", stepwise_query("mart/movement_steps"), days)
