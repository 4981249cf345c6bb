"""Scores of pairs by what the two say: who compared the same two forms before need not do it again."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from models.matching.blocking import Pairs
from models.units import mixed

Compute = Callable[[Pairs], np.ndarray]


class PairScores:
    """Log odds of pairs of forms; computes the unknown ones, remembers all that were asked for.

    marks: a number per form (uint64) that stands for its content. known[pair_mark (uint64), log_odds]:
    scores that were computed before, by the same `compute`, which gives a pair's log odds whatever pairs
    stand beside it.
    """

    def __init__(self, marks: np.ndarray, compute: Compute, known: pd.DataFrame | None = None) -> None:
        self.marks, self.compute, self.computed = marks, compute, 0
        self._known = _sorted(known) if known is not None else _none()
        self._used: list[np.ndarray] = []

    def __call__(self, pairs: Pairs, is_kept: bool = True) -> np.ndarray:
        """The log odds of each pair, whichever side comes first; is_kept: whether to remember them."""
        left, right = self._ordered(pairs)
        names = mixed(self.marks[left], self.marks[right])
        self._learn(names, left, right)
        if is_kept:
            self._used.append(names)
        return np.asarray(self._known[1][np.searchsorted(self._known[0], names)])

    @property
    def used(self) -> pd.DataFrame:
        """Every score that was asked for and is to be kept: frame[pair_mark, log_odds], in order."""
        names = np.unique(np.concatenate([np.empty(0, dtype=np.uint64), *self._used]))
        return pd.DataFrame(
            {"pair_mark": names, "log_odds": self._known[1][np.searchsorted(self._known[0], names)]}
        )

    def _ordered(self, pairs: Pairs) -> tuple[np.ndarray, np.ndarray]:
        """Both sides, the one with the smaller mark first: the order of records says nothing."""
        turned = self.marks[pairs.left] > self.marks[pairs.right]
        return np.where(turned, pairs.right, pairs.left), np.where(turned, pairs.left, pairs.right)

    def _learn(self, names: np.ndarray, left: np.ndarray, right: np.ndarray) -> None:
        """Compute what is not known yet."""
        known = self._known[0]
        place = np.minimum(np.searchsorted(known, names), max(0, len(known) - 1))
        new = np.flatnonzero(known[place] != names) if len(known) else np.arange(len(names))
        fresh, first = np.unique(names[new], return_index=True)
        if not len(fresh):
            return
        rows = new[first]
        odds = self.compute(Pairs(left[rows], right[rows]))
        self.computed += len(rows)
        both = np.r_[known, fresh], np.r_[self._known[1], odds]
        order = np.argsort(both[0], kind="stable")
        self._known = both[0][order], both[1][order]


def _none() -> tuple[np.ndarray, np.ndarray]:
    return np.empty(0, dtype=np.uint64), np.empty(0)


def _sorted(known: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    marks = known["pair_mark"].to_numpy(dtype=np.uint64)
    order = np.argsort(marks, kind="stable")
    return marks[order], known["log_odds"].to_numpy(dtype=np.float64)[order]
