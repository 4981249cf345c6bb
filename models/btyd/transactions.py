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
    period after the first, and zero without one. Raises ValueError where an order lacks what is asked of it.
    """
    known = checked(transactions, customer, moment, value)
    periods = _by_period(known[known[moment] < as_of], customer, moment, value, unit)
    span = periods.groupby(customer)["period"].agg(["min", "max", "size"])
    summary = pd.DataFrame(
        {
            "frequency": span["size"] - 1.0,
            "recency": (span["max"] - span["min"]).astype(float),
            "T": (_ordinal(as_of, unit) - span["min"]).astype(float),
        }
    )
    if value is not None:
        repeats = periods[periods["period"] > span["min"].reindex(periods[customer]).to_numpy()]
        mean = repeats.groupby(customer)[value].mean()
        summary["monetary_value"] = mean.reindex(summary.index).fillna(0.0)
    return summary


def checked(transactions: pd.DataFrame, customer: str, moment: str, value: str | None) -> pd.DataFrame:
    """The orders with their moments as local times. Raises ValueError where something is missing.

    Left out in silence, such an order would make a customer look gone.
    """
    names = [customer, moment, *([value] if value else [])]
    if missing := [name for name in names if name not in transactions]:
        raise ValueError(f"the orders have no column {missing[0]}")
    if len(transactions) and pd.api.types.is_numeric_dtype(transactions[moment]):
        raise ValueError(f"{moment} holds numbers; make dates of them first, as with pd.to_datetime")
    at = pd.to_datetime(transactions[moment])
    orders = transactions[names].assign(**{moment: at.dt.tz_localize(None)})
    for name, gaps in orders.isna().sum().items():
        if gaps:
            raise ValueError(
                f"{name} is missing in {gaps:,} orders: correct them, or leave them out yourself"
            )
    return orders


def purchases(
    transactions: pd.DataFrame, customer: str, moment: str, value: str | None, unit: str = "D"
) -> pd.DataFrame:
    """Periods with an order, and any mean value of an order, by customer."""
    transactions = checked(transactions, customer, moment, value)
    periods = _by_period(transactions, customer, moment, None, unit)
    counted = periods.groupby(customer).size().to_frame("frequency").astype(float)
    if value is not None:
        counted["monetary_value"] = transactions.groupby(customer)[value].mean()
    return counted


def _by_period(
    transactions: pd.DataFrame, customer: str, moment: str, value: str | None, unit: str
) -> pd.DataFrame:
    """One row per customer and period, values summed."""
    at = pd.PeriodIndex(transactions[moment], freq=unit)
    chosen = transactions[[customer]].assign(period=at.astype("int64"))
    if value is None:
        return chosen.drop_duplicates()
    chosen[value] = transactions[value].to_numpy(float)
    summed: pd.DataFrame = chosen.groupby([customer, "period"])[value].sum().reset_index()
    return summed


def _ordinal(day: pd.Timestamp, unit: str) -> int:
    return int(day.to_period(unit).ordinal)
