"""Who is leaving."""

import dagster as dg

from models.churn import ChurnModel, train_churn
from models.churn_window import ChurnWindow
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(
    key_prefix="mart",
    deps=[["mart", name] for name in ("training_set", "features", "churn_window", "purchase_history")],
)
def churn(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Each buyer's calibrated probability of leaving and of buying again, with its basis and its reason."""
    model = trained(warehouse, workspace.settings.seed)
    warehouse.map("select * from mart.features order by customer_id", model.score, "mart.churn")


def trained(warehouse: Warehouse, seed: int) -> ChurnModel:
    """The two models, learnt from the training set."""
    window = ChurnWindow.from_frame(warehouse.read("mart.churn_window"))
    rows = warehouse.read("mart.training_set", order_by=["as_of", "customer_id"])
    return train_churn(rows, window.window_days, window.repeat_days, _orders_per_day(warehouse), seed)


def _orders_per_day(warehouse: Warehouse) -> float:
    totals = warehouse.query(
        "select sum(frequency) as orders, sum(T) as days from mart.purchase_history where not is_wholesale"
    ).iloc[0]
    return float(totals["orders"] / totals["days"]) if totals["days"] > 0 else 0.0
