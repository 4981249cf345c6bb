"""What the models of repeat buying share, whatever they think of leaving."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from models.btyd.cells import Cells, purchase_cells, unique_pairs, unique_rows
from models.btyd.estimator import Estimator, Finding
from models.btyd.histories import histories, horizon
from models.btyd.newton import FitError, Maximum, Objective, Vector, inner

WARM_START_CELLS = 20_000
LOOSE = 1e-6
Formula = Callable[[Vector, Vector, int], Vector]


class RepeatBuying(Estimator):
    """A rate of buying while alive, and a way to leave unseen.

    `frequency` counts repeat purchases, `recency` is the time from the first purchase to the last and `T`
    from the first to now, all in one unit of time. A subclass gives the likelihood and three formulas.
    """

    def fit(self, frame: pd.DataFrame, y: None = None) -> Self:  # noqa: ARG002
        """Fit on `frequency`, `recency`, `T` and any `weight`. Raises FitError on impossible data."""
        cells = purchase_cells(frame)
        if not cells.weight[cells.values(0) > 0].sum():
            raise FitError("nobody has bought twice, so a rate of repeat buying cannot be told")
        scale = max(mean(cells, 1), 1e-9)
        maximum = self._climb(cells, scale)
        return self._learn(maximum, float(cells.weight.sum()), self._findings(maximum, scale))

    def _climb(self, cells: Cells, scale: float) -> Maximum:
        """A first climb over some of the cells makes the one over all of them short.

        One that already runs off is not followed to the end of what a float can hold.
        """
        some = cells.where(slice(None, None, max(len(cells) // WARM_START_CELLS, 1)))
        first = self._maximise(self.likelihood(some), self._start(scale), float(some.weight.sum()), LOOSE)
        tolerance = LOOSE if self._findings(first, scale) else self.tolerance
        everybody = float(cells.weight.sum())
        return self._maximise(self.likelihood(cells), first.parameters, everybody, tolerance)

    @abstractmethod
    def likelihood(self, cells: Cells) -> Objective:
        """The log-likelihood of the cells with its derivatives, as a function of the parameters."""

    @abstractmethod
    def _start(self, scale: float) -> Vector:
        """Parameters to climb from, for histories of mean length `scale`."""

    @abstractmethod
    def _findings(self, maximum: Maximum, scale: float) -> Sequence[Finding]:
        """What is wrong with where the climb ended."""

    @abstractmethod
    def probability_alive(self, frame: pd.DataFrame) -> Vector:
        """P(still a customer) of each row, in [0, 1]."""

    @abstractmethod
    def expected_if_alive(self, frequency: Vector, age: Vector, days: ArrayLike, phase: int = 0) -> Vector:
        """Purchases to expect within `days` of somebody who is alive at `age` and in this phase for sure."""

    @abstractmethod
    def silent_if_alive(self, frequency: Vector, age: Vector, days: float, phase: int = 0) -> Vector:
        """P(no purchase within `days`) of somebody who is alive at `age` and in this phase for sure."""

    @abstractmethod
    def share_alive(self, age: ArrayLike) -> Vector:
        """The share of all customers still alive at `age`, whatever they bought."""

    @abstractmethod
    def draw_orders(
        self, draw: np.random.Generator, parameters: Vector, frequency: float, age: Vector, days: float
    ) -> Vector:
        """Orders within `days` of customers alive at each `age` (rows), one for each row of `parameters`."""

    @property
    def phases(self) -> int:
        """How many states of somebody alive the formulas tell apart; a model of rhythm has several."""
        return 1

    def phase_weights(self, frame: pd.DataFrame) -> Vector:
        """P(each phase) of somebody alive, a row for each phase."""
        return np.ones((1, len(frame)))

    def predict(self, frame: pd.DataFrame, days: float) -> Vector:
        """Purchases to expect of each row within `days`, in the unit of time of the fit.

        Raises FitError on impossible histories.
        """
        return self.probability_alive(frame) * self.expected_of_alive(frame, days)

    def expected_of_alive(self, frame: pd.DataFrame, days: float) -> Vector:
        """The same if each were certainly alive."""
        days = horizon(days)
        return self.over_phases(frame, lambda x, age, phase: self.expected_if_alive(x, age, days, phase))

    def probability_of_order(self, frame: pd.DataFrame, days: float) -> Vector:
        """P(at least one purchase within `days`) of each row: alive, and not silent all that time."""
        days = horizon(days)
        silent = self.over_phases(frame, lambda x, age, phase: self.silent_if_alive(x, age, days, phase))
        bought: Vector = 1 - silent
        return self.probability_alive(frame) * bought

    def over_phases(self, frame: pd.DataFrame, formula: Formula) -> Vector:
        """A formula of frequency, age and phase: its mean for each row if alive.

        It is asked once for each distinct pair; whatever comes after the pairs stays.
        """
        frequencies, _, ages = histories(frame)
        frequency, age, places = unique_pairs(frequencies, ages)
        if self.phases == 1:
            alone: Vector = formula(frequency, age, 0)[places]
            return alone
        parts = (formula(frequency, age, phase)[places].T for phase in range(self.phases))
        weighted = [weight * part for weight, part in zip(self.phase_weights(frame), parts, strict=True)]
        mean: Vector = np.sum(weighted, axis=0).T
        return mean

    def expected_cumulative(self, days: ArrayLike) -> Vector:
        """Repeat purchases to expect of a new customer within `days` of the first."""
        days = np.asarray(days, dtype=float)
        nothing = np.zeros_like(days)
        return self.share_alive(0.0) * self.expected_if_alive(nothing, nothing, days)


def distinct(frame: pd.DataFrame) -> tuple[Vector, Vector, Vector, Vector]:
    """Frequency, recency and T of the distinct histories of a frame, and each row's place among them."""
    (frequency, recency, age), places = unique_rows(histories(frame))
    return frequency, recency, age, places


def mean(cells: Cells, column: int) -> float:
    """The mean of a column of the cells over customers."""
    return inner(cells.weight, cells.values(column)) / float(cells.weight.sum())
