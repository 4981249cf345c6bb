"""What every estimator here shares: the climb to the maximum, what is kept of it, and what went wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.exceptions import NotFittedError

from models.btyd.newton import Maximum, Objective, Vector, maximise

CHECKS = {
    "boundary": "no parameter lies at a limit of what the model can say",
    "divergence": "no parameter runs off to where the model no longer predicts",
    "identifiability": "the data tell the parameters apart",
    "convergence": "the climb reached a maximum",
}


@dataclass(frozen=True)
class Finding:
    """Something wrong with a fit; a fatal one means that it must not predict."""

    check: str
    text: str
    is_fatal: bool


class Estimator(BaseEstimator):  # type: ignore[misc]
    """Maximum likelihood over the positive numbers named in `parameters`, each learned as `<name>_`.

    Learned beside them: `log_likelihood_`, `standard_errors_` (observed information), `covariance_` (of the
    log parameters), `customers_`, `findings_`, and from these `converged_`, `is_usable_` and `diagnosis_`.
    """

    parameters: ClassVar[tuple[str, ...]]
    log_likelihood_: float
    standard_errors_: dict[str, float]
    covariance_: Vector
    customers_: float
    findings_: tuple[Finding, ...]
    diagnosis_: str
    converged_: bool
    is_usable_: bool

    def __init__(self, tolerance: float = 1e-13, max_steps: int = 200) -> None:
        self.tolerance = tolerance
        self.max_steps = max_steps

    def __getattr__(self, name: str) -> Any:
        """Raises NotFittedError for what only a fit can tell."""
        if name.endswith("_") and not name.startswith("_"):
            raise NotFittedError(f"{type(self).__name__} is not fitted yet: call fit() first")
        raise AttributeError(f"{type(self).__name__} has no attribute {name}")

    @property
    def learned(self) -> Vector:
        """The parameters in the order of their names."""
        return np.array([getattr(self, f"{name}_") for name in self.parameters])

    def set_learned(self, parameters: "Mapping[str, float] | pd.Series[float]") -> Self:
        """Take the parameters from an earlier fit instead of fitting."""
        for name in self.parameters:
            setattr(self, f"{name}_", float(parameters[name]))
        return self

    def restore(self, covariance: Vector, log_likelihood: float, customers: float, note: str) -> Self:
        """Take the rest of an earlier usable fit too: `covariance` is that of the log parameters.

        `note` is its diagnosis, blank where it found nothing.
        """
        self.log_likelihood_, self.customers_ = log_likelihood, customers
        findings = (Finding("boundary", note, is_fatal=False),) if note else ()
        return self._keep(covariance, findings)

    def diagnose(self) -> pd.DataFrame:
        """A row per check: `check`, `is_ok`, `is_fatal` and a `note` of what was found, or what holds."""
        found = {finding.check: finding for finding in reversed(self.findings_)}
        rows = [
            (check, check not in found, check in found and found[check].is_fatal,
             found[check].text if check in found else holds)
            for check, holds in self._checks().items()
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["check", "is_ok", "is_fatal", "note"])

    def _checks(self) -> dict[str, str]:
        return CHECKS

    def _maximise(
        self, objective: Objective, start: Vector, weight: float, tolerance: float = 0.0
    ) -> Maximum:
        return maximise(objective, start, weight, tolerance or self.tolerance, self.max_steps)

    def _learn(self, maximum: Maximum, customers: float, findings: Sequence[Finding]) -> Self:
        self.set_learned(dict(zip(self.parameters, maximum.parameters.tolist(), strict=True)))
        self.log_likelihood_ = maximum.log_likelihood
        self.customers_ = customers
        ranked = sorted([*findings, *_of_the_climb(maximum, findings)], key=lambda one: not one.is_fatal)
        return self._keep(maximum.covariance, ranked)

    def _keep(self, covariance: Vector, ranked: Sequence[Finding]) -> Self:
        """The errors of the learned parameters, and what was found of them, the worst first."""
        self.covariance_ = covariance
        errors = self.learned * np.sqrt(np.diag(covariance))
        self.standard_errors_ = dict(zip(self.parameters, errors.tolist(), strict=True))
        self.findings_ = tuple(ranked)
        self.diagnosis_ = ranked[0].text if ranked else ""
        self.converged_, self.is_usable_ = not ranked, not any(one.is_fatal for one in ranked)
        return self


def found(*claims: tuple[bool, str, str, bool]) -> list[Finding]:
    """The findings whose condition holds, of (condition, check, text, is fatal)."""
    return [Finding(check, text, is_fatal) for is_so, check, text, is_fatal in claims if is_so]


def _of_the_climb(maximum: Maximum, others: Sequence[Finding]) -> list[Finding]:
    """A likelihood that is flat, or a climb that stopped short, for no other reason."""
    return found(
        (maximum.is_flat and not others, "identifiability", "the likelihood is flat: too little data", True),
        (not maximum.is_reached and not others, "convergence", "the climb did not reach a maximum", True),
    )
