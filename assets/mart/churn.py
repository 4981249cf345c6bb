"""Who is leaving."""

import dagster as dg
import pandas as pd

from models.churn import ChurnModel, train_churn
from models.churn.columns import learn_columns
from models.churn.leaks import refuse_leaks
from models.churn_window import ChurnWindow
from models.value_parameters import Parameters
from warehouse import Warehouse
from warehouse.workspace import Workspace

ASKED = """
select * from mart.features left join mart.own_features using (customer_id, as_of) order by customer_id
"""
LEARNT = """
select * from mart.training_set left join mart.own_features using (customer_id, as_of)
order by as_of, customer_id
"""


@dg.asset(
    key_prefix="mart",
    deps=[
        ["mart", name]
        for name in ("training_set", "features", "own_features", "churn_window", "model_parameters")
    ],
)
def churn(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Each buyer's calibrated probability of leaving and of buying again, with its basis and its reason."""
    model = trained(warehouse, workspace.settings.seed)
    warehouse.map(ASKED, model.score, "mart.churn")


def trained(warehouse: Warehouse, seed: int) -> ChurnModel:
    """The two models, learnt from the training set."""
    window = ChurnWindow.from_frame(warehouse.read("mart.churn_window"))
    rows, own = learnt_from(warehouse)
    parameters = Parameters.from_frame(warehouse.read("mart.model_parameters"))
    return train_churn(rows, window.window_days, window.repeat_days, parameters, seed, own)


def learnt_from(warehouse: Warehouse) -> tuple[pd.DataFrame, list[str]]:
    """The training set with the company's own features, and their names. Raises LeakError."""
    own = [name for name in warehouse.columns("mart.own_features") if name not in ("customer_id", "as_of")]
    rows = warehouse.query(LEARNT)
    if len(rows):
        refuse_leaks(learn_columns(rows[own]), rows[own], rows["churned"].to_numpy(float))
    return rows, own
