"""Who is leaving."""

import dagster as dg

from models.churn import ChurnModel, train_churn
from models.churn_window import ChurnWindow
from models.value_parameters import Parameters
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(
    key_prefix="mart",
    deps=[["mart", name] for name in ("training_set", "features", "churn_window", "model_parameters")],
)
def churn(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Each buyer's calibrated probability of leaving and of buying again, with its basis and its reason."""
    model = trained(warehouse, workspace.settings.seed)
    warehouse.map("select * from mart.features order by customer_id", model.score, "mart.churn")


def trained(warehouse: Warehouse, seed: int) -> ChurnModel:
    """The two models, learnt from the training set."""
    window = ChurnWindow.from_frame(warehouse.read("mart.churn_window"))
    rows = warehouse.read("mart.training_set", order_by=["as_of", "customer_id"])
    parameters = Parameters.from_frame(warehouse.read("mart.model_parameters"))
    return train_churn(rows, window.window_days, window.repeat_days, parameters, seed)
