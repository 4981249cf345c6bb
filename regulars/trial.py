"""A test bench for a model of your own: does it leak, and does it beat the champion on days not seen?"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Protocol

import duckdb
import numpy as np
import pandas as pd
from sklearn.base import clone

from assets.as_known import hidden, restated
from models.btyd.newton import Vector
from models.churn_window import ChurnWindow
from models.metrics import METRICS, loss, resamples
from models.propensity import FEATURES
from models.threads import one_thread
from regulars.night import Night

ANSWERS = ("opened_at", "clicked_at", "unsubscribed_at")
PAST: dict[str, tuple[str, dict[str, str]]] = {
    "core.orders": ("ordered_on", {}),
    "core.order_lines": ("ordered_at", {}),
    "core.returns": ("returned_at", {}),
    "core.tickets": ("opened_at", dict.fromkeys(("closed_at", "satisfaction", "status"), "closed_at")),
    "core.campaign_members": ("sent_at", {name: name for name in ANSWERS}),
    "mart.purchase_days": ("ordered_on", {}),
}
"""What a feature may read: the moment that rows go by, and columns that were blank until a later one."""
COLUMNS = ["origin", "metric", "yours", "champion", "lower", "upper", "customers"]
METRICS_OF_RATES = ("auc", "brier", "log_loss", "ece")


class Leak(ValueError):
    """A feature knows what happened on or after its day."""


class Classifier(Protocol):
    """Anything with scikit-learn's two verbs."""

    def fit(self, features: pd.DataFrame, label: Any) -> Any:
        """Learn."""

    def predict_proba(self, features: pd.DataFrame) -> Any:
        """Probabilities, a column per class."""


def leaking_columns(night: Night, query: str, as_of: dt.date) -> list[str]:
    """Columns of your feature query (`$as_of`, one row per `customer_id`) that change with the future.

    The query runs on the night, and again after every row on or after the day was deleted; both must agree.
    """
    whole, past = _asked(night, query, as_of), _without_future(night, query, as_of)
    if sorted(whole["customer_id"]) != sorted(past["customer_id"]):
        return ["customer_id"]
    whole, past = (frame.set_index("customer_id").sort_index() for frame in (whole, past))
    return [str(name) for name in whole if not whole[name].equals(past[name])]


def own_features(night: Night, query: str, as_of: dt.date) -> pd.DataFrame:
    """The rows of your feature query, by customer. Raises Leak where it sees the future."""
    if leaking := leaking_columns(night, query, as_of):
        raise Leak(f"changes when everything from {as_of} on is deleted: {', '.join(leaking)}")
    return _asked(night, query, as_of).set_index("customer_id")


def backtest(
    night: Night, estimator: Classifier, query: str | None = None, label: str = "churned", seed: int = 1
) -> pd.DataFrame:
    """Your model beside the champion at the night's test days: a row per day and metric.

    The estimator sees the shipped features and those of your `query`, numbers with gaps; it is trained at
    each test day on days whose labels were known by then, without columns that had no value in them. `lower`
    and `upper` hold its lead over the champion with 95 %, positive where yours is better. Raises Leak.
    """
    window = ChurnWindow.from_frame(night.table("mart.churn_window"))
    champion = night.table("mart.holdout_forecasts")
    days = window.days(night.as_of)
    frames = [_day(night, query, day, window) for day in days[: window.tests + window.lag_steps]]
    rows = [
        row
        for test in range(window.tests)
        for row in _at(estimator, frames[test], frames[test + window.lag_steps :], champion, label, seed)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _day(night: Night, query: str | None, day: dt.date, window: ChurnWindow) -> pd.DataFrame:
    frame = night.training_frame(day, window.window_days, window.repeat_days)
    return frame if query is None else frame.join(own_features(night, query, day), on="customer_id")


def _at(
    estimator: Classifier,
    asked: pd.DataFrame,
    past: Sequence[pd.DataFrame],
    champion: pd.DataFrame,
    label: str,
    seed: int,
) -> list[tuple[object, ...]]:
    """Both models at one test day, on the customers that the champion was asked about."""
    day = pd.Timestamp(asked["as_of"].iloc[0])
    column = "churn" if label == "churned" else "repeat_purchase"
    theirs = champion[champion["origin"] == day].set_index("customer_id")[column]
    asked = asked[asked["customer_id"].isin(theirs.index)]
    learn = pd.concat(past, ignore_index=True)
    names = [name for name in _inputs(asked) if learn[name].notna().any()]
    with one_thread():
        fitted = clone(estimator).fit(learn[names].astype(float), learn[label])
        yours = np.asarray(fitted.predict_proba(asked[names].astype(float)))[:, 1]
    rivals = theirs.reindex(asked["customer_id"]).to_numpy()
    return [(day, *row) for row in compare(asked[label].to_numpy(float), yours, rivals, seed)]


def compare(actual: Vector, yours: Vector, champion: Vector, seed: int = 1) -> list[tuple[object, ...]]:
    """Metric, your value, the champion's, the 95 % limits of your lead (positive is better), customers.

    What cannot be told, as a ranking where all did the same, is missing.
    """
    weight, rows = resamples(len(actual), seed), []
    for metric in METRICS_OF_RATES:
        own, other = (METRICS[metric](actual, one, weight) for one in (yours, champion))
        lead = (loss(metric, other) - loss(metric, own))[1:]
        limits = np.nanquantile(lead, [0.025, 0.975]) if np.isfinite(lead).any() else (np.nan, np.nan)
        rows.append((metric, float(own[0]), float(other[0]), *map(float, limits), len(actual)))
    return rows


def _inputs(frame: pd.DataFrame) -> list[str]:
    """The shipped features and whatever a query added: all columns but keys and outcomes."""
    known = {"customer_id", "as_of", "is_wholesale", "churned", "repeated", *FEATURES}
    names = [str(name) for name in frame]
    added = [name for name in names if name not in known and not name.endswith(("_after", "_before"))]
    return [*FEATURES, *added]


def _asked(night: Night, query: str, as_of: dt.date) -> pd.DataFrame:
    """The query's rows, orders valued as of the day. Raises Leak where it names a column of today."""
    try:
        return night.sql(restated(query), as_of=as_of)
    except duckdb.BinderException as error:
        if words := hidden(query):
            raise Leak(words) from error
        raise


def _without_future(night: Night, query: str, as_of: dt.date) -> pd.DataFrame:
    """The query on the tables as they were; any other table is of the reporting day, so a leak by itself."""
    connection = night.connect()
    for table in PAST:
        if table in night.tables():
            connection.execute(f"create schema if not exists memory.{table.split('.')[0]}")
            known = {str(name) for name in connection.execute(f"select * from {table} limit 0").df()}  # noqa: S608
            past = f"create table memory.{table} as {restated(_as_then(table, known))}"
            connection.execute(past, {"as_of": as_of})
    connection.execute("use memory")
    try:
        return connection.execute(query, {"as_of": as_of}).df()
    except duckdb.CatalogException as error:
        readable = ", ".join(PAST)
        raise Leak(f"a feature of a past day may only read {readable}") from error


def _as_then(table: str, known: set[str]) -> str:
    """The query for a table's rows of its `known` columns as they stood at the start of a day."""
    first, later = PAST[table]
    blanked = [
        f"case when {at} < $as_of then {name} end as {name}" for name, at in later.items() if name in known
    ]
    chosen = f"* replace ({', '.join(blanked)})" if blanked else "*"
    return f"select {chosen} from {table} where {first} < $as_of"  # noqa: S608
