"""Which records of a night are one person: exact keys first, then what was learned once about all the rest.

Units are compared by a standard that was learned on an earlier night and is frozen
(`models.matching.frozen`), so that a pair's score depends on the pair alone, and what earlier nights found
can be used again: a night that compares only what is new finds exactly what a night that compares everything
finds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.doubtful_units import other_numbers
from models.matching.blocking import Pairs, pairs_within
from models.matching.clusters import NEVER, cluster
from models.matching.comparing import compare
from models.matching.fields import Field
from models.matching.frozen import Standard
from models.matching.levels import UNKNOWN
from models.matching.matcher import scored
from models.night_candidates import proposed, still_proposed, within
from models.night_memory import (
    Memory,
    blocks_before,
    facets_tonight,
    is_fresh,
    places_of,
    remember,
    remembered_pairs,
)
from models.pair_scores import PairScores
from models.people_forms import PeopleForms, filled
from models.scored_pairs import explained
from models.units import marks

WORTH_ASKING = 0.1
"""Pairs that are less probable are no question to anybody."""
LEAST = float(np.log(WORTH_ASKING / (1 - WORTH_ASKING)))
NATIONAL = "national_id"


@dataclass(frozen=True)
class Night:
    """What a night found.

    clusters: a number per record, by first appearance. pairs: the units that may be one; told[log_odds,
    rule]: what speaks for each pair, and in which fields. compared: how many pairs were compared. memory:
    what the next night need not do again.
    """

    clusters: np.ndarray
    pairs: Pairs
    told: pd.DataFrame
    compared: int
    memory: Memory


def matched(
    forms: PeopleForms,
    standard: Standard,
    memory: Memory | None = None,
    said: Mapping[str, str] | None = None,
) -> Night:
    """Match by a standard.

    memory: of an earlier night by the same standard and code; said: what a field is called where its own name
    will not do.
    """
    scores = PairScores(
        forms.unit_marks, lambda pairs: _odds(forms, standard, pairs), memory.scores if memory else None
    )
    facets, keys = facets_tonight(forms, standard, memory), places_of(standard)
    fresh = is_fresh(forms.unit_marks, memory)
    new, full = proposed(facets, keys, fresh, blocks_before(memory, len(keys)))
    old, told = remembered_pairs(forms.unit_marks, fresh, memory)
    kept = still_proposed(facets, keys, old, full)
    found, judged = [old.take(kept)], [told[kept]]
    for pairs, is_kept in ((new, False), (within(forms.blocks), True)):
        odds = scores(pairs, is_kept)
        likely = pairs.take(odds >= LEAST)
        found.append(likely)
        rules = _rules(forms, standard, likely, said or {})
        judged.append(pd.DataFrame({"log_odds": odds[odds >= LEAST], "rule": pd.Series(rules, dtype="str")}))
    pairs, told = _each_once(found, judged, forms.size)
    units = cluster(pairs, told["log_odds"].to_numpy(), forms.size, scores, standard.threshold)
    units = numbers_apart(units, forms)
    memory = remember(forms.unit_marks, facets, pairs, told, full, scores.used)
    return Night(np.asarray(pd.factorize(units[forms.unit])[0]), pairs, told, scores.computed, memory)


def _each_once(found: list[Pairs], judged: list[pd.DataFrame], size: int) -> tuple[Pairs, pd.DataFrame]:
    """All pairs in order, each once, with what was told of it."""
    number = np.concatenate([each.left.astype(np.int64) * size + each.right for each in found])
    together, first = np.unique(number, return_index=True)
    told = pd.concat(judged, ignore_index=True).iloc[first].reset_index(drop=True)
    return Pairs(together // max(1, size), together % max(1, size)), told


def numbers_apart(units: np.ndarray, forms: PeopleForms) -> np.ndarray:
    """Clusters of units without any in which two have other numbers for life: such a one falls into those of
    each number, and who has none stands alone."""
    place = forms.taken[NATIONAL]
    held = pd.DataFrame({"cluster": units, "mark": np.append(forms.marks[NATIONAL], 0)[place]})[place >= 0]
    several = held.drop_duplicates()["cluster"].value_counts()
    rows = np.flatnonzero(np.isin(units, several.index[several > 1].to_numpy()) & (place >= 0))
    if not len(rows):
        return units
    _, own = np.unique(units[rows], return_inverse=True)
    numbers = forms.texts(np.unique(place[rows]))[NATIONAL].to_numpy(dtype=object)
    pairs = pairs_within([own], len(rows))
    wrong = other_numbers(numbers[np.searchsorted(np.unique(place[rows]), place[rows])], pairs)
    broken = np.isin(units, units[rows[pairs.left[wrong]]])
    parts = np.where(
        place >= 0, np.append(forms.marks[NATIONAL], 0)[place].astype(np.uint64), np.arange(len(units))
    )
    apart = pd.factorize(pd.Series(list(zip(units[broken], parts[broken], strict=True))))[0]
    found = units.copy()
    found[broken] = apart + units.max() + 1
    return np.asarray(found)


class Compared:
    """Some pairs of units: their fields, and the sides in an order that what they say decides."""

    def __init__(self, forms: PeopleForms, standard: Standard, pairs: Pairs) -> None:
        units = np.unique(np.concatenate([pairs.left, pairs.right]))
        self.told: list[Field] = forms.fields(units)
        self.fields: list[Field] = [*standard.fields(filled(self.told), len(units))]
        self.weights = standard.weights
        left, right = (np.searchsorted(units, side) for side in pairs)
        said = marks(self.told)
        turned = said[left] > said[right]
        self.pairs = Pairs(np.where(turned, right, left), np.where(turned, left, right))


def _odds(forms: PeopleForms, standard: Standard, pairs: Pairs) -> np.ndarray:
    """Log odds of pairs; two that have nothing to compare speak neither for nor against."""
    if not len(pairs):
        return np.empty(0)
    one = Compared(forms, standard, pairs)
    seen = compare(one.fields, one.pairs)
    says_nothing = (seen.levels == UNKNOWN).all(axis=1)
    odds = np.where(says_nothing, standard.threshold, scored(one.fields, one.weights, seen, one.pairs))
    return np.where(other_numbers(_numbers(one.told), one.pairs), NEVER, odds)


def _numbers(fields: list[Field]) -> np.ndarray:
    """The national number of each unit, None where there is none."""
    one = next(each for each in fields if each.name == NATIONAL)
    return np.asarray(np.array([*one.values, None], dtype=object)[one.codes])


def _rules(forms: PeopleForms, standard: Standard, pairs: Pairs, said: Mapping[str, str]) -> list[str]:
    """What speaks for each pair and against it, in one line without a value."""
    if not len(pairs):
        return []
    one = Compared(forms, standard, pairs)
    return explained(one, one.pairs, said)
