"""What the models said at past days, beside what came."""

import dagster as dg
import pandas as pd

from assets.lessons import Lessons
from models.holdout_forecasts import forecast_past
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(
    key_prefix="mart",
    deps=[
        ["mart", "training_set"],
        ["mart", "season_set"],
        ["mart", "own_features"],
        ["mart", "churn_window"],
        ["mart", "model_parameters"],
        ["core", "reporting_day"],
    ],
)
def holdout_forecasts(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """Forecasts by every model and naive rule at past test days, of outcomes none of them had seen."""
    lessons = Lessons.read(warehouse)
    seed = workspace.settings.seed
    return forecast_past(lessons.rows, lessons.window, lessons.day, seed, lessons.own, lessons.told)
