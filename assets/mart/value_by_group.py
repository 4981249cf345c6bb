"""How right the value models were for each kind of customer."""

import dagster as dg
import pandas as pd

from models.value_groups import by_group
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(key_prefix="mart", deps=[["mart", "holdout_forecasts"], ["mart", "forecast_groups"]])
def value_by_group(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The value forecasts of all past test days by segment, age and channel of the customer on that day.

    Columns: cut, member, customers, predicted and observed (money per customer within the churn window),
    sum_ratio with lower and upper (95 %, over customers), mae (of the median forecast), verdict (right within
    chance, too high, too low, too few).
    """
    forecasts = warehouse.read("mart.holdout_forecasts", order_by=["origin", "customer_id"])
    groups = warehouse.read("mart.forecast_groups", order_by=["origin", "customer_id"])
    return by_group(forecasts, groups, workspace.settings.seed)
