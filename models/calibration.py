"""Whether what was promised came: predictions against outcomes in tenths, and leavers found by contacts."""

import numpy as np
import pandas as pd

from models.backtest import CONTESTS, Contest
from models.btyd.newton import Vector
from models.metrics import bins

Z = 1.96
CURVE = {"model": "str", "origin": "datetime64[us]", "share": "float64", "captured": "float64"}
TENTHS = {
    "model": "str", "origin": "datetime64[us]", "bin": "int64", "predicted": "float64", "observed": "float64",
    "lower": "float64", "upper": "float64", "customers": "int64",
}  # fmt: skip
SHARES = np.round(np.arange(0, 21) / 20, 2)


def calibrate(forecasts: pd.DataFrame) -> pd.DataFrame:
    """A row per model, test day and tenth of the customers by prediction.

    Intervals hold the outcome with 95 %: Wilson (1927) for rates, normal for amounts.
    """
    rows = [
        (contest.model, origin, *row)
        for contest in CONTESTS
        if contest.model != "beta_geo"
        for origin, frame in forecasts.groupby("origin", sort=True)
        for row in _tenths(contest, frame)
    ]
    return pd.DataFrame(rows, columns=list(TENTHS)).astype(TENTHS)


def _tenths(contest: Contest, frame: pd.DataFrame) -> list[tuple[float, ...]]:
    actual, predicted = frame[contest.actual].to_numpy(float), frame[contest.predicted].to_numpy(float)
    places = bins(predicted)
    interval = _wilson if "auc" in contest.metrics else _normal
    rows: list[tuple[float, ...]] = []
    for position, place in enumerate(np.unique(places), start=1):
        chosen = places == place
        observed = actual[chosen]
        rows.append(
            (
                position,
                float(predicted[chosen].mean()),
                float(observed.mean()),
                *interval(observed),
                len(observed),
            )
        )
    return rows


def _wilson(observed: Vector) -> tuple[float, float]:
    n, rate = len(observed), float(observed.mean())
    centre = (rate + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * np.sqrt(rate * (1 - rate) / n + Z**2 / (4 * n**2))
    return max(0.0, float(centre - half)), min(1.0, float(centre + half))


def _normal(observed: Vector) -> tuple[float, float]:
    half = Z * float(observed.std(ddof=1)) / np.sqrt(len(observed)) if len(observed) > 1 else np.nan
    return float(observed.mean() - half), float(observed.mean() + half)


def cumulative_gain(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Of all leavers, the share found among each top share of churn risk, for every test day."""
    rows = [
        ("churn", origin, share, captured)
        for origin, frame in forecasts.groupby("origin", sort=True)
        for share, captured in zip(SHARES, _captured(frame), strict=True)
    ]
    return pd.DataFrame(rows, columns=list(CURVE)).astype(CURVE)


def _captured(frame: pd.DataFrame) -> list[float]:
    ordered = frame.sort_values(["churn", "customer_id"], ascending=[False, True])["churned"].to_numpy(float)
    found = np.concatenate([[0.0], np.cumsum(ordered)]) / max(float(ordered.sum()), 1.0)
    return [float(found[round(share * len(ordered))]) for share in SHARES]
