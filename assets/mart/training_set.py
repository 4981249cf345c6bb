"""What models of the future learn from: features at past days, and what came after each."""

import datetime as dt

import dagster as dg

from assets.queries import labelled_query
from assets.reporting_day import reporting_day
from assets.samples import draw, over_sample, share
from models.churn_window import ChurnWindow
from warehouse import Warehouse
from warehouse.protocol import Parameters

NEVER = dt.date(1900, 1, 1)


@dg.asset(
    key_prefix="mart",
    deps=[
        ["mart", "churn_window"],
        ["mart", "features"],
        ["mart", "purchase_days"],
        ["core", "orders"],
        ["core", "tickets"],
        ["core", "campaign_members"],
    ],
)
def training_set(warehouse: dg.ResourceParam[Warehouse]) -> None:
    """Features of a fixed share of customers at past days, beside what they did in the churn window after."""
    window = ChurnWindow.from_frame(warehouse.read("mart.churn_window"))
    days = window.days(reporting_day(warehouse)) or [NEVER]
    below = share(warehouse.count("mart.features"), len(days))
    draw(warehouse, below)
    query = over_sample(labelled_query(), below)
    warehouse.derive("mart.training_set", query, *(_parameters(day, window, below) for day in days))


def _parameters(day: dt.date, window: ChurnWindow, below: str) -> Parameters:
    whole, soon = dt.timedelta(days=window.window_days), dt.timedelta(days=window.repeat_days)
    return {"as_of": day, "since": day - whole, "soon": day + soon, "until": day + whole, "below": below}
