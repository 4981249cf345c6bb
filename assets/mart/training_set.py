"""What models of the future learn from: features at past days, and what came after each."""

import datetime as dt

import dagster as dg

from assets.queries import labelled_query
from assets.reporting_day import reporting_day
from models.churn_window import ChurnWindow
from warehouse import Warehouse
from warehouse.protocol import Parameters

CUSTOMERS = 50_000
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
    share = _share(warehouse.count("mart.features"))
    warehouse.derive(
        "mart.training_set", labelled_query(), *(_parameters(day, window, share) for day in days)
    )


def _parameters(day: dt.date, window: ChurnWindow, share: str) -> Parameters:
    whole, soon = dt.timedelta(days=window.window_days), dt.timedelta(days=window.repeat_days)
    return {"as_of": day, "since": day - whole, "soon": day + soon, "until": day + whole, "below": share}


def _share(customers: int) -> str:
    """The first digits of a hash below which a customer is in: all of them while they are few."""
    return "g" if customers <= CUSTOMERS else f"{CUSTOMERS * 16**8 // customers:08x}"
