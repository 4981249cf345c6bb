"""What each customer is worth."""

import dagster as dg

from models.lifetime_value import LifetimeValue
from models.value_parameters import Parameters
from warehouse import Warehouse
from warehouse.workspace import Workspace

HISTORY = """
select customer_id, frequency, recency, T, monetary_value, cast(revenue as double) as revenue, is_wholesale
from mart.purchase_history
order by customer_id
"""
LARGEST = """
select coalesce(max(frequency), 0) as frequency, coalesce(max(T), 0) as age from mart.purchase_history
"""


@dg.asset(key_prefix="mart", deps=[["mart", "purchase_history"], ["mart", "model_parameters"]])
def lifetime_value(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Historic, predicted and total value of each buyer, on margin and discounted, with bounds and reason."""
    settings = workspace.settings
    largest = warehouse.query(LARGEST).iloc[0]
    model = LifetimeValue(
        Parameters.from_frame(warehouse.read("mart.model_parameters")),
        settings.margin_rate,
        settings.discount_rate,
        (float(largest["frequency"]), float(largest["age"])),
        settings.seed,
    )
    warehouse.map(HISTORY, model.score, "mart.lifetime_value")
