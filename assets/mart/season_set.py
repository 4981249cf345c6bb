"""What tells how the level of leaving stands: features at further past days, and who came back since."""

import dagster as dg

from assets.mart.training_set import NEVER
from assets.queries import labelled_query
from assets.reporting_day import reporting_day
from assets.samples import over_sample, share
from models.churn_window import ChurnWindow
from warehouse import Warehouse
from warehouse.protocol import Parameters


@dg.asset(key_prefix="mart", deps=[["mart", "training_set"], ["core", "reporting_day"]])
def season_set(warehouse: dg.ResourceParam[Warehouse]) -> None:
    """Features a year before and shortly before the reporting and test days, with the days to the next order.

    Nothing learns from these rows: of some the churn window has not passed. They tell by how much forecasts
    were off.
    """
    window, today = ChurnWindow.from_frame(warehouse.read("mart.churn_window")), reporting_day(warehouse)
    below = share(warehouse.count("mart.features"), len(window.days(today)))
    query = over_sample(labelled_query("mart/levels"), below)
    days = window.season_days(today) or [NEVER]
    parameters: list[Parameters] = [
        {"as_of": day, "soon": today, "until": today, "below": below} for day in days
    ]
    warehouse.derive("mart.season_set", query, *parameters)
