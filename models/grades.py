"""Which models can be trusted: four gates, a grade, and a sentence for the person who decides."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models.grade_words import Facts, sentences
from models.metrics import SMALLEST

TOO_GOOD = 0.97
TOO_PRECISE = 0.05
MOST_ECE = 0.05
MOST_OFF = 1.25
LEAST_ORIGINS = 3
WIDEST_AUC = 0.06
COLUMNS = (
    "model", "grade", "beats_baseline", "is_calibrated", "is_stable", "is_leak_free",
    "sentence_en", "sentence_zh",
)  # fmt: skip


@dataclass(frozen=True)
class Gates:
    """What a model must show before its numbers are used."""

    beats_baseline: bool
    is_calibrated: bool
    is_stable: bool
    is_leak_free: bool

    @property
    def grade(self) -> str:
        """A holds all gates; B wavers between test days; C ranks well but promises wrongly; D is not used."""
        if not (self.beats_baseline and self.is_leak_free):
            return "D"
        if not self.is_calibrated:
            return "C"
        return "A" if self.is_stable else "B"


def grade(backtest: pd.DataFrame, currency: str = "") -> pd.DataFrame:
    """A row for each of churn, repeat purchase and lifetime value; a model never tested is a D.

    `currency` is that of the amounts, as the sentences name it.
    """
    rows = [
        _graded(model, backtest[backtest["model"] == model], currency)
        for model in ("churn", "lifetime_value", "repeat_purchase")
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _graded(model: str, rows: pd.DataFrame, currency: str) -> tuple[object, ...]:
    values = {str(metric): group.sort_values("origin") for metric, group in rows.groupby("metric")}
    if not values:
        gates = Gates(False, False, False, True)
        facts = Facts(model, 0, np.nan, np.nan, "", np.nan)
    else:
        gates, facts = _amount(model, values) if model == "lifetime_value" else _rate(model, values)
    flags = (gates.beats_baseline, gates.is_calibrated, gates.is_stable, gates.is_leak_free)
    return (model, gates.grade, *flags, *sentences(replace(facts, currency=currency), gates.grade, *flags))


def _rate(model: str, values: dict[str, pd.DataFrame]) -> tuple[Gates, Facts]:
    """Probabilities: they must rank and score better than the naive ones at every test day."""
    auc, error, ece = values["auc"], values["brier"], values["ece"]["value"]
    beats = bool((auc["lower"] > 0).all() and (error["lower"] > 0).all())
    is_stable = len(auc) >= LEAST_ORIGINS and bool(
        np.ptp(auc["value"]) <= WIDEST_AUC and ece.max() <= 2 * MOST_ECE
    )
    gates = Gates(beats, bool(ece.mean() <= MOST_ECE), is_stable, not (auc["value"] > TOO_GOOD).any())
    last = auc.iloc[-1]
    facts = Facts(
        model, len(auc), auc["value"].mean(), auc["baseline_value"].mean(), last["baseline"], ece.mean()
    )
    return gates, facts


def _amount(model: str, values: dict[str, pd.DataFrame]) -> tuple[Gates, Facts]:
    """Amounts: a smaller squared or absolute error than the naive ones, and never a greater one."""
    errors, ratio = (values["rmse"], values["mae"]), values["sum_ratio"]["value"]
    never_worse = all((one["upper"] > 0).all() for one in errors)
    beats = never_worse and any((one["lower"] > 0).all() for one in errors)
    logs = np.log(np.maximum(ratio, SMALLEST))
    is_stable = len(ratio) >= LEAST_ORIGINS and bool(np.ptp(logs) <= np.log(MOST_OFF**2))
    share = values["rmse"]["value"] / values["rmse"]["baseline_value"]
    gates = Gates(
        bool(beats),
        bool(np.abs(logs).mean() <= np.log(MOST_OFF)),
        is_stable,
        not (share <= TOO_PRECISE).any(),
    )
    best = values["mae"]
    facts = Facts(
        model, len(ratio), best["value"].mean(), best["baseline_value"].mean(), best["baseline"].iloc[-1],
        float(np.exp(logs.mean())),
    )  # fmt: skip
    return gates, facts
