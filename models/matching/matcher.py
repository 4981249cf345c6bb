"""The whole way from a table of unknown columns to clusters, and the evidence for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.matching.blocking import Pairs, candidates
from models.matching.clusters import NEVER, cluster
from models.matching.comparing import Comparison, compare
from models.matching.contradictions import bounded
from models.matching.fields import Field
from models.matching.keys import agreed
from models.matching.learning import learn, unlearned
from models.matching.normalising import fields_of
from models.matching.placeholders import Placeholder, without_placeholders
from models.matching.roles import guess
from models.matching.weights import Weights

ALWAYS = -NEVER
CHUNK = 1_000_000
FEW = 16
"""Of fewer records nothing is learned: a match is taken to show what matches usually show."""
PROVED = 5.0
"""Log odds that a key which agrees is worth at least, also in tables too small to learn it from."""

Report = Callable[[str, int, int], None]
STAGES = (
    "reading columns 识别列", "proposing pairs 生成候选", "comparing 比较", "learning weights 学习权重",
    "scoring 评分", "clustering 聚类",
)  # fmt: skip


@dataclass(frozen=True)
class Matching:
    """What was decided and on what it rests; positions are those of the frame's rows.

    clusters: a number per record. pairs and log_odds: the candidates. fields, weights: what compared them.
    placeholders: values that many different records share, taken for missing.
    """

    roles: dict[str, str]
    fields: list[Field]
    placeholders: list[Placeholder]
    weights: Weights
    pairs: Pairs
    log_odds: np.ndarray
    clusters: np.ndarray


def match(
    frame: pd.DataFrame,
    roles: Mapping[str, str] | None = None,
    always: Pairs | None = None,
    never: Pairs | None = None,
    report: Report = lambda *_: None,
) -> Matching:
    """Cluster the rows of a frame of texts; `roles` names what some columns are, the rest is guessed.

    always, never: pairs of row positions that somebody decided on. Raises ValueError where nothing can be
    compared.
    """
    stages = iter(enumerate(STAGES, start=1))

    def step() -> None:
        number, stage = next(stages)
        report(stage, number, len(STAGES))

    step()
    known = guess(frame, roles)
    fields, found = without_placeholders(fields_of(frame, known))
    if not fields:
        raise ValueError("No column can be compared; name some with --map. 没有可比较的列，请用 --map 指定。")
    step()
    pairs = candidates(fields, len(frame))
    step()
    seen = compare(fields, pairs)
    step()
    weights = learn(fields, pairs, seen, len(frame)) if len(frame) >= FEW else unlearned(fields, len(frame))
    step()
    log_odds = decided(pairs, scored(fields, weights, seen, pairs), len(frame), always, never)
    step()
    score = scorer(fields, weights, len(frame), always, never)
    together = pairs if always is None else Pairs(*(np.r_[a, b] for a, b in zip(pairs, always, strict=True)))
    odds = np.r_[log_odds, np.full(len(together) - len(pairs), ALWAYS)]
    clusters = cluster(together, odds, len(frame), score, threshold(weights, len(frame)))
    return Matching(known, fields, found, weights, pairs, log_odds, clusters)


def threshold(weights: Weights, records: int) -> float:
    """The log odds from which on records belong together.

    Zero where each record has one match. Who joins one of k records joins all of them, in one decision; the
    odds of a single pair understate it by log k, with k the matches that a record has on average, as
    learned.
    """
    return -float(np.log(max(1.0, weights.shares[0] * records)))


def scored(fields: list[Field], weights: Weights, seen: Comparison, pairs: Pairs) -> np.ndarray:
    """Log odds of many pairs, some at a time; a key that agrees while nothing else disagrees is proof, and
    what contradicts itself is never the same."""
    whole, parts = np.arange(len(seen.levels)), [np.empty(0)]
    for start in range(0, len(whole), CHUNK):
        part = seen.take(whole[start : start + CHUNK])
        odds = weights.log_odds(part)
        odds = np.where(agreed(fields, part), np.maximum(odds, PROVED), odds)
        parts.append(bounded(odds, fields, weights, pairs.take(whole[start : start + CHUNK]), part))
    return np.concatenate(parts)


def scorer(
    fields: list[Field],
    weights: Weights,
    records: int,
    always: Pairs | None = None,
    never: Pairs | None = None,
) -> Callable[[Pairs], np.ndarray]:
    """A function that gives the log odds of any pairs, decisions included."""
    return lambda pairs: decided(
        pairs, scored(fields, weights, compare(fields, pairs), pairs), records, always, never
    )


def decided(
    pairs: Pairs, log_odds: np.ndarray, records: int, always: Pairs | None, never: Pairs | None
) -> np.ndarray:
    """Log odds with what somebody decided put in the place of what was computed."""
    found = log_odds
    for listed, value in ((always, ALWAYS), (never, NEVER)):
        if listed is not None and len(listed):
            found = np.where(np.isin(_numbers(pairs, records), _numbers(listed, records)), value, found)
    return found


def _numbers(pairs: Pairs, records: int) -> np.ndarray:
    """One number for each pair, whichever side comes first."""
    low, high = np.minimum(*pairs).astype(np.int64), np.maximum(*pairs).astype(np.int64)
    return np.asarray(low * records + high)
