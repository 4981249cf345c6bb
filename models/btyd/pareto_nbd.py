"""The Pareto/NBD model of repeat buying and of leaving at any moment."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import expit, exprel

from models.btyd.cells import Cells
from models.btyd.estimator import Finding, found
from models.btyd.newton import Maximum, Objective, Vector
from models.btyd.pareto_nbd_likelihood import Likelihood, log_left
from models.btyd.repeat_buying import RepeatBuying, distinct

PARAMETERS = ("r", "alpha", "s", "beta")


class ParetoNBD(RepeatBuying):
    """Schmittlein, Morrison & Colombo (1987), Counting Your Customers, Management Science 33(1), 1-24.

    While alive a customer buys at a rate drawn from Gamma(r, alpha), and leaves at a rate drawn from
    Gamma(s, beta). Formulas as in Fader & Hardie (2005), A Note on Deriving the Pareto/NBD Model (note 009
    at brucehardie.com); their hypergeometric functions are evaluated as the integrals they stand for.
    """

    parameters: ClassVar[tuple[str, ...]] = PARAMETERS
    r_: float
    alpha_: float
    s_: float
    beta_: float

    def likelihood(self, cells: Cells) -> Objective:
        """Equation 18 of the note."""
        return Likelihood(cells)

    def _start(self, scale: float) -> Vector:
        return np.array([1.0, scale, 1.0, scale])

    def probability_alive(self, frame: pd.DataFrame) -> Vector:
        """P(still a customer) of each row, in [0, 1]; computed once for equal histories."""
        frequency, recency, age, places = distinct(frame)
        power = self.r_ + frequency
        stayed = -power * np.log(self.alpha_ + age) - self.s_ * np.log(self.beta_ + age)
        left = log_left((self.alpha_, self.s_, self.beta_), power, recency, age)
        alive: Vector = expit(stayed - left)
        return alive[places]

    def silent_if_alive(
        self,
        frequency: Vector,
        age: Vector,
        days: float,
        phase: int = 0,  # noqa: ARG002
    ) -> Vector:
        """Still there and not buying, or gone before the next purchase."""
        power, alpha, beta = self.r_ + frequency, self.alpha_ + age, self.beta_ + age
        stayed = -power * np.log1p(days / alpha) - self.s_ * np.log1p(days / beta)
        left = log_left((alpha, self.s_, beta), power, np.zeros_like(power), np.full_like(power, days))
        return np.exp(stayed) + np.exp(left + power * np.log(alpha) + self.s_ * np.log(beta))

    def share_alive(self, age: ArrayLike) -> Vector:
        """The share of all customers still alive at `age`, whatever they bought."""
        share: Vector = np.exp(-self.s_ * np.log1p(np.asarray(age, dtype=float) / self.beta_))
        return share

    def expected_if_alive(
        self,
        frequency: Vector,
        age: Vector,
        days: ArrayLike,
        phase: int = 0,  # noqa: ARG002
    ) -> Vector:
        """Purchases to expect within `days` of somebody alive at `age` (equation 41), also where s is 1."""
        rate = (self.r_ + frequency) / (self.alpha_ + age)
        grown = np.log1p(np.asarray(days, dtype=float) / (self.beta_ + age))
        expected: Vector = rate * (self.beta_ + age) * grown * exprel(-(self.s_ - 1) * grown)
        return expected

    def draw_orders(
        self, draw: np.random.Generator, parameters: Vector, frequency: float, age: Vector, days: float
    ) -> Vector:
        """Orders until the horizon or the end of a lifetime."""
        r, alpha, s, beta = parameters.T
        shape = (len(age), len(parameters))
        rate = draw.gamma(r + frequency, size=shape) / (alpha + age[:, None])
        leaving = draw.gamma(s, size=shape) / (beta + age[:, None])
        stays = draw.exponential(size=shape) / np.maximum(leaving, 1e-300)
        orders: Vector = draw.poisson(rate * np.minimum(stays, days)).astype(float)
        return orders

    def _findings(self, maximum: Maximum, scale: float) -> Sequence[Finding]:
        r, alpha, s, beta = maximum.parameters
        return found(
            (r > 1e3 or alpha / scale > 1e4, "divergence",
             "everybody buys at the same rate: r and alpha run off to infinity", True),
            (s > 1e3 or beta / scale > 1e4, "divergence",
             "leaving cannot be told from the data: s and beta run off to infinity", True),
            (r < 1e-5, "divergence", "a parameter runs off to zero", True),
            (s * np.log1p(scale / beta) < 1e-4, "boundary",
             "nobody is seen to leave: s runs off to zero", False),
        )  # fmt: skip
