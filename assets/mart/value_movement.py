"""Why the value that customers are expected to bring has changed since the snapshot before."""

import dagster as dg
import pandas as pd

from assets.queries import query_text
from assets.reporting_day import reporting_day
from models.value_cells import ValueCells
from models.value_movement import NOTHING, TotalsByStep, movement
from models.value_parameters import Parameters
from warehouse import Warehouse, snapshots
from warehouse.workspace import Workspace

NEEDED = {"core.orders", "mart.lifetime_value", "mart.model_parameters", "mart.churn_window",
          "mart.value_challenger"}  # fmt: skip
STEPS = "kept.value_steps"
TOTAL = "select coalesce(sum(cast(predicted_clv_365 as decimal(18, 2))), 0) as total from {table}"
EARLIER = TOTAL.format(table="earlier.mart.lifetime_value")
NOW = TOTAL.format(table="mart.lifetime_value")


@dg.asset(key_prefix="mart", deps=[["core", "orders"], ["mart", "lifetime_value"], ["core", "reporting_day"]])
def value_movement(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The year's predicted value of the newest snapshot of an earlier day, what changed it, and tonight's.

    Columns: step, cause, amount. Step 0 is the total before, step 8 the total now, and 1 to 7 sum to their
    difference to the cent. One thing changes at each step: how values are calculated (definition), who is one
    person (identity), orders of the time before (corrections), the day (clock), orders since, of those known
    (own behaviour) and of others (new customers), and the numbers of the models (model version). Empty where
    there is no such snapshot, or where boosting valued its customers, which cannot be asked again.
    """
    day = reporting_day(warehouse)
    earlier = snapshots.before(workspace, day)
    if earlier is None or not earlier.tables >= NEEDED:
        return NOTHING
    with warehouse.beside(earlier.database, "earlier"):
        if warehouse.count("earlier.mart.value_challenger"):
            return NOTHING
        before = warehouse.query(EARLIER)["total"].iloc[0]
        totals = _totals(warehouse, workspace, {"since": earlier.as_of, "as_of": day})
    return movement(before, totals, warehouse.query(NOW)["total"].iloc[0])


def _totals(warehouse: Warehouse, workspace: Workspace, days: dict[str, object]) -> pd.DataFrame:
    """What the earlier numbers expect of the histories of every step."""
    settings = workspace.settings
    window = int(warehouse.read("earlier.mart.churn_window")["window_days"].iloc[0])
    parameters = Parameters.from_frame(warehouse.read("earlier.mart.model_parameters"))
    cells = ValueCells(parameters, settings.discount_rate, window, (0.0, 0.0), settings.seed)
    asked = query_text("mart/value_histories")
    warehouse.derive("kept.value_histories", asked, {**days, "window_days": window})  # type: ignore[dict-item]
    warehouse.map("kept.value_histories", TotalsByStep(cells, settings.margin_rate).totals, STEPS, 1_000_000)
    return warehouse.read(STEPS)
