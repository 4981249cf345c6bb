"""The value forecasts of past days, kind of customer by kind of customer."""

import numpy as np
import pandas as pd

from models.btyd.newton import Vector
from models.metrics import RESAMPLES, SMALLEST
from models.threads import one_thread

LEAST_CUSTOMERS = 50
LEAST_BUYERS = 20
LIMITS = (0.025, 0.975)
TYPES = {
    "kind": "str", "name": "str", "customers": "int64", "predicted": "float64", "observed": "float64",
    "sum_ratio": "float64", "lower": "float64", "upper": "float64", "mae": "float64", "verdict": "str",
}  # fmt: skip


def by_group(forecasts: pd.DataFrame, groups: pd.DataFrame, seed: int) -> pd.DataFrame:
    """A row per group, over all test days; groups[origin, customer_id, kind, name] are as known on them.

    The limits of the ratio of totals are a Poisson bootstrap over customers, each with all of their test
    days. `verdict` is `too few` below 50 customers or 20 buyers, where a ratio would say nothing.
    """
    groups = groups.assign(origin=pd.to_datetime(groups["origin"]))
    dated = forecasts.assign(origin=pd.to_datetime(forecasts["origin"]))
    joined = dated.merge(groups, on=["origin", "customer_id"])
    joined = joined.sort_values(["customer_id", "origin", "kind"], ignore_index=True)
    codes, customers = pd.factorize(joined["customer_id"])
    weight = np.random.default_rng(seed).poisson(1.0, (RESAMPLES, len(customers)))
    with one_thread():
        rows = [
            (kind, name, *_row(part, weight[:, codes[part.index]]))
            for (kind, name), part in joined.groupby(["kind", "name"], sort=True)
        ]
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def _row(part: pd.DataFrame, weight: Vector) -> tuple[object, ...]:
    said, came = part["lifetime_value"].to_numpy(float), part["revenue_after"].to_numpy(float)
    customers = part["customer_id"].nunique()
    missed = float(np.abs(part["lifetime_value_median"].to_numpy(float) - came).mean())
    means = (customers, float(said.mean()), float(came.mean()))
    if customers < LEAST_CUSTOMERS or part.loc[came > 0, "customer_id"].nunique() < LEAST_BUYERS:
        return (*means, np.nan, np.nan, np.nan, missed, "too few")
    ratios = (weight @ said) / np.maximum(weight @ came, SMALLEST)
    lower, upper = np.quantile(ratios, LIMITS)
    verdict = "too high" if lower > 1 else "too low" if upper < 1 else "right within chance"
    return (*means, float(said.sum() / came.sum()), float(lower), float(upper), missed, verdict)
