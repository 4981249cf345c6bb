"""The names that users of lifetimes know, giving the same numbers.

One thing differs on purpose: the end of the observation is said, never taken from the data or the clock.
"""

import pandas as pd

from models.btyd.transactions import checked, purchases, summarise

Moment = str | pd.Timestamp


def summary_data_from_transaction_data(
    transactions: pd.DataFrame,
    customer_id_col: str,
    datetime_col: str,
    monetary_value_col: str | None = None,
    *,
    observation_period_end: Moment | None = None,
    as_of: Moment | None = None,
    freq: str = "D",
) -> pd.DataFrame:
    """`frequency`, `recency`, `T` and any `monetary_value`, a row per customer.

    Say `observation_period_end`, the last period seen, up to which `T` counts; or `as_of`, the first moment
    not seen, as everywhere else here. Raises ValueError without either.
    """
    if (observation_period_end is None) == (as_of is None):
        raise ValueError("say observation_period_end (the last day seen) or as_of (the first not seen)")
    if as_of is not None:
        end = pd.Timestamp(as_of)
        return summarise(transactions, customer_id_col, datetime_col, monetary_value_col, end, freq)
    last = pd.Timestamp(str(observation_period_end))
    orders = checked(transactions, customer_id_col, datetime_col, monetary_value_col)
    seen = orders[orders[datetime_col].dt.to_period(freq) <= last.to_period(freq)]
    after = last.to_period(freq) + 1
    summary = summarise(seen, customer_id_col, datetime_col, monetary_value_col, after.start_time, freq)
    return summary.assign(T=summary["T"] - 1)


def calibration_and_holdout_data(
    transactions: pd.DataFrame,
    customer_id_col: str,
    datetime_col: str,
    calibration_period_end: Moment,
    observation_period_end: Moment,
    freq: str = "D",
    monetary_value_col: str | None = None,
) -> pd.DataFrame:
    """The summary up to the last period of calibration, and the purchases of the periods held out after it.

    Columns end in `_cal` and `_holdout`; `duration_holdout` counts the periods held out. The split is by the
    day, whatever the period; the value held out is the mean per order, as lifetimes has it.
    """
    start, stop = (
        pd.Timestamp(str(end)).normalize() for end in (calibration_period_end, observation_period_end)
    )
    if stop <= start:
        raise ValueError(
            f"nothing is held out: the observation ends on {stop:%Y-%m-%d}, not after {start:%Y-%m-%d}"
        )
    orders = checked(transactions, customer_id_col, datetime_col, monetary_value_col)
    at = orders[datetime_col].dt.normalize()
    before, after = orders[at <= start], orders[(at > start) & (at <= stop)]
    seen = summary_data_from_transaction_data(
        before, customer_id_col, datetime_col, monetary_value_col, observation_period_end=start, freq=freq
    )
    held_out = purchases(after, customer_id_col, datetime_col, monetary_value_col, freq)
    joined = seen.add_suffix("_cal").join(held_out.add_suffix("_holdout")).fillna(0.0)
    return joined.assign(duration_holdout=float(stop.to_period(freq).ordinal - start.to_period(freq).ordinal))
