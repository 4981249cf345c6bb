"""Repeat orders as they came and as predicted."""

import dagster as dg
import pandas as pd

from assets.queries import query_text
from assets.reporting_day import reporting_day
from models.churn_window import ChurnWindow
from models.tracking import nothing, track
from models.value_choice import fit_candidate
from warehouse import Warehouse

REPEATS = """
select days.ordered_on, count(*) as purchase_days
from mart.purchase_days as days
inner join mart.purchase_history as history on history.customer_id = days.customer_id
where
    days.orders > 0 and days.ordered_on > history.first_on
    and history.first_on < $fitted_on and not history.is_wholesale
group by days.ordered_on
order by days.ordered_on
"""


@dg.asset(
    key_prefix="mart",
    deps=[
        ["mart", "purchase_days"],
        ["mart", "purchase_history"],
        ["mart", "churn_window"],
        ["core", "orders"],
    ],
)
def tracking(warehouse: dg.ResourceParam[Warehouse]) -> pd.DataFrame:
    """Cumulative repeat orders by week against BG/NBD fitted one churn window earlier, so forecast since."""
    as_of = reporting_day(warehouse)
    days = ChurnWindow.from_frame(warehouse.read("mart.churn_window")).days(as_of)
    if not days:
        return nothing()
    history = warehouse.query(query_text("mart/purchase_history"), as_of=days[0])
    retail = history[~history["is_wholesale"]]
    model = fit_candidate("beta_geo", retail)
    if isinstance(model, str):
        return nothing()
    starts = retail.groupby("first_on", as_index=False).size().rename(columns={"size": "customers"})
    return track(model, starts, warehouse.query(REPEATS, fitted_on=days[0]), as_of)
