"""How right the value models were for each kind of customer."""

import dagster as dg
import pandas as pd

from models.value_groups import by_group
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(key_prefix="mart", deps=[["mart", "holdout_forecasts"], ["mart", "past_groups"]])
def value_by_group(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The value forecasts of all past test days by the groups that each customer belonged to on that day.

    Columns: kind, name, customers, predicted and observed (money per customer within the churn window),
    sum_ratio with lower and upper (95 %, over customers), mae (of the median forecast), verdict (right within
    chance, too high, too low, too few).
    """
    forecasts = warehouse.read("mart.holdout_forecasts", order_by=["origin", "customer_id"])
    return by_group(forecasts, warehouse.read("mart.past_groups"), workspace.settings.seed)
