"""Which records of a night are one person: exact keys first, then what was learned once about all the rest.

Units are compared by a standard that was learned on an earlier night and is frozen
(`models.matching.frozen`), so that a pair's score depends on the pair alone, and scores of earlier nights can
be used again: a night that compares only what is new finds exactly what a night that compares everything
finds.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.matching.blocking import Pairs, along
from models.matching.clusters import cluster
from models.matching.comparing import compare
from models.matching.fields import Field
from models.matching.frozen import Standard
from models.matching.levels import UNKNOWN
from models.matching.matcher import scored
from models.matching.weights import Weights
from models.pair_scores import PairScores
from models.people_forms import PeopleForms
from models.units import marks


@dataclass(frozen=True)
class Night:
    """What a night found.

    clusters: a number per record, by first appearance. fields, pairs, log_odds: the units, the candidates
    among them and what speaks for each by `weights`. scores: everything that was computed or known of pairs.
    """

    weights: Weights
    clusters: np.ndarray
    fields: list[Field]
    pairs: Pairs
    log_odds: np.ndarray
    scores: PairScores


def matched(forms: PeopleForms, standard: Standard, known: pd.DataFrame | None = None) -> Night:
    """Match by a standard. known[pair_mark, log_odds]: scores of pairs by the same standard and code."""
    fields = standard.fields(forms.units, forms.size)
    scores = PairScores(marks(fields), lambda pairs: _odds(fields, standard, pairs), known)
    pairs = along(fields, standard.keys, forms.size, forms.blocks)
    odds = scores(pairs)
    units = cluster(pairs, odds, forms.size, scores, standard.threshold)
    return Night(
        standard.weights, np.asarray(pd.factorize(units[forms.unit])[0]), fields, pairs, odds, scores
    )


def _odds(fields: list[Field], standard: Standard, pairs: Pairs) -> np.ndarray:
    """Log odds of pairs; two that have nothing to compare speak neither for nor against."""
    seen = compare(fields, pairs)
    says_nothing = (seen.levels == UNKNOWN).all(axis=1)
    return np.where(says_nothing, standard.threshold, scored(fields, standard.weights, seen, pairs))
