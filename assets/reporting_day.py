"""The day the night reports on."""

import datetime as dt

from warehouse import Warehouse


def reporting_day(warehouse: Warehouse) -> dt.date:
    """The reporting day of this run, as `core.reporting_day` settled it."""
    day: dt.date = warehouse.read("core.reporting_day")["as_of"].iloc[0].date()
    return day
