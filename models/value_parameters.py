"""The numbers behind lifetime values: fitted parameters, and the cohort's averages for where a fit failed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.btyd import BetaGeo, FitError, GammaGamma
from models.btyd.beta_geo import PARAMETERS as ORDER_PARAMETERS
from models.btyd.gamma_gamma import PARAMETERS as SPEND_PARAMETERS
from models.btyd.newton import Vector

LEAST_REPEATERS = 20
COLUMNS = ["model", "parameter", "value", "standard_error", "note"]
Row = tuple[str, str, float, float, str]


@dataclass(frozen=True)
class Parameters:
    """Both models, each missing where it could not be told from the data, and the averages of the cohort."""

    orders: BetaGeo | None
    spend: GammaGamma | None
    orders_per_day: float
    mean_spend: float
    share_active: float
    upper_ratio: float

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> "Parameters":
        """The parameters in the rows of `mart.model_parameters`."""
        values = {model: rows.set_index("parameter")["value"] for model, rows in frame.groupby("model")}
        orders = _restored_orders(values["beta_geo"])
        spend = values["gamma_gamma"]
        return cls(
            orders,
            GammaGamma().set_learned(spend) if spend["usable"] else None,
            *(
                float(values["cohort"][name])
                for name in ("orders_per_day", "mean_spend", "share_active", "upper_ratio")
            ),
        )


def fit_parameters(history: pd.DataFrame) -> pd.DataFrame:
    """Fit both models on the retail customers of `mart.purchase_history`; rows of `mart.model_parameters`.

    A model that could not be fitted has a row `usable` of 0 and says why in its `note`; one that ran off to
    a limit has `converged` of 0 and is used all the same.
    """
    retail = history[~history["is_wholesale"].astype(bool)]
    rows = [*_order_rows(fit_orders(retail)), *_spend_rows(fit_spend(retail)), *_cohort_rows(retail)]
    return pd.DataFrame(rows, columns=COLUMNS)


def fit_orders(retail: pd.DataFrame) -> BetaGeo | str:
    """BG/NBD, or why it cannot be told from these customers."""
    if (retail["frequency"] > 0).sum() < LEAST_REPEATERS:
        return f"fewer than {LEAST_REPEATERS} customers have bought twice"
    try:
        model = BetaGeo().fit(retail)
    except FitError as error:
        return str(error)
    return model if model.is_usable_ else model.diagnosis_


def fit_spend(retail: pd.DataFrame) -> GammaGamma | str:
    """Gamma-Gamma, or why it cannot be told from these customers."""
    if ((retail["frequency"] > 0) & (retail["monetary_value"] > 0)).sum() < LEAST_REPEATERS:
        return f"fewer than {LEAST_REPEATERS} customers have a second order of positive value"
    model = GammaGamma().fit(retail)
    return model.diagnosis_ or model


def _order_rows(model: BetaGeo | str) -> list[Row]:
    if isinstance(model, str):
        return _missing("beta_geo", model)
    upper = zip(*np.triu_indices(len(ORDER_PARAMETERS)), strict=True)
    names = ((i, j, f"covariance_log_{ORDER_PARAMETERS[i]}_{ORDER_PARAMETERS[j]}") for i, j in upper)
    spread = [("beta_geo", name, float(model.covariance_[i, j]), np.nan, "") for i, j, name in names]
    return [*_fitted_rows("beta_geo", ORDER_PARAMETERS, model), *spread]


def _spend_rows(model: GammaGamma | str) -> list[Row]:
    if isinstance(model, str):
        return _missing("gamma_gamma", model)
    return _fitted_rows("gamma_gamma", SPEND_PARAMETERS, model)


def _missing(name: str, why: str) -> list[Row]:
    return [(name, "converged", 0.0, np.nan, why), (name, "usable", 0.0, np.nan, why)]


def _fitted_rows(name: str, parameters: tuple[str, ...], model: BetaGeo | GammaGamma) -> list[Row]:
    learned = [(name, one, getattr(model, f"{one}_"), model.standard_errors_[one], "") for one in parameters]
    about = (("log_likelihood", model.log_likelihood_), ("customers", model.customers_))
    facts = [(name, what, value, np.nan, "") for what, value in about]
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


def _restored_orders(values: "pd.Series[float]") -> BetaGeo | None:
    if not values["usable"]:
        return None
    model = BetaGeo().set_learned(values)
    model.covariance_ = _restored_covariance(values)
    return model


def _restored_covariance(values: "pd.Series[float]") -> Vector:
    size = len(ORDER_PARAMETERS)
    covariance = np.zeros((size, size))
    for i, j in zip(*np.triu_indices(size), strict=True):
        name = f"covariance_log_{ORDER_PARAMETERS[i]}_{ORDER_PARAMETERS[j]}"
        covariance[i, j] = covariance[j, i] = values[name]
    return covariance
