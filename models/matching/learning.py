"""Weights learned without labels.

Probabilities of levels among unrelated pairs come from random pairs, and for equal values from the value's
own frequency (a rare surname says more than a common one). The rest is learned by expectation-maximisation
(Winkler 1988) over the candidate pairs, in which nearly all matches are; all other pairs count as
unrelated, so that the share of matches needs no guess. Dirichlet priors keep levels that were never seen
from being proof.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from models.matching.blocking import Pairs
from models.matching.comparing import Column, Comparison, columns_of, compare
from models.matching.fields import Field
from models.matching.levels import ALIKE_MAILBOX, EQUAL, SAME_SOUND, UNKNOWN
from models.matching.weights import Weights

OWN = frozenset({"given", "middle", "date", "identifier"})
"""What two people of one household do not share: the fields `given` and `middle`, and these kinds."""
SAMPLE = 1_000_000
RANDOM_PAIRS = 400_000
ROUNDS, CLOSE = 100, 1e-5
PRIOR = 8.0
"""Weight of the prior on levels, in pairs."""
LEAST = 1e-7
NEVER = 1e-15
LEAST_KIN = 0.02
"""Pairs of one household for each match, at least: that a table shows none does not mean there is none."""
FINE = 4
"""Surprise is counted in steps of a quarter of a nat."""
REFINEMENTS = 2
SEED = 20_261


class Patterns(NamedTuple):
    """Distinct comparisons and how many pairs show each; surprise is rounded."""

    levels: np.ndarray
    surprise: np.ndarray
    shared: np.ndarray
    pairs: np.ndarray


def learn(
    fields: list[Field], pairs: Pairs, seen: Comparison, records: int, stand_for: float = 1.0
) -> Weights:
    """Weights from candidate pairs and their comparison; each pair stands for so many like it."""
    columns, rows = columns_of(fields), sampled(len(pairs))
    chance = random_pairs(records)
    at_random = compare(fields, chance)
    start = _start(columns, _unrelated(columns, at_random, np.ones(len(chance))), records)
    patterns = _patterns(seen.take(rows), start.own, stand_for * len(pairs) / max(1, len(rows)))
    found = _maximised(start, columns, patterns, records)
    for _ in range(REFINEMENTS):
        different = 1 / (1 + np.exp(np.clip(found.log_odds(at_random), -50, 50)))
        start = replace(start, unrelated=_unrelated(columns, at_random, different))
        found = _maximised(start, columns, patterns, records)
    return _without_namesakes(found, columns)


def unlearned(fields: list[Field], records: int) -> Weights:
    """Weights for too few records to learn from: what matches are expected to show, against random pairs."""
    columns, chance = columns_of(fields), random_pairs(records)
    unrelated = _unrelated(columns, compare(fields, chance), np.ones(len(chance)))
    return _without_namesakes(_start(columns, unrelated, records), columns)


def _without_namesakes(found: Weights, columns: list[Column]) -> Weights:
    """Namesakes make alike mailboxes of their name: beside the name, alike is no evidence."""
    same = found.same.copy()
    for index, column in enumerate(columns):
        if column.is_dependent and column.field.kind == "email":
            same[index, ALIKE_MAILBOX] = min(
                same[index, ALIKE_MAILBOX], found.unrelated[index, ALIKE_MAILBOX]
            )
    return replace(found, same=same)


def rescaled(weights: Weights, seen: Comparison, records: int) -> Weights:
    """The same weights among candidates of which another share is the same: what exact keys have left.

    One pair of each kind is taken for seen, so that nobody found tonight does not mean nobody ever.
    """
    patterns, now = _patterns(seen, weights.own, 1.0), weights
    total = max(1.0, records * (records - 1) / 2)
    for _ in range(ROUNDS):
        parts = _kinds(now, patterns)
        now = replace(now, shares=_shares(parts.sum(axis=1, keepdims=True) + 1.0, total))
    return now


def random_pairs(records: int) -> Pairs:
    """Pairs drawn at random; all there are where these are fewer."""
    if records * (records - 1) // 2 <= RANDOM_PAIRS:
        return Pairs(*np.triu_indices(records, 1))
    generator = np.random.default_rng(SEED)
    left = generator.integers(0, records, RANDOM_PAIRS)
    return Pairs(left, (left + generator.integers(1, records, RANDOM_PAIRS)) % records)


def sampled(pairs: int) -> np.ndarray:
    """Positions of at most SAMPLE of so many pairs, in order."""
    if pairs <= SAMPLE:
        return np.arange(pairs)
    return np.sort(np.random.default_rng(SEED).choice(pairs, SAMPLE, replace=False))


def _patterns(seen: Comparison, own: np.ndarray, weight: float) -> Patterns:
    totals = [part.sum(axis=1) for part in (seen.surprise, seen.surprise[:, ~own])]
    surprise, shared = (np.rint(total * FINE).astype(np.int64) for total in totals)
    code = np.zeros(len(surprise), dtype=np.int64)
    for part in (*seen.levels.T, surprise, shared):
        code = pd.factorize(code * (int(part.max(initial=0)) + 1) + part)[0].astype(np.int64)
    rows = np.unique(code, return_index=True)[1]
    counts = np.bincount(code) * weight
    return Patterns(seen.levels[rows], surprise[rows] / FINE, shared[rows] / FINE, counts)


def _unrelated(columns: list[Column], seen: Comparison, weight: np.ndarray) -> np.ndarray:
    """Log probabilities of levels among pairs that are not the same; `weight`: how likely each is not.

    Of dependent columns they are learned with the rest, from a start that speaks neither way.
    """
    width = max(column.size for column in columns)
    table = np.full((len(columns), width), LEAST)
    for index, column in enumerate(columns):
        counts = np.bincount(seen.levels[:, index], weights=weight, minlength=width)
        counts[2 : column.size] = counts[2 : column.size] + 0.5
        shown = counts[1 : column.size]
        prior = _prior(column.size, width)[1 : column.size]
        is_told = shown.any() and not column.is_dependent
        table[index, 1 : column.size] = shown / shown.sum() if is_told else prior
    return _without_surprise(np.log(np.maximum(table, LEAST)), columns)


def _without_surprise(table: np.ndarray, columns: list[Column]) -> np.ndarray:
    """The table with 0 where the frequency of a value takes its place."""
    found = table.copy()
    found[:, UNKNOWN] = 0.0
    found[[column.has_surprise for column in columns], EQUAL] = 0.0
    found[[column.field.kind == "word" for column in columns], SAME_SOUND] = 0.0
    return found


def _start(columns: list[Column], unrelated: np.ndarray, records: int) -> Weights:
    same = np.log(np.array([_prior(column.size, unrelated.shape[1]) for column in columns]))
    called = what_it_is_called([column.field for column in columns])
    own = np.array([is_own(column.field) or column.field is called for column in columns])
    share = 1 / max(2, records)
    has_households = own.any() and not own.all()
    shares = (share / 2, share / 10 if has_households else NEVER)
    return Weights(tuple(column.name for column in columns), same, same, unrelated, own, shares)


def what_it_is_called(fields: list[Field]) -> Field | None:
    """The name of a firm, or else the most telling text of a table that has nothing of one's own: what firms
    of one house, works of one author differ in. None where there is no text, or something of one's own.
    """
    texts = [one for one in fields if one.kind in ("text", "word")]
    if any(map(is_own, fields)) or not texts:
        return None
    return max(texts, key=lambda one: (one.role == "company", _distinct(one), one.name))


def _distinct(one: Field) -> float:
    """How many values there are for each record."""
    return float((one.frequency > 0).sum() / len(one.codes))


def is_own(one: Field) -> bool:
    """Whether two people of one household differ in it."""
    return one.name in OWN or (one.kind in OWN and one.role != "date")


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


def _maximised(start: Weights, columns: list[Column], patterns: Patterns, records: int) -> Weights:
    now, total = start, max(1.0, records * (records - 1) / 2)
    for _ in range(ROUNDS):
        after = _reestimated(now, start, columns, patterns, total)
        moved = np.abs(np.exp(after.same) - np.exp(now.same)).max(initial=0.0)
        now = after
        if moved < CLOSE:
            break
    return now


def _reestimated(
    now: Weights, start: Weights, columns: list[Column], patterns: Patterns, total: float
) -> Weights:
    """One round: how likely each pattern is of each kind, and then the levels and shares of the kinds."""
    parts = _kinds(now, patterns)
    tables = [now.same.copy(), now.household.copy(), now.unrelated.copy()]
    for index, column in enumerate(columns):
        for kind, table in enumerate(tables[: 3 if column.is_dependent else 2]):
            table[index] = _levels(
                patterns.levels[:, index], parts[kind], np.exp(start.same[index]), column.size
            )
    unrelated = _without_surprise(tables[2], columns)
    found = replace(now, same=tables[0], household=tables[1], unrelated=unrelated)
    same, kin = _shares(parts, total)
    return replace(found, shares=(same, max(kin, same * LEAST_KIN) if start.shares[1] > NEVER else kin))


def _kinds(now: Weights, patterns: Patterns) -> np.ndarray:
    """How many pairs of each pattern are of each kind, [3, patterns]."""
    scores = now.scores(patterns.levels, patterns.surprise, patterns.shared)
    parts = np.exp(scores - scores.max(axis=0))
    return np.asarray(parts * (patterns.pairs / parts.sum(axis=0)))


def _shares(parts: np.ndarray, total: float) -> tuple[float, float]:
    """The shares of the same and of one household among all pairs."""
    same, household = np.clip(parts[:2].sum(axis=1) / total, NEVER, 0.4)
    return float(same), float(household)


def _levels(levels: np.ndarray, part: np.ndarray, prior: np.ndarray, size: int) -> np.ndarray:
    counts = np.bincount(levels, weights=part, minlength=len(prior))[1:size] + PRIOR * prior[1:size]
    found = np.full(len(prior), np.log(LEAST))
    found[1:size] = np.log(np.maximum(counts / counts.sum(), LEAST))
    found[UNKNOWN] = 0.0
    return found
