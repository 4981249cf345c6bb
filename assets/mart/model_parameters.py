"""The fitted numbers behind lifetime values."""

import dagster as dg
import pandas as pd

from models.churn_window import ChurnWindow
from models.value_choice import choose
from models.value_parameters import fit_parameters
from warehouse import Warehouse

COLUMNS = ("customer_id", "frequency", "recency", "T", "monetary_value", "orders", "revenue", "is_wholesale")


@dg.asset(
    key_prefix="mart", deps=[["mart", name] for name in ("purchase_history", "training_set", "churn_window")]
)
def model_parameters(warehouse: dg.ResourceParam[Warehouse]) -> pd.DataFrame:
    """The models of repeat buying and of spend, which one predicts, and how far past days bear them out."""
    window = ChurnWindow.from_frame(warehouse.read("mart.churn_window"))
    labelled = warehouse.read("mart.training_set", order_by=["as_of", "customer_id"])
    history = warehouse.read("mart.purchase_history", COLUMNS[1:], order_by=COLUMNS[:1])
    return fit_parameters(history, choose(labelled, window.window_days))
