"""What each model would have said at past days, beside what came: no model here has seen its own future."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.isotonic import IsotonicRegression

from models.alive_view import AliveView, history
from models.btyd.newton import Vector
from models.btyd.repeat_buying import RepeatBuying
from models.churn_window import ChurnWindow
from models.propensity import train
from models.value_choice import fit_candidate
from models.value_forecasts import COLUMNS as AMOUNTS
from models.value_forecasts import forecast_amounts

CUSTOMERS = 20_000
COLUMNS = (
    "origin", "customer_id",
    "churned", "churn", "churn_base_rate", "churn_recency", "churn_beta_geo",
    "repeated", "repeat_purchase", "repeat_purchase_base_rate", "repeat_purchase_recency",
    *AMOUNTS,
)  # fmt: skip


def forecast_past(
    rows: pd.DataFrame, window: ChurnWindow, as_of: dt.date, seed: int, own: Sequence[str] = ()
) -> pd.DataFrame:
    """Forecasts for up to 20,000 customers at each test day of the training set.

    The classifiers learn from days whose windows had passed, with a gap, by the test day; BG/NBD and
    Gamma-Gamma from the histories up to it. Beside them stand the naive forecasts of the same outcomes.
    """
    days = [pd.Timestamp(day) for day in window.days(as_of)]
    tests = [
        _at(rows, days[test], rows[rows["as_of"].isin(days[test + window.lag_steps :])], window, seed, own)
        for test in range(window.tests)
    ]
    empty = pd.DataFrame(columns=COLUMNS, dtype=float).astype(
        {"origin": "datetime64[us]", "customer_id": str}
    )
    return pd.concat([frame for frame in tests if len(frame)] or [empty], ignore_index=True)


def _at(
    rows: pd.DataFrame,
    day: pd.Timestamp,
    past: pd.DataFrame,
    window: ChurnWindow,
    seed: int,
    own: Sequence[str],
) -> pd.DataFrame:
    present = rows[rows["as_of"] == day].sort_values("customer_id", ignore_index=True)
    if past.empty or present.empty:
        return pd.DataFrame()
    asked = present.iloc[:: -(-len(present) // CUSTOMERS)].reset_index(drop=True)
    frame = pd.DataFrame({"origin": asked["as_of"], "customer_id": asked["customer_id"]})
    orders = _orders(present)
    gone = orders and AliveView(orders, window.window_days, is_silence=True)
    again = orders and AliveView(orders, window.repeat_days, is_silence=False)
    for name, label, view in (("churn", "churned", gone), ("repeat_purchase", "repeated", again)):
        for column, values in _probabilities(name, label, view, past, asked, seed, own).items():
            frame[column] = values
    frame["churn_beta_geo"] = gone.probability(asked) if gone else np.nan
    for column, values in forecast_amounts(present, past, asked, window.window_days, seed).items():
        frame[column] = values
    return frame[list(COLUMNS)]


def _probabilities(
    name: str,
    label: str,
    view: AliveView | None,
    past: pd.DataFrame,
    asked: pd.DataFrame,
    seed: int,
    own: Sequence[str],
) -> dict[str, Vector]:
    """The model, everybody the average, and the average of those with the same days since the last order."""
    latest = past[past["as_of"] == past["as_of"].max()]
    rate = float(latest[label].mean())
    curve = IsotonicRegression(y_min=0, y_max=1, increasing=label == "churned", out_of_bounds="clip")
    curve.fit(latest["recency_days"].to_numpy(float), latest[label].to_numpy(float))
    return {
        label: asked[label].to_numpy(float),
        name: train(past, label, view, rate, seed, own).probability(asked),
        f"{name}_base_rate": np.full(len(asked), rate),
        f"{name}_recency": curve.predict(asked["recency_days"].to_numpy(float)),
    }


def _orders(present: pd.DataFrame) -> RepeatBuying | None:
    """BG/NBD as of the day, where it can be told."""
    orders = fit_candidate("beta_geo", history(present))
    return None if isinstance(orders, str) else orders
