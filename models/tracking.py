"""Repeat orders week by week, as they came and as a model fitted part of the way would have drawn them."""

import datetime as dt

import numpy as np
import pandas as pd

from models.btyd.repeat_buying import RepeatBuying

TYPES = {"model": "str", "week_on": "datetime64[us]", "actual": "float64", "predicted": "float64"}


def track(model: RepeatBuying, starts: pd.DataFrame, repeats: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """Cumulative repeat purchase days of those who first bought before the fit, a row a week.

    `starts` counts `customers` by `first_on`; `repeats` counts `purchase_days` by `ordered_on`. The last
    weeks come after the fit and are forecasts. Fader, Hardie & Lee (2005), figure 4.
    """
    first = pd.to_datetime(starts["first_on"])
    weeks = pd.date_range(first.min() + pd.Timedelta(days=7), pd.Timestamp(as_of), freq="7D")
    ages = np.arange((pd.Timestamp(as_of) - first.min()).days + 1)
    by_age = model.expected_cumulative(ages)
    begun = np.bincount((first - first.min()).dt.days, starts["customers"], len(ages))
    predicted = np.convolve(begun, by_age)[: len(ages)]
    day = (pd.to_datetime(repeats["ordered_on"]) - first.min()).dt.days
    actual = np.cumsum(np.bincount(day, repeats["purchase_days"], len(ages)))
    at = (weeks - first.min()).days
    frame = pd.DataFrame(
        {"model": "beta_geo", "week_on": weeks, "actual": actual[at - 1], "predicted": predicted[at]}
    )
    return frame.astype(TYPES)


def nothing() -> pd.DataFrame:
    """No weeks, where there is no model to track."""
    return pd.DataFrame(columns=list(TYPES)).astype(TYPES)
