"""The fitted numbers behind lifetime values."""

import dagster as dg
import pandas as pd

from models.value_parameters import fit_parameters
from warehouse import Warehouse

COLUMNS = ("customer_id", "frequency", "recency", "T", "monetary_value", "orders", "revenue", "is_wholesale")


@dg.asset(key_prefix="mart", deps=[["mart", "purchase_history"]])
def model_parameters(warehouse: dg.ResourceParam[Warehouse]) -> pd.DataFrame:
    """The parameters of repeat buying and of spend with their standard errors, and the cohort's averages."""
    return fit_parameters(warehouse.read("mart.purchase_history", COLUMNS[1:], order_by=COLUMNS[:1]))
