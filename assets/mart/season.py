"""How the level of leaving moved, and what is expected of the window to come."""

import dagster as dg
import pandas as pd

from assets.champion import serving
from assets.lessons import Lessons
from models.churn.seasonal import season_table
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(key_prefix="mart", deps=[["mart", "churn"], ["core", "reporting_day"]])
def season(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """By how much tonight's models would have been off at past days, and what that moves the forecasts by.

    Columns: model, day (a window's first), known_days (of the window), log_odds of silence with lower and
    upper (80 %), is_forecast (the coming window, by which all forecasts were shifted). Empty without a model.
    """
    lessons = Lessons.read(warehouse)
    both = lessons.in_season(serving(workspace, lessons))[1]
    return season_table(both, pd.Timestamp(lessons.day))
