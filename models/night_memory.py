"""What a night remembers for the next, all by what units say: their blocking keys, the pairs that may be one,
the blocks that were too large, and the scores of pairs inside groups.

Nothing in it is told by record or day, so that it is right on any later night by the same standard and code.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.matching.blocking import Pairs
from models.matching.frozen import Standard
from models.people_forms import PeopleForms, filled
from models.unit_keys import facet_marks, facets_of


@dataclass(frozen=True)
class Memory:
    """units[mark, times, f0, f1, …]: how many units say that, and their facets; pairs[one, other, log_odds,
    rule]: marks of what may be one; blocks[key, block]: the numbers of those that were too large;
    scores[pair_mark, log_odds]. All marks are uint64."""

    units: pd.DataFrame
    pairs: pd.DataFrame
    blocks: pd.DataFrame
    scores: pd.DataFrame


def places_of(standard: Standard) -> list[list[int]]:
    """The facets of each blocking key, by position."""
    order = {facet: place for place, facet in enumerate(facets_of(standard.keys))}
    return [[order[facet] for facet in key] for key in standard.keys]


def facets_tonight(forms: PeopleForms, standard: Standard, memory: Memory | None) -> np.ndarray:
    """The facets of every unit, (units, facets); those of units that were there before are remembered."""
    wanted = facets_of(standard.keys)
    found = np.zeros((forms.size, len(wanted)), dtype=np.uint64)
    place, known = _places(forms.unit_marks, memory)
    if memory is not None:
        found[known] = memory.units.iloc[:, 2:].to_numpy(dtype=np.uint64)[place[known]]
    new = np.flatnonzero(~known)
    if len(new):
        found[new] = facet_marks(standard.fields(filled(forms.fields(new)), len(new)), wanted)
    return found


def is_fresh(marks: np.ndarray, memory: Memory | None) -> np.ndarray:
    """Which units say what nobody said before, or so many never did."""
    place, known = _places(marks, memory)
    if memory is None:
        return ~known
    times = pd.Series(marks).map(pd.Series(marks).value_counts()).to_numpy()
    before = np.append(memory.units["times"].to_numpy(), 0)[np.where(known, place, -1)]
    return np.asarray(before != times)


def remembered_pairs(
    marks: np.ndarray, fresh: np.ndarray, memory: Memory | None
) -> tuple[Pairs, pd.DataFrame]:
    """The pairs of an earlier night of which neither is new, and their [log_odds, rule]."""
    if memory is None:
        return Pairs(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)), _no_pairs()
    old = pd.DataFrame({"mark": marks[~fresh], "unit": np.flatnonzero(~fresh)})
    table = memory.pairs.merge(old, left_on="one", right_on="mark").merge(
        old, left_on="other", right_on="mark", suffixes=("_one", "_other")
    )
    one, other = (table[side].to_numpy() for side in ("unit_one", "unit_other"))
    low, high = np.minimum(one, other), np.maximum(one, other)
    kept = np.where((table["one"] == table["other"]).to_numpy(), one < other, low < high)
    return Pairs(low[kept], high[kept]), table.loc[kept, ["log_odds", "rule"]].reset_index(drop=True)


def blocks_before(memory: Memory | None, keys: int) -> list[np.ndarray]:
    """Of each key the blocks that were too large."""
    if memory is None:
        return [np.empty(0, dtype=np.uint64)] * keys
    of_key = {key: part.to_numpy(dtype=np.uint64) for key, part in memory.blocks.groupby("key")["block"]}
    return [of_key.get(key, np.empty(0, dtype=np.uint64)) for key in range(keys)]


def remember(
    marks: np.ndarray,
    facets: np.ndarray,
    pairs: Pairs,
    told: pd.DataFrame,
    full: Sequence[np.ndarray],
    scores: pd.DataFrame,
) -> Memory:
    """What this night leaves to the next."""
    distinct, first, times = np.unique(marks, return_index=True, return_counts=True)
    units = pd.DataFrame(facets[first], columns=[f"f{place}" for place in range(facets.shape[1])])
    units.insert(0, "mark", distinct)
    units.insert(1, "times", times)
    one, other = np.minimum(*(marks[side] for side in pairs)), np.maximum(*(marks[side] for side in pairs))
    likely = told.assign(one=one, other=other)[["one", "other", "log_odds", "rule"]]
    likely = likely.drop_duplicates(["one", "other"]).sort_values(["one", "other"], ignore_index=True)
    sizes = [len(each) for each in full]
    blocks = pd.DataFrame(
        {
            "key": np.repeat(np.arange(len(sizes)), sizes),
            "block": np.concatenate([np.empty(0, dtype=np.uint64), *map(np.sort, full)]),
        }
    )
    return Memory(units, likely, blocks, scores)


def _places(marks: np.ndarray, memory: Memory | None) -> tuple[np.ndarray, np.ndarray]:
    """Where each mark is remembered, and whether it is."""
    if memory is None or memory.units.empty:
        return np.zeros(len(marks), dtype=np.int64), np.zeros(len(marks), dtype=bool)
    known = memory.units["mark"].to_numpy(dtype=np.uint64)
    place = np.minimum(np.searchsorted(known, marks), len(known) - 1)
    return place, known[place] == marks


def _no_pairs() -> pd.DataFrame:
    return pd.DataFrame({"log_odds": [], "rule": []}).astype({"log_odds": "float64", "rule": "str"})
