"""What campaigns changed: the contacted against those held back at random, by intention to treat.

Everybody counts in the arm where the draw put them, whether the message arrived or not.
"""

import numpy as np
import pandas as pd
from scipy import special

from models.intervals import (
    Arm,
    arm,
    mean_difference,
    normal_quantile,
    pooled_rate_difference,
    rate_difference,
)

CAMPAIGN = ["campaign_id", "campaign_name", "offer", "channel", "stage"]
CELL = ["offer", "channel", "stage"]
COUNTS = ["customers", "responders", "revenue", "revenue_squares"]
ARMS = {"treated": False, "control": True}
LEAST = 10  # customers in each arm: fewer tell nothing, and their limits would only fill the page
UPLIFT = (
    dict.fromkeys(CELL, "str")
    | dict.fromkeys(("uplift", "lower", "upper", "control_rate"), "float64")
    | {"evidence": "str", "customers": "int64"}
)


def side_by_side(arms: pd.DataFrame) -> pd.DataFrame:
    """`mart.campaign_arms` with both arms of a campaign and stage in one row; a missing arm counts nobody.

    Columns `treated_customers`, `treated_responders`, …, `control_customers`, …, ordered by campaign.
    """
    halves = [
        arms[arms["is_control"] == is_control]
        .set_index(CAMPAIGN)[COUNTS]
        .astype("float64")
        .add_prefix(f"{name}_")
        for name, is_control in ARMS.items()
    ]
    return halves[0].join(halves[1]).fillna(0.0).sort_index().reset_index()


def compare(arms: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """What each campaign changed at each stage: response and revenue per head, limits and a verdict.

    Limits are two-sided at `level`. Where an arm has fewer than `LEAST` customers there are no figures and
    the verdict is "cannot tell", which is a result.
    """
    frame = side_by_side(arms)
    with np.errstate(divide="ignore", invalid="ignore"):
        figures = _figures(*_both(frame), level)
    too_few = frame[["treated_customers", "control_customers"]].to_numpy().min(axis=1, initial=np.inf) < LEAST
    figures = {name: np.where(too_few, np.nan, values) for name, values in figures.items()}
    result = frame[CAMPAIGN].assign(
        treated=frame["treated_customers"].astype("int64"), control=frame["control_customers"].astype("int64")
    )
    return result.assign(**figures, verdict=_verdict(figures["lower"], figures["upper"]))


def _both(frame: pd.DataFrame) -> tuple[Arm, Arm]:
    first, second = (arm(*(frame[f"{name}_{column}"] for column in COUNTS)) for name in ARMS)
    return first, second


def _figures(treated: Arm, control: Arm, level: float) -> dict[str, np.ndarray]:
    lower, upper = rate_difference(treated, control, level)
    revenue_lower, revenue_upper = mean_difference(treated, control, level)
    return {
        "treated_rate": treated.rate,
        "control_rate": control.rate,
        "uplift": treated.rate - control.rate,
        "lower": lower,
        "upper": upper,
        "revenue_uplift": treated.mean - control.mean,
        "revenue_lower": revenue_lower,
        "revenue_upper": revenue_upper,
    }


def _verdict(lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    return np.select([lower > 0, upper < 0], ["works", "harms"], "cannot tell")


def pool(arms: pd.DataFrame, level: float = 0.8) -> pd.DataFrame:
    """The uplift of each offer, channel and stage over all measured campaigns, limits two-sided at `level`.

    `evidence` is "none" where all campaigns together leave an arm with fewer than `LEAST` customers;
    `customers` are those measured.
    """
    frame = side_by_side(arms)
    groups = frame[frame["stage"] != "all"].groupby(CELL)
    found = [(*key, *_pooled(group, level)) for key, group in groups]
    return pd.DataFrame(found, columns=list(UPLIFT)).astype(UPLIFT)


def _pooled(group: pd.DataFrame, level: float) -> tuple[float, float, float, float, str, int]:
    measured = group[(group["treated_customers"] > 0) & (group["control_customers"] > 0)]
    if measured[["treated_customers", "control_customers"]].sum().min() < LEAST:
        return np.nan, np.nan, np.nan, np.nan, "none", 0
    treated, control = _both(measured)
    rate = float(control.responders.sum() / control.customers.sum())
    customers = int(treated.customers.sum() + control.customers.sum())
    return *pooled_rate_difference(treated, control, level), rate, "measured", customers


def imbalance(results: pd.DataFrame) -> pd.Series:
    """The chance of so uneven a share of controls over the stages of a campaign, had the draw been fair.

    A chi-square test per `campaign_id`, `offer` and `channel`. A small chance is a sample ratio mismatch:
    the arms differ in more than the message (Fabijan et al., KDD 2019).
    """
    stages = results[(results["stage"] != "all")]
    key = ["campaign_id", "offer", "channel"]
    chances = {name: _equal_shares(group) for name, group in stages.groupby(key)}
    return pd.Series(chances, dtype="float64")


def _equal_shares(stages: pd.DataFrame) -> float:
    table = stages[["treated", "control"]].to_numpy(np.float64)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    statistic = np.sum((table - expected) ** 2 / np.maximum(expected, 1e-9))
    return float(special.chdtrc(max(len(table) - 1, 1), statistic))


def share_departs(control: float, customers: float, planned: float) -> float:
    """The chance of a share of controls so far from the planned one (score test, two-sided).

    >>> share_departs(100, 1000, .1), round(share_departs(140, 1000, .1), 5)
    (1.0, 2e-05)
    """
    error = np.sqrt(planned * (1 - planned) / customers)
    return float(2 * special.ndtr(-abs(control / customers - planned) / error))


def sample_size(rate: float, uplift: float, power: float = 0.8, level: float = 0.95) -> int:
    """How many customers each arm needs to see `uplift` above a response of `rate` (Fleiss 1981, 3.2).

    >>> sample_size(.10, .05)
    683
    """
    higher = min(rate + uplift, 1.0)
    spread = rate * (1 - rate) + higher * (1 - higher)
    return int(np.ceil((normal_quantile(level) + float(special.ndtri(power))) ** 2 * spread / uplift**2))


def detectable_uplift(
    rate: float, treated: int, control: int, power: float = 0.8, level: float = 0.95
) -> float:
    """The least uplift that two arms of these sizes will show with `power`; infinite with an empty arm.

    >>> round(detectable_uplift(.1, 683, 683), 3)
    0.045
    """
    if not treated or not control:
        return float("inf")
    error = np.sqrt(rate * (1 - rate) * (1 / treated + 1 / control))
    return float((normal_quantile(level) + special.ndtri(power)) * error)


def holdout_share(
    rate: float, uplift: float, customers: int, power: float = 0.8, level: float = 0.95
) -> float | None:
    """The least share of `customers` to hold back so that `uplift` shows; None where not even half would do.

    >>> round(holdout_share(.1, .05, 2_000), 2), holdout_share(.1, .01, 2_000)
    (0.17, None)
    """
    if uplift <= 0 or not customers:
        return None
    wanted = (normal_quantile(level) + float(special.ndtri(power))) ** 2 * rate * (1 - rate) / uplift**2
    room = 1 - 4 * wanted / customers
    return float((1 - np.sqrt(room)) / 2) if room >= 0 else None


def calibration_slope(bins: pd.DataFrame) -> float:
    """How much of the predicted differences between customers came true: 0 none, 1 all (or more).

    The weighted regression of `observed` on `predicted`, each relative to its mean at its `origin`, over the
    bins of `mart.calibration` (Cox, Biometrika 45, 1958). 1 where there is nothing to learn from.
    """
    covariance = spread = 0.0
    for _, group in bins.groupby("origin"):
        weights = group["customers"].to_numpy(np.float64)
        predicted, observed = (_relative(group[name], weights) for name in ("predicted", "observed"))
        covariance += float(weights @ (predicted * observed))
        spread += float(weights @ predicted**2)
    return float(np.clip(covariance / spread, 0.0, 1.0)) if spread > 0 else 1.0


def _relative(given: "pd.Series[float]", weights: np.ndarray) -> np.ndarray:
    values = given.to_numpy(np.float64)
    mean = np.average(values, weights=weights) if weights.sum() > 0 else 0.0
    return values / mean - 1 if mean > 0 else np.zeros_like(values)
