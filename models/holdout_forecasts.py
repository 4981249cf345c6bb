"""What each model would have said at past days, beside what came: no model here has seen its own future."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sklearn.isotonic import IsotonicRegression

from models.alive_view import AliveView, history
from models.btyd.newton import Vector
from models.btyd.repeat_buying import RepeatBuying
from models.churn.seasonal import seasonal
from models.churn_window import ChurnWindow
from models.propensity import train
from models.value_choice import Trial, choose_from, fit_past, tried
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
    rows: pd.DataFrame,
    window: ChurnWindow,
    as_of: dt.date,
    seed: int,
    own: Sequence[str] = (),
    told: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Forecasts for up to 20,000 customers at each test day of the training set.

    The classifiers learn from days whose windows had passed, with a gap, by the test day; BG/NBD and
    Gamma-Gamma from the histories up to it. Beside them stand the naive forecasts of the same outcomes.
    `told` (default: `rows`) tell the level of leaving; each test day uses what was known of them by then.
    """
    days = [pd.Timestamp(day) for day in window.days(as_of)]
    levels = rows if told is None else told
    trials = tried(rows[rows["as_of"].isin(days[window.lag_steps :])], window.window_days)
    tests = [
        _Test(
            days[test],
            rows[rows["as_of"] == days[test]].sort_values("customer_id", ignore_index=True),
            rows[rows["as_of"].isin(days[test + window.lag_steps :])],
            levels,
            trials,
            window,
            seed,
            own,
        ).forecasts()
        for test in range(window.tests)
    ]
    empty = pd.DataFrame(columns=COLUMNS, dtype=float).astype(
        {"origin": "datetime64[us]", "customer_id": str}
    )
    return pd.concat([frame for frame in tests if len(frame)] or [empty], ignore_index=True)


@dataclass(frozen=True)
class _Test:
    """A test day: who was there, rows whose outcomes were known, those that tell the level, past trials."""

    day: pd.Timestamp
    present: pd.DataFrame
    past: pd.DataFrame
    levels: pd.DataFrame
    trials: Mapping[pd.Timestamp, Trial]
    window: ChurnWindow
    seed: int
    own: Sequence[str]

    def forecasts(self) -> pd.DataFrame:
        """All columns for those asked about; empty where nobody was there or nothing could be learnt."""
        if self.past.empty or self.present.empty:
            return pd.DataFrame()
        asked = self.present.iloc[:: -(-len(self.present) // CUSTOMERS)].reset_index(drop=True)
        orders, whole = _orders(self.present), self.window.window_days
        gone = orders and AliveView(orders, whole, is_silence=True)
        choice = choose_from([self.trials[day] for day in sorted(self.past["as_of"].unique())], whole)
        amounts = forecast_amounts(self.present, self.past, asked, choice, whole, self.seed)
        columns: dict[str, Any] = {"origin": asked["as_of"], "customer_id": asked["customer_id"]}
        columns |= self._rates("churn", "churned", gone, whole, asked)
        columns |= self._staying(orders, asked, columns)
        columns |= {"churn_beta_geo": gone.probability(asked) if gone else np.nan, **amounts}
        return pd.DataFrame(columns, asked.index)[list(COLUMNS)]

    def _rates(
        self, name: str, label: str, view: AliveView | None, days: int, asked: pd.DataFrame
    ) -> dict[str, Vector]:
        """The model, everybody the average, and the average of those with the same recency."""
        latest = self.past[self.past["as_of"] == self.past["as_of"].max()]
        rate, is_silence = float(latest[label].mean()), label == "churned"
        curve = IsotonicRegression(y_min=0, y_max=1, increasing=is_silence, out_of_bounds="clip")
        curve.fit(latest["recency_days"].to_numpy(float), latest[label].to_numpy(float))
        trained = train(self.past, label, view, rate, self.seed, self.own)
        model = seasonal(trained, self.levels, days, self.day, is_silence).propensity
        return {
            label: asked[label].to_numpy(float),
            name: model.probability(asked),
            f"{name}_base_rate": np.full(len(asked), rate),
            f"{name}_recency": curve.predict(asked["recency_days"].to_numpy(float)),
        }

    def _staying(
        self, orders: RepeatBuying | None, asked: pd.DataFrame, leaving: Mapping[str, Vector]
    ) -> dict[str, Vector]:
        """Buying again as the night tells it: never likelier than staying, its mirror in equal windows."""
        if (days := self.window.repeat_days) < self.window.window_days:
            again = orders and AliveView(orders, days, is_silence=False)
            told = self._rates("repeat_purchase", "repeated", again, days, asked)
            return told | {"repeat_purchase": np.minimum(told["repeat_purchase"], 1 - leaving["churn"])}
        ends = ("", "_base_rate", "_recency")
        told = {f"repeat_purchase{end}": 1 - leaving[f"churn{end}"] for end in ends}
        return told | {"repeated": 1 - leaving["churned"]}


def _orders(present: pd.DataFrame) -> RepeatBuying | None:
    """BG/NBD as of the day, where it can be told."""
    orders = fit_past("beta_geo", history(present))
    return None if isinstance(orders, str) else orders
