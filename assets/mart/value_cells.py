"""What to expect of customers who bought alike."""

import dagster as dg

from models.churn_window import ChurnWindow
from models.value_cells import ValueCells
from models.value_parameters import Parameters
from warehouse import Warehouse
from warehouse.workspace import Workspace

CELLS = """
select distinct frequency, recency, T from mart.purchase_history order by frequency, recency, T
"""
LARGEST = """
select coalesce(max(frequency), 0) as frequency, coalesce(max(T), 0) as age from mart.purchase_history
"""


@dg.asset(
    key_prefix="mart",
    deps=[["mart", name] for name in ("purchase_history", "model_parameters", "churn_window")],
)
def value_cells(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Orders to expect, their discounted sums, bounds and the time of the next, for each distinct history."""
    largest = warehouse.query(LARGEST).iloc[0]
    model = ValueCells(
        Parameters.from_frame(warehouse.read("mart.model_parameters")),
        workspace.settings.discount_rate,
        ChurnWindow.from_frame(warehouse.read("mart.churn_window")).window_days,
        (float(largest["frequency"]), float(largest["age"])),
        workspace.settings.seed,
    )
    warehouse.map(CELLS, model.score, "mart.value_cells")
