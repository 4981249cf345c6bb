"""Why the value that customers are expected to bring has changed since the snapshot before."""

import datetime as dt

import dagster as dg
import pandas as pd

from assets.challenged_steps import NEEDED as NEEDED_BY_BOOSTING
from assets.challenged_steps import derive_spends
from assets.earlier import comparable
from assets.queries import stepwise_query
from assets.reporting_day import reporting_day
from models.value_cells import ValueCells
from models.value_movement import NOTHING, TotalsByStep, movement
from models.value_parameters import Parameters
from warehouse import Warehouse
from warehouse.protocol import Parameters as Values
from warehouse.workspace import Workspace

NEEDED = {"core.orders", "mart.lifetime_value", "mart.model_parameters", "mart.churn_window",
          "mart.value_challenger"}  # fmt: skip
STEPS = "kept.value_steps"
CELLS = """
select distinct frequency, recency, T from kept.value_histories order by frequency, recency, T
"""
ASKED = """
select
    histories.step, histories.is_new, histories.frequency, histories.monetary_value, histories.latest,
    cells.orders, cells.discounted, spends.spend
from kept.value_histories as histories
inner join kept.value_expected as cells
    on cells.frequency = histories.frequency and cells.recency = histories.recency and cells.T = histories.T
left join kept.value_spends as spends
    on spends.step = histories.step and spends.customer_id = histories.customer_id
"""
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
    (own behaviour) and of others (new customers), and the numbers of the models (model version). At all steps
    those of the earlier night value, its boosting too where that did; another champion since is a part of
    the model version. Empty where there is no such snapshot.
    """
    day = reporting_day(warehouse)
    earlier = comparable(workspace, day, NEEDED)
    if earlier is None:
        return NOTHING
    with warehouse.beside(earlier.database, "earlier"):
        if warehouse.count("earlier.mart.value_challenger") and not earlier.tables >= NEEDED_BY_BOOSTING:
            return NOTHING
        before = warehouse.query(EARLIER)["total"].iloc[0]
        totals = _totals(warehouse, workspace, earlier.as_of, day)
    return movement(before, totals, warehouse.query(NOW)["total"].iloc[0])


def _totals(warehouse: Warehouse, workspace: Workspace, since: dt.date, as_of: dt.date) -> pd.DataFrame:
    """What the earlier numbers expect of the histories of every step; equal ones are asked about once."""
    settings = workspace.settings
    window = int(warehouse.read("earlier.mart.churn_window")["window_days"].iloc[0])
    parameters = Parameters.from_frame(warehouse.read("earlier.mart.model_parameters"))
    cells = ValueCells(parameters, settings.discount_rate, window, (0.0, 0.0), settings.seed)
    steps = TotalsByStep(cells, settings.margin_rate)
    given: Values = {"since": since, "as_of": as_of, "window_days": window}
    warehouse.derive("kept.value_histories", stepwise_query("mart/value_histories"), given)
    warehouse.map(CELLS, steps.expected, "kept.value_expected")
    derive_spends(warehouse, settings.seed, since, as_of)
    warehouse.map(ASKED, steps.totals, STEPS, 1_000_000)
    return warehouse.read(STEPS)
