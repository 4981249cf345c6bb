"""Blocking keys of units as numbers that depend on what a unit says and on the standard alone, so that those
of an earlier night are still right."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from models.matching.facets import CUTS, TOKENS
from models.matching.frozen import FrozenField, Keys, hashes
from models.units import mixed

WORD = "word "
Facet = tuple[str, str]


def facets_of(keys: Keys) -> list[Facet]:
    """The facets (field and cut) that keys are made of, each once."""
    return list(dict.fromkeys(facet for key in keys for facet in key))


def facet_marks(fields: Sequence[FrozenField], wanted: list[Facet]) -> np.ndarray:
    """A number (uint64, 0 for none) for each unit and facet: units that agree in a facet share it."""
    known = {one.name: one for one in fields}
    size = len(fields[0].codes)
    found = [
        _facet(known[name], cut) if name in known else np.zeros(size, dtype=np.uint64) for name, cut in wanted
    ]
    return np.stack(found, axis=1) if found else np.zeros((size, 0), dtype=np.uint64)


def joined(marks: np.ndarray, places: list[int]) -> np.ndarray:
    """One number for several facets, 0 where any is missing."""
    found = marks[:, places[0]]
    for place in places[1:]:
        found = np.where((found != 0) & (marks[:, place] != 0), mixed(found, marks[:, place]), np.uint64(0))
    return found


def _facet(one: FrozenField, cut: str) -> np.ndarray:
    if cut.startswith(WORD):
        of_value = _rarest(one)[:, int(cut.removeprefix(WORD))]
    else:
        texts = one.sounds if len(one.sounds) else one.values
        of_value = _marked([CUTS[one.kind][cut](text) for text in texts] if cut else texts)
    return np.asarray(np.append(of_value, np.uint64(0))[one.codes])


def _marked(texts: np.ndarray | list[str]) -> np.ndarray:
    column = np.asarray(texts, dtype=object)
    return np.where(column == "", np.uint64(0), hashes(column))


def _rarest(one: FrozenField) -> np.ndarray:
    """The rarest words of each value, by the frozen frequencies: (values, TOKENS), 0 for none."""
    holders, codes, words = one.words
    mark = hashes(words)
    table = pd.DataFrame({"value": holders, "often": one.word_frequency(mark)[codes], "mark": mark[codes]})
    table = table.drop_duplicates().sort_values(["value", "often", "mark"])
    place = table.groupby("value").cumcount().to_numpy()
    rare = np.zeros((len(one.values), TOKENS), dtype=np.uint64)
    few = place < TOKENS
    rare[table["value"].to_numpy()[few], place[few]] = table["mark"].to_numpy()[few]
    return rare
