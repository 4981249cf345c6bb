"""What each level of agreement is worth: Fellegi and Sunter's model with three kinds of pairs, learned
without labels.

A pair is the same person, of one household (or firm: what people share agrees, what is one's own does not),
or unrelated. Probabilities of levels among unrelated pairs come from random pairs, and for equal values
from the value's own frequency (a rare surname says more than a common one). The rest is learned by
expectation-maximisation (Winkler 1988) over the candidate pairs, in which nearly all matches are; all other
pairs count as unrelated, so that the share of matches needs no guess. Dirichlet priors keep levels that
were never seen from being proof.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from models.matching.blocking import Pairs
from models.matching.comparing import SAME_SOUND, Comparison, compare, level_counts
from models.matching.fields import Field
from models.matching.levels import EQUAL, UNKNOWN

OWN = frozenset({"given", "date", "identifier"})
"""What two people of one household do not share: the field `given`, and these kinds."""
SAMPLE = 1_000_000
RANDOM_PAIRS = 1_000_000
ROUNDS, CLOSE = 100, 1e-5
PRIOR = 8.0
"""Weight of the prior on levels, in pairs."""
LEAST = 1e-7
NEVER = 1e-15
FINE = 4
"""Surprise is counted in steps of a quarter of a nat."""
REFINEMENTS = 2
SEED = 20_261


@dataclass(frozen=True)
class Weights:
    """Learned numbers: log probabilities per field and level, and the shares of the kinds of pairs.

    same, household, unrelated: arrays [fields, levels]; shares: of same and household among all pairs. Of
    values that are equal `unrelated` is 0: the frequency of the value takes its place.
    """

    names: tuple[str, ...]
    same: np.ndarray
    household: np.ndarray
    unrelated: np.ndarray
    own: np.ndarray
    shares: tuple[float, float]

    def evidence(self, seen: Comparison, index: int) -> np.ndarray:
        """What one field adds to the log odds of each pair against an unrelated one."""
        ratio = (self.same[index] - self.unrelated[index])[seen.levels[:, index]]
        return np.asarray(ratio + seen.surprise[:, index])

    def log_odds(self, seen: Comparison) -> np.ndarray:
        """Log odds that each pair is the same."""
        scores = self.scores(seen.levels, seen.surprise.sum(axis=1), seen.surprise[:, ~self.own].sum(axis=1))
        return np.asarray(scores[0] - np.logaddexp(scores[1], scores[2]))

    def scores(self, levels: np.ndarray, surprise: np.ndarray, shared: np.ndarray) -> np.ndarray:
        """Log joint probability of each pair and its kind, [3, pairs]: same, household, unrelated."""
        same, household = np.array(surprise, dtype=np.float64), np.array(shared, dtype=np.float64)
        for index in range(len(self.names)):
            same += (self.same[index] - self.unrelated[index])[levels[:, index]]
            if not self.own[index]:
                household += (self.household[index] - self.unrelated[index])[levels[:, index]]
        rest = np.full(len(same), np.log1p(-sum(self.shares)))
        return np.stack([np.log(self.shares[0]) + same, np.log(self.shares[1]) + household, rest])


class Patterns(NamedTuple):
    """Distinct comparisons and how many pairs show each; surprise is rounded."""

    levels: np.ndarray
    surprise: np.ndarray
    shared: np.ndarray
    pairs: np.ndarray


def learn(fields: list[Field], pairs: Pairs, seen: Comparison, records: int) -> Weights:
    """Weights from candidate pairs and their comparison."""
    generator = np.random.default_rng(SEED)
    rows = (
        np.sort(generator.choice(len(pairs), SAMPLE, replace=False))
        if len(pairs) > SAMPLE
        else np.arange(len(pairs))
    )
    chance = random_pairs(records)
    at_random = compare(fields, chance)
    start = _start(fields, _unrelated(fields, at_random, np.ones(len(chance))), records)
    patterns = _patterns(seen.take(rows), start.own, len(pairs) / max(1, len(rows)))
    found = _maximised(start, fields, patterns, records)
    for _ in range(REFINEMENTS):
        different = 1 / (1 + np.exp(found.log_odds(at_random)))
        start = replace(start, unrelated=_unrelated(fields, at_random, different))
        found = _maximised(start, fields, patterns, records)
    return found


def random_pairs(records: int) -> Pairs:
    """Pairs drawn at random; all there are where these are fewer."""
    if records * (records - 1) // 2 <= RANDOM_PAIRS:
        left, right = np.triu_indices(records, 1)
        return Pairs(left, right)
    generator = np.random.default_rng(SEED)
    left = generator.integers(0, records, RANDOM_PAIRS)
    return Pairs(left, (left + generator.integers(1, records, RANDOM_PAIRS)) % records)


def _patterns(seen: Comparison, own: np.ndarray, weight: float) -> Patterns:
    surprise, shared = (
        np.rint(part.sum(axis=1) * FINE).astype(np.int32) for part in (seen.surprise, seen.surprise[:, ~own])
    )
    table = pd.DataFrame(seen.levels).assign(surprise=surprise, shared=shared)
    counts = table.groupby(list(table), sort=False).size()
    rows = counts.index.to_frame().to_numpy()
    return Patterns(
        rows[:, :-2].astype(np.int8), rows[:, -2] / FINE, rows[:, -1] / FINE, counts.to_numpy() * weight
    )


def _unrelated(fields: list[Field], seen: Comparison, weight: np.ndarray) -> np.ndarray:
    """Log probabilities of levels among pairs that are not the same; `weight`: how likely each is not."""
    sizes = level_counts(fields)
    table = np.full((len(fields), int(sizes.max())), LEAST)
    for index, size in enumerate(sizes):
        counts = np.bincount(seen.levels[:, index], weights=weight, minlength=table.shape[1])
        counts[2:size] = counts[2:size] + 0.5
        table[index, 1:size] = counts[1:size] / counts[1:size].sum()
    found: np.ndarray = np.log(np.maximum(table, LEAST))
    found[:, [UNKNOWN, EQUAL]] = 0.0
    found[[one.kind == "word" for one in fields], SAME_SOUND] = 0.0
    return found


def _start(fields: list[Field], unrelated: np.ndarray, records: int) -> Weights:
    same = np.log(np.array([_prior(size, unrelated.shape[1]) for size in level_counts(fields)]))
    own = np.array([is_own(one) for one in fields])
    share = 1 / max(2, records)
    has_households = own.any() and not own.all()
    shares = (share / 2, share / 10 if has_households else NEVER)
    return Weights(tuple(one.name for one in fields), same, same, unrelated, own, shares)


def is_own(one: Field) -> bool:
    """Whether two people of one household differ in it."""
    return one.name in OWN or one.kind in OWN


def _prior(size: int, width: int) -> np.ndarray:
    """Probabilities of levels that a match is expected to show: mostly equal, then the nearer the
    likelier."""
    found = np.full(width, LEAST)
    found[EQUAL] = 0.8
    rest = 0.5 ** np.arange(size - 2)
    rest[-1] = max(float(rest[-1]), 0.3)
    found[2:size] = 0.2 * rest / rest.sum()
    found[UNKNOWN] = 1.0
    return found


def _maximised(start: Weights, fields: list[Field], patterns: Patterns, records: int) -> Weights:
    now, total = start, max(1.0, records * (records - 1) / 2)
    for _ in range(ROUNDS):
        after = _reestimated(now, start, fields, patterns, total)
        moved = np.abs(np.exp(after.same) - np.exp(now.same)).max(initial=0.0)
        now = after
        if moved < CLOSE:
            break
    return now


def _reestimated(
    now: Weights, start: Weights, fields: list[Field], patterns: Patterns, total: float
) -> Weights:
    """One round: how likely each pattern is of each kind, and then the levels and shares of the kinds."""
    scores = now.scores(patterns.levels, patterns.surprise, patterns.shared)
    parts = np.exp(scores - scores.max(axis=0))
    parts *= patterns.pairs / parts.sum(axis=0)
    same, household = now.same.copy(), now.household.copy()
    for index, size in enumerate(level_counts(fields)):
        levels = patterns.levels[:, index]
        same[index] = _levels(levels, parts[0], np.exp(start.same[index]), size)
        household[index] = _levels(levels, parts[1], np.exp(start.household[index]), size)
    shares = np.clip(parts[:2].sum(axis=1) / total, NEVER, 0.4)
    return replace(now, same=same, household=household, shares=(float(shares[0]), float(shares[1])))


def _levels(levels: np.ndarray, part: np.ndarray, prior: np.ndarray, size: int) -> np.ndarray:
    counts = np.bincount(levels, weights=part, minlength=len(prior))[1:size] + PRIOR * prior[1:size]
    found = np.full(len(prior), np.log(LEAST))
    found[1:size] = np.log(np.maximum(counts / counts.sum(), LEAST))
    found[UNKNOWN] = 0.0
    return found
