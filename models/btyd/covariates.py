"""Known traits of customers that move a model's parameters."""

from collections.abc import Sequence
from copy import copy
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from sklearn.base import BaseEstimator, clone
from sklearn.utils.validation import check_is_fitted

from models.btyd.cells import purchase_cells
from models.btyd.histories import numbers
from models.btyd.newton import FitError, Maximum, Objective, Part, Vector, climb, in_logs, total
from models.btyd.repeat_buying import RepeatBuying

RATES = {"alpha": -1.0, "beta": -1.0}
"""Scales of time, which fall as the rate that they belong to rises."""


class Covariates(BaseEstimator):  # type: ignore[misc]
    """Fader & Hardie (2007), Incorporating Time-Invariant Covariates into the Pareto/NBD and BG/NBD Models.

    Each parameter in `on` is multiplied by exp(coefficient . traits), the scales alpha and beta by
    exp(-coefficient . traits): there the coefficient is the log ratio of the rates of buying or leaving.
    Traits are the numbers in `columns`; histories are compressed within customers of the same traits, so a
    few levels cost little, and many-valued traits should be cut into levels first.

    Learned: `model_` (of traits all zero), `coefficients_` and their `standard_errors_`, a column per
    parameter and a row per trait, `log_likelihood_`, `converged_` and `diagnosis_`.
    """

    model_: RepeatBuying
    coefficients_: pd.DataFrame
    standard_errors_: pd.DataFrame
    log_likelihood_: float
    converged_: bool
    diagnosis_: str

    def __init__(self, model: RepeatBuying, columns: Sequence[str], on: Sequence[str] = ("alpha",)) -> None:
        self.model = model
        self.columns = columns
        self.on = on

    def fit(self, frame: pd.DataFrame, y: None = None) -> Self:  # noqa: ARG002
        """Fit on histories and the traits. Raises FitError on impossible data."""
        self._check(frame)
        self.model_ = clone(self.model).fit(frame)
        objective = _Likelihood(self.model_, self._groups(frame), self._design)
        start = np.concatenate([np.log(self.model_.learned), np.zeros(len(self.columns) * len(self.on))])
        customers = self.model_.customers_
        maximum = climb(objective, start, customers, self.model_.tolerance, self.model_.max_steps)
        return self._learn(maximum)

    def diagnose(self) -> pd.DataFrame:
        """The checks of the model without traits, and whether the traits can be told from its parameters."""
        check_is_fitted(self, "model_")
        checks = self.model_.diagnose()
        if self.diagnosis_:
            row = checks["check"] == "identifiability"
            checks.loc[row, ["is_ok", "is_fatal", "note"]] = False, True, self.diagnosis_
        return checks

    def predict(self, frame: pd.DataFrame, days: float) -> Vector:
        """Purchases to expect of each row within `days`."""
        return self._by_group(frame, "predict", days)

    def probability_alive(self, frame: pd.DataFrame) -> Vector:
        """P(still a customer) of each row."""
        return self._by_group(frame, "probability_alive")

    def probability_of_order(self, frame: pd.DataFrame, days: float) -> Vector:
        """P(at least one purchase within `days`) of each row."""
        return self._by_group(frame, "probability_of_order", days)

    def expected_cumulative(self, days: ArrayLike, traits: Vector) -> Vector:
        """Repeat purchases to expect of a new customer of these `traits` within `days` of the first."""
        return self._of(np.asarray(traits, dtype=float)).expected_cumulative(days)

    def _check(self, frame: pd.DataFrame) -> None:
        if not all(np.isfinite(numbers(frame, name)).all() for name in self.columns):
            raise FitError("a trait is missing")
        if unknown := [name for name in self.on if name not in self.model.parameters]:
            raise FitError(f"the model has no parameter {unknown[0]}")

    def _groups(self, frame: pd.DataFrame) -> list[tuple[Vector, pd.DataFrame]]:
        """The rows of each combination of traits."""
        traits = frame[list(self.columns)].to_numpy(dtype=float)
        levels, places = np.unique(traits, axis=0, return_inverse=True)
        return [(level, frame[places == place]) for place, level in enumerate(levels)]

    def _design(self, traits: Vector) -> Vector:
        """How the log parameters of these traits follow from all log parameters and coefficients."""
        names = self.model.parameters
        blocks = [
            np.outer([RATES.get(name, 1.0) * (name == chosen) for name in names], traits)
            for chosen in self.on
        ]
        return np.hstack([np.eye(len(names)), *blocks])

    def _learn(self, maximum: Maximum) -> Self:
        size = len(self.model.parameters)
        self._theta = maximum.parameters
        self.log_likelihood_ = maximum.log_likelihood
        errors = np.sqrt(np.diag(maximum.covariance))[size:]
        self.coefficients_, self.standard_errors_ = (
            pd.DataFrame(values.reshape(len(self.on), -1).T, index=list(self.columns), columns=list(self.on))
            for values in (maximum.parameters[size:], errors)
        )
        self.model_.set_learned(
            dict(zip(self.model.parameters, np.exp(maximum.parameters[:size]), strict=True))
        )
        self.converged_ = maximum.is_reached and not maximum.is_flat
        self.diagnosis_ = "" if self.converged_ else "traits and parameters cannot be told apart"
        return self

    def _of(self, traits: Vector) -> RepeatBuying:
        """The model of customers with these traits."""
        values = np.exp(self._design(traits) @ self._theta)
        return copy(self.model_).set_learned(dict(zip(self.model.parameters, values, strict=True)))

    def _by_group(self, frame: pd.DataFrame, method: str, *arguments: Any) -> Vector:
        check_is_fitted(self, "model_")
        self._check(frame)
        result = pd.Series(np.nan, index=range(len(frame)))
        for traits, rows in self._groups(frame.reset_index(drop=True)):
            result[rows.index] = getattr(self._of(traits), method)(rows, *arguments)
        return result.to_numpy()


class _Likelihood:
    """The sum over groups of equal traits; log parameters are linear in what is learned."""

    def __init__(self, model: RepeatBuying, groups: Any, design: Any) -> None:
        self.parts: list[tuple[Objective, Vector]] = [
            (model.likelihood(purchase_cells(rows)), design(traits)) for traits, rows in groups
        ]

    def __call__(self, theta: Vector) -> Part:
        return total([self._part(objective, design, theta) for objective, design in self.parts])

    def _part(self, objective: Objective, design: Vector, theta: Vector) -> Part:
        value, gradient, hessian = in_logs(objective, design @ theta)
        return value, design.T @ gradient, design.T @ hessian @ design
