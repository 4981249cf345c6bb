"""What each level of agreement is worth: Fellegi and Sunter's (1969) model with three kinds of pairs.

A pair is the same person, of one household (or firm: what people share agrees, what is one's own does not),
or unrelated.
"""

from dataclasses import dataclass

import numpy as np

from models.matching.comparing import Comparison


@dataclass(frozen=True)
class Weights:
    """Learned numbers: log probabilities per column and level, and the shares of the kinds of pairs.

    same, household, unrelated: arrays [columns, levels]; shares: of same and household among all pairs.
    Where equality is judged by the frequency of the value, `unrelated` is 0 there and the frequency takes
    its place. own: columns of what two people of one household do not share.
    """

    names: tuple[str, ...]
    same: np.ndarray
    household: np.ndarray
    unrelated: np.ndarray
    own: np.ndarray
    shares: tuple[float, float]

    def evidence(self, seen: Comparison, index: int) -> np.ndarray:
        """What one column adds to the log odds of each pair against an unrelated one."""
        ratio = (self.same[index] - self.unrelated[index])[seen.levels[:, index]]
        return np.asarray(ratio + seen.surprise[:, index])

    def log_odds(self, seen: Comparison) -> np.ndarray:
        """Log odds that each pair is the same."""
        scores = self.scores(seen.levels, *self._surprise(seen))
        return np.asarray(scores[0] - np.logaddexp(scores[1], scores[2]))

    def _surprise(self, seen: Comparison) -> tuple[np.ndarray, np.ndarray]:
        """The surprise of each pair, of all columns and of those a household shares, added column by column:
        to the last digit the same whatever other pairs stand beside."""
        total, shared = np.zeros(len(seen.levels)), np.zeros(len(seen.levels))
        for index, is_own in enumerate(self.own):
            total += seen.surprise[:, index]
            shared += 0.0 if is_own else seen.surprise[:, index]
        return total, shared

    def scores(self, levels: np.ndarray, surprise: np.ndarray, shared: np.ndarray) -> np.ndarray:
        """Log joint probability of each pair and its kind, [3, pairs]: same, household, unrelated."""
        same, household = np.array(surprise, dtype=np.float64), np.array(shared, dtype=np.float64)
        for index in range(len(self.names)):
            same += (self.same[index] - self.unrelated[index])[levels[:, index]]
            if not self.own[index]:
                household += (self.household[index] - self.unrelated[index])[levels[:, index]]
        rest = np.full(len(same), np.log1p(-sum(self.shares)))
        return np.stack([np.log(self.shares[0]) + same, np.log(self.shares[1]) + household, rest])
