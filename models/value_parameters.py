"""The numbers behind lifetime values: fitted parameters, and the cohort's averages for where a fit failed."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd

from models.alive_view import history
from models.btyd import GammaGamma, RegularBetaGeo
from models.btyd.estimator import Estimator
from models.btyd.newton import Vector
from models.btyd.repeat_buying import RepeatBuying
from models.value_choice import CANDIDATES, Choice, carried, fit_candidate, fit_orders, fit_spend, recent

TURNED = ("level", "own_weight", "recent_weight")
AVERAGES = ("orders_per_day", "mean_spend", "share_active", "upper_ratio")
COMPARED = 100_000
COLUMNS = ["model", "parameter", "value", "standard_error", "note"]
Row = tuple[str, str, float, float, str]
Fitted = TypeVar("Fitted", bound=Estimator)


@dataclass(frozen=True)
class Parameters:
    """Both models, each missing where it could not be told from the data, and the averages of the cohort."""

    orders: RepeatBuying | None
    spend: GammaGamma | None
    orders_per_day: float
    mean_spend: float
    share_active: float
    upper_ratio: float
    level: float = 1.0
    own_weight: float = 1.0
    recent_weight: float = 0.0

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> "Parameters":
        """The parameters in the rows of `mart.model_parameters`."""
        rows = {str(model): own.set_index("parameter") for model, own in frame.groupby("model")}
        values = {model: own["value"].astype(float) for model, own in rows.items()}
        champion = next((name for name in CANDIDATES if values[name]["champion"]), None)
        return cls(
            restored(CANDIDATES[champion](), rows[champion]) if champion else None,
            restored(GammaGamma(), rows["gamma_gamma"]) if values["gamma_gamma"]["usable"] else None,
            **{name: float(values["cohort"][name]) for name in AVERAGES},
            **{name: float(values["choice"][name]) for name in TURNED},
        )

    def money(self, features: pd.DataFrame, days: int) -> Vector:
        """Net spend to expect within `days` of each row of features, as `mart.lifetime_value` has it."""
        seen = history(features)
        per_order = self.mean_spend if self.spend is None else self.spend.predict(seen)
        if self.orders is None:
            return np.full(len(seen), self.orders_per_day * days * self.mean_spend)
        expected = self.level * self.orders.predict(seen, days)
        again = carried(recent(features), expected)
        money: Vector = self.own_weight * expected * per_order + self.recent_weight * again
        return money


def fit_parameters(history: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Fit all models on the retail customers of `mart.purchase_history`; rows of `mart.model_parameters`.

    A model that could not be fitted has a row `usable` of 0 and says why in its `note`; one that ran off to
    a limit has `converged` of 0 and is used all the same. `champion` marks the model of repeat buying that
    predicts: the chosen one, or the first usable of the others; these stand beside it for comparison and are
    fitted on some 100,000 customers at most.
    """
    retail = history[~history["is_wholesale"].astype(bool)]
    champion = fit_orders(retail, choice.model)
    rows = [row for name in CANDIDATES for row in _order_rows(name, retail, champion)]
    rows += [*_spend_rows(fit_spend(retail)), *_cohort_rows(retail), *_choice_rows(choice)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _order_rows(name: str, retail: pd.DataFrame, champion: RepeatBuying | str) -> list[Row]:
    is_champion = type(champion) is CANDIDATES[name]
    step = max(len(retail) // COMPARED, 1)
    model = champion if is_champion else fit_candidate(name, retail.iloc[::step])
    if isinstance(model, str):
        return _missing(name, model)
    upper = zip(*np.triu_indices(len(model.parameters)), strict=True)
    names = ((i, j, f"covariance_log_{model.parameters[i]}_{model.parameters[j]}") for i, j in upper)
    is_known = np.isfinite(model.covariance_).all()
    spread = [(name, of, float(model.covariance_[i, j]), np.nan, "") for i, j, of in names if is_known]
    return [*_fitted_rows(name, model), *spread, (name, "champion", float(is_champion), np.nan, "")]


def _choice_rows(choice: Choice) -> list[Row]:
    """How forecasts turn into money, and how the candidates did at past days."""
    numbers = {name: float(getattr(choice, name)) for name in TURNED}
    numbers["days"] = float(choice.days)
    numbers |= {f"deviance_{name}": value for name, value in choice.deviance.items()}
    return [("choice", name, value, np.nan, "") for name, value in numbers.items()]


def _spend_rows(model: GammaGamma | str) -> list[Row]:
    if isinstance(model, str):
        return _missing("gamma_gamma", model)
    return [
        *_fitted_rows("gamma_gamma", model),
        ("gamma_gamma", "correlation", model.correlation_, np.nan, ""),
    ]


def _missing(name: str, why: str) -> list[Row]:
    return [(name, what, 0.0, np.nan, why) for what in ("converged", "usable", "champion")]


def _fitted_rows(name: str, model: Estimator) -> list[Row]:
    learned = [
        (name, one, getattr(model, f"{one}_"), model.standard_errors_[one], "") for one in model.parameters
    ]
    about = (("log_likelihood", model.log_likelihood_), ("customers", model.customers_))
    facts = [(name, what, value, np.nan, "") for what, value in about]
    facts += [(name, "k", float(model.k_), np.nan, "")] if isinstance(model, RegularBetaGeo) else []
    converged = (name, "converged", float(model.converged_), np.nan, model.diagnosis_)
    return [*learned, *facts, converged, (name, "usable", 1.0, np.nan, "")]


def _cohort_rows(retail: pd.DataFrame) -> list[Row]:
    """Averages that need no model; `upper_ratio` is the 90th percentile of own value over the mean."""
    days, orders = float(retail["T"].sum()), float(retail["orders"].sum())
    repeats: pd.Series[float] = retail["frequency"] / np.maximum(retail["T"], 1)
    averages = {
        "orders_per_day": float(retail["frequency"].sum()) / days if days else 0.0,
        "mean_spend": max(float(retail["revenue"].astype(float).sum()) / orders, 0.0) if orders else 0.0,
        "share_active": _share_active(retail),
        "upper_ratio": float(repeats.quantile(0.9) / repeats.mean()) if repeats.mean() > 0 else 1.0,
    }
    return [("cohort", name, value, np.nan, "") for name, value in averages.items()]


def _share_active(retail: pd.DataFrame) -> float:
    """The share whose silence is not longer than their whole history before it; one half of nobody."""
    if not len(retail):
        return 0.5
    silence = retail["T"] - retail["recency"]
    return float((silence <= np.maximum(retail["recency"], retail["T"].median() / 2)).mean())


def restored(model: Fitted, rows: pd.DataFrame) -> Fitted:
    """A model as it was fitted, from its own rows by parameter: errors and diagnosis too."""
    values = rows["value"].astype(float)
    model.set_learned(values)
    customers, note = float(values["customers"]), str(rows["note"]["converged"])
    return model.restore(_covariance(model, rows), float(values["log_likelihood"]), customers, note)


def _covariance(model: Estimator, rows: pd.DataFrame) -> Vector:
    """Of the log parameters; where only the errors are kept, nothing beside the diagonal."""
    names, values = model.parameters, rows["value"].astype(float)
    errors = rows["standard_error"].astype(float).reindex(names).to_numpy() / model.learned
    covariance = np.diag(errors**2) + np.where(np.eye(len(names)), 0.0, np.nan)
    for i, j in zip(*np.triu_indices(len(names)), strict=True):
        known = values.get(f"covariance_log_{names[i]}_{names[j]}", covariance[i, j])
        covariance[i, j] = covariance[j, i] = known
    return covariance
