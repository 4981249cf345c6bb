"""The BG/NBD model of repeat buying and of silent leaving."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import expit, hyp2f1

from models.btyd.beta_geo_likelihood import Likelihood
from models.btyd.cells import Cells
from models.btyd.estimator import Finding, found
from models.btyd.histories import histories
from models.btyd.newton import Maximum, Objective, Vector
from models.btyd.repeat_buying import RepeatBuying

PARAMETERS = ("r", "alpha", "a", "b")
LARGEST_SUM = 300.0
LEAST, MOST = 1e-12, 1e12
"""A chance of leaving that is all but none, and the bounds of what it is drawn from."""


def draw_dropouts(draw: np.random.Generator, a: Vector, b: Vector, shape: tuple[int, int]) -> Vector:
    """Chances of leaving drawn from Beta(a, b); a parameter that ran off stops short of infinity."""
    dropout: Vector = np.clip(draw.beta(np.clip(a, LEAST, MOST), np.clip(b, LEAST, MOST), shape), LEAST, 1)
    return dropout


class BetaGeo(RepeatBuying):
    """Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2).

    While alive a customer buys at a rate drawn from Gamma(r, alpha); after each repeat purchase they leave
    with a probability drawn from Beta(a, b). Where a parameter ran off to a limit at which the model still
    predicts (nobody leaves, say), `is_usable_` holds although `converged_` does not.
    """

    parameters: ClassVar[tuple[str, ...]] = PARAMETERS
    first_chances: ClassVar[int] = 0
    """Chances to leave before the first repeat purchase."""
    r_: float
    alpha_: float
    a_: float
    b_: float

    def likelihood(self, cells: Cells) -> Objective:
        """Equation 6."""
        return Likelihood(cells, self.first_chances)

    def _start(self, scale: float) -> Vector:
        return np.array([1.0, scale, 1.0, 3.0])

    def probability_alive(self, frame: pd.DataFrame) -> Vector:
        """P(still a customer) of each row (equation 7 of Fader, Hardie & Lee 2008's note).

        Without a repeat purchase nobody can have left, so the model says 1: read it with `basis`.
        """
        frequency, recency, age = (one.astype(float) for one in histories(frame))
        chances = frequency + self.first_chances
        silence = np.log(self.alpha_ + age) - np.log(self.alpha_ + recency)
        leaving = np.log(self.a_) - np.log(self.b_ + np.maximum(chances, 1) - 1)
        alive: Vector = expit(-(leaving + (self.r_ + frequency) * silence))
        return np.where(chances > 0, alive, 1.0)

    def silent_if_alive(
        self,
        frequency: Vector,
        age: Vector,
        days: float,
        phase: int = 0,  # noqa: ARG002
    ) -> Vector:
        """Nobody leaves while silent: only the rate of buying counts."""
        share = days / (self.alpha_ + age + days)
        silent: Vector = np.exp((self.r_ + frequency) * np.log1p(-share))
        return silent

    def share_alive(self, age: ArrayLike) -> Vector:
        """The share of all customers still alive at `age`, whatever they bought: E[exp(-rate p age)].

        It is the prior for customers of whom the model knows nothing better, those with one purchase.
        """
        b = self.b_ + self.first_chances
        stayed = (self.b_ / (self.a_ + self.b_)) ** self.first_chances
        elapsed = np.asarray(age, dtype=float) / self.alpha_
        share: Vector = stayed * hyp2f1(self.r_, self.a_, self.a_ + b, -elapsed)
        return share

    def expected_if_alive(
        self,
        frequency: Vector,
        age: Vector,
        days: ArrayLike,
        phase: int = 0,  # noqa: ARG002
    ) -> Vector:
        """Purchases to expect within `days` of somebody who is certainly alive at `age` (equation 10).

        Euler's transformation turns the paper's 2F1(r+x, b+x; a+b+x-1; z) into one whose upper parameters
        do not grow with x; a and a+b+x-1 are kept off the removable poles at 1 and 0. Where a and b ran off
        to infinity, their mean is what counts, and they are scaled back to what a float can hold.
        """
        shapes = np.array([self.a_, self.b_ + self.first_chances])
        a, b = shapes * min(1.0, LARGEST_SUM / shapes.sum())
        a = a if abs(a - 1) > 1e-7 else 1 + 1e-7
        lower = a + b + frequency - 1
        lower = np.where(np.abs(lower) > 1e-7, lower, 1e-7)
        horizon = np.asarray(days, dtype=float)
        share = horizon / (self.alpha_ + age + horizon)
        series = hyp2f1(a + b - 1 - self.r_, a - 1, lower, share)
        expected: Vector = lower / (a - 1) * (1 - np.exp((a - 1) * np.log1p(-share)) * series)
        return expected

    def draw_orders(
        self, draw: np.random.Generator, parameters: Vector, frequency: float, age: Vector, days: float
    ) -> Vector:
        """Orders until the horizon or the first that they leave after."""
        r, alpha, a, b = parameters.T
        shape = (len(age), len(parameters))
        rate = draw.gamma(r + frequency, size=shape) / (alpha + age[:, None])
        dropout = draw_dropouts(draw, a, b + frequency + self.first_chances, shape)
        orders: Vector = np.minimum(draw.poisson(rate * days), draw.geometric(dropout)).astype(float)
        return orders

    def _findings(self, maximum: Maximum, scale: float) -> Sequence[Finding]:
        r, alpha, a, b = maximum.parameters
        return found(
            (r > 1e3 or alpha / scale > 1e4, "divergence",
             "everybody buys at the same rate: r and alpha run off to infinity", True),
            (min(r, b) < 1e-5, "divergence", "a parameter runs off to zero", True),
            (a + b > 1e4, "boundary",
             "everybody leaves with the same probability: a and b run off to infinity", False),
            (a / (a + b) < 1e-4, "boundary", "nobody is seen to leave: a runs off to zero", False),
        )  # fmt: skip
