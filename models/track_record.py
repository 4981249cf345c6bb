"""What became of predictions whose time has passed: said against came, band by band."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from models.intervals import arm, normal_quantile, wilson_interval

LEVEL = 0.95
RATES = ("churn", "repeat_purchase")
HORIZONS = (30, 90, 365)
TYPES = {
    "snapshot": "str", "list": "str", "segment": "str", "channel": "str", "made_on": "datetime64[us]",
    "model": "str", "days": "int64", "due_on": "datetime64[us]", "band": "int64",
    "customers": "int64", "predicted": "float64", "observed": "float64",
    "lower": "float64", "upper": "float64",
}  # fmt: skip


@dataclass(frozen=True)
class Promise:
    """One kind of prediction of one night, of all customers or of a list, due so many days later."""

    snapshot: str
    made_on: dt.date
    model: str
    days: int
    list: str = ""
    segment: str = ""
    channel: str = ""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What is graded once."""
        return self.snapshot, self.list, self.model, self.days

    @property
    def due_on(self) -> dt.date:
        """The first day on which the outcome is known."""
        return self.made_on + dt.timedelta(days=self.days)


def promises(churn_days: int, repeat_days: int, **made: Any) -> list[Promise]:
    """Everything one night promised; `made` are the other fields of a promise."""
    kinds = [("churn", churn_days), ("repeat_purchase", repeat_days)]
    kinds += [(model, days) for model in ("expected_orders", "lifetime_value") for days in HORIZONS]
    return [Promise(model=model, days=days, **made) for model, days in kinds]


def graded(promise: Promise, bands: pd.DataFrame) -> pd.DataFrame:
    """One promise kept or not: bands[band, customers, predicted, observed, spread] with limits of what came.

    The limits hold the outcome that the band's customers have in common with 95 %: Wilson (1927) for rates,
    normal for amounts.
    """
    lower, upper = _limits(promise.model, bands)
    frame = bands.drop(columns="spread").assign(lower=lower, upper=upper)
    days = {"made_on": pd.Timestamp(promise.made_on), "due_on": pd.Timestamp(promise.due_on)}
    frame = frame.assign(**asdict(promise) | days)
    return frame.astype(TYPES)[list(TYPES)]


def track_record(known: pd.DataFrame, new: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """What was graded before and what is graded now, in the order of the promises."""
    whole = {name: "" for name in ("list", "segment", "channel") if name not in known}
    frame = pd.concat([known.assign(**whole).astype(TYPES)[list(TYPES)], *new], ignore_index=True)
    return frame.sort_values(["made_on", "snapshot", "list", "model", "days", "band"], ignore_index=True)


def calibration_error(record: pd.DataFrame, model: str) -> float:
    """How far apart said and came are in the newest graded night of a model of rates, missing before it."""
    rows = record[(record["model"] == model) & (record["list"] == "")]
    rows = rows[rows["made_on"] == rows["made_on"].max()]
    if rows.empty:
        return float("nan")
    return float(np.average((rows["predicted"] - rows["observed"]).abs(), weights=rows["customers"]))


def total_ratio(record: pd.DataFrame, model: str) -> float:
    """All that was said over all that came, in the newest graded night of a model of amounts; 1 before it."""
    rows = record[(record["model"] == model) & (record["list"] == "")]
    rows = rows[rows["due_on"] == rows["due_on"].max()]
    said, came = (float((rows[name] * rows["customers"]).sum()) for name in ("predicted", "observed"))
    return said / came if came > 0 else 1.0


def nothing_graded() -> pd.DataFrame:
    """The table before any prediction was due."""
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in TYPES.items()})


def _limits(model: str, bands: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    customers, observed = bands["customers"].to_numpy(float), bands["observed"].to_numpy(float)
    z = normal_quantile(LEVEL)
    if model in RATES:
        return wilson_interval(arm(customers, observed * customers), z)
    half = z * bands["spread"].to_numpy(float) / np.sqrt(customers)
    return observed - half, observed + half
