"""Recency, frequency and monetary value as they were a month before."""

import datetime as dt

import dagster as dg

from assets.queries import query_text
from assets.reporting_day import reporting_day
from warehouse import Warehouse

DAYS = 30


@dg.asset(key_prefix="mart", deps=[["core", "orders"], ["core", "reporting_day"]])
def rfm_earlier(warehouse: dg.ResourceParam[Warehouse]) -> None:
    """The RFM table as it was thirty days before the reporting day, from the same orders."""
    day = reporting_day(warehouse) - dt.timedelta(days=DAYS)
    warehouse.derive("mart.rfm_earlier", query_text("mart/rfm"), {"as_of": day})
