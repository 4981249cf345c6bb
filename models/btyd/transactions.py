"""From orders to the few counts per customer that the models of repeat buying need."""

import pandas as pd


def summarise(
    transactions: pd.DataFrame,
    customer: str,
    moment: str,
    value: str | None,
    as_of: pd.Timestamp,
    unit: str = "D",
) -> pd.DataFrame:
    """`frequency`, `recency`, `T` and any `monetary_value`, by customer, from orders before `as_of`.

    Orders of one period of `unit` (a pandas period such as D or W) count once. `T` runs to the period of
    `as_of`, `recency` to that of the last order, both from the first. `monetary_value` is the mean per
    period after the first, and zero without one.
    """
    periods = _by_period(
        transactions[pd.to_datetime(transactions[moment]) < as_of], customer, moment, value, unit
    )
    span = periods.groupby(customer)["period"].agg(["min", "max", "size"])
    summary = pd.DataFrame(
        {
            "frequency": span["size"] - 1.0,
            "recency": (span["max"] - span["min"]).astype(float),
            "T": (_ordinal(as_of, unit) - span["min"]).astype(float),
        }
    )
    if value is not None:
        repeats = periods[periods["period"] > periods[customer].map(span["min"])]
        mean = repeats.groupby(customer)[value].mean()
        summary["monetary_value"] = mean.reindex(summary.index).fillna(0.0)
    return summary


def purchases(
    transactions: pd.DataFrame, customer: str, moment: str, value: str | None, unit: str = "D"
) -> pd.DataFrame:
    """Periods with an order, and any mean value of an order, by customer."""
    periods = _by_period(transactions, customer, moment, None, unit)
    counted = periods.groupby(customer).size().to_frame("frequency").astype(float)
    if value is not None:
        counted["monetary_value"] = transactions.groupby(customer)[value].mean()
    return counted


def _by_period(
    transactions: pd.DataFrame, customer: str, moment: str, value: str | None, unit: str
) -> pd.DataFrame:
    """One row per customer and period, values summed."""
    at = pd.PeriodIndex(pd.to_datetime(transactions[moment]), freq=unit)
    chosen = transactions[[customer]].assign(period=at.astype("int64"))
    if value is None:
        return chosen.drop_duplicates()
    chosen[value] = transactions[value].to_numpy(float)
    summed: pd.DataFrame = chosen.groupby([customer, "period"])[value].sum().reset_index()
    return summed


def _ordinal(day: pd.Timestamp, unit: str) -> int:
    return int(day.to_period(unit).ordinal)
