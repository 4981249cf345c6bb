"""What a company's records teach about matching, learned once and then frozen."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from models.form_fields import KINDS
from models.matching.blocking import along, candidates, chosen, keys
from models.matching.comparing import compare
from models.matching.fields import Field
from models.matching.frozen import Keys, Standard, norm_of
from models.matching.learning import learn, rescaled, sampled, unlearned
from models.matching.matcher import threshold
from models.matching.normalising import LEAST_PLACED
from models.matching.weights import Weights
from models.people_forms import PeopleForms

ENOUGH = 1000
"""Entities from which on weights are learned; of fewer, matches are taken to show what they usually show."""
GROWN = 4
"""Times as many entities as were learned from: time to learn again."""
NEWLY_FILLED = 0.1
"""A field that so many have and nobody had is worth learning."""
SURE = float(np.log(3))
"""Log odds from which on the night joins by itself: three to one; what is less sure waits for review."""
CAUTIOUS = float(np.log(9))
"""Log odds from which on weights that were not learned join: nine to one."""


class Why(NamedTuple):
    """A reason to learn, in both languages."""

    en: str
    zh: str


def learned(forms: PeopleForms) -> Standard:
    """The standard that these records teach.

    Weights come from what each system holds of each person, before exact keys join them; blocking keys and
    the share of matches from the units that they leave, which is what will be compared.
    """
    people, size = [one for one in forms.people if one.filled > _least(one)], forms.people_count
    units = [one for one in forms.units if one.filled > 0]
    norms, names = tuple(map(norm_of, people)), chosen_keys(units, forms.size)
    weights = _weights(people, size)
    if size < ENOUGH:
        return Standard(weights, norms, names, CAUTIOUS, size, is_learned=False)
    draft = Standard(weights, norms, names, 0.0, size, is_learned=True)
    frozen: list[Field] = [*draft.fields(units, forms.size)]
    pairs = along(frozen, names, forms.size, forms.blocks)
    weights = rescaled(draft.weights, compare(frozen, pairs), forms.size)
    return replace(draft, weights=weights, threshold=max(SURE, threshold(weights, forms.size)))


def _least(one: Field) -> float:
    """How many at least have a field that is worth comparing."""
    return LEAST_PLACED if one.name == "company: place" else 0.0


def due(standard: Standard, forms: PeopleForms) -> Why | None:
    """Why it is time to learn again, None where it is not."""
    size = forms.people_count
    if not standard.is_learned and size >= ENOUGH:
        return Why("enough records to learn from", "记录数已足够学习")
    if size >= GROWN * standard.records:
        return Why(f"{GROWN} times as many records", f"记录数已增至 {GROWN} 倍")
    known = {norm.name for norm in standard.norms}
    fresh = [name for name in KINDS if name not in known and forms.filled(name) >= NEWLY_FILLED]
    names = ", ".join(sorted(fresh))
    return Why(f"new facts: {names}", f"新增可比字段：{names}") if fresh else None


def chosen_keys(units: list[Field], size: int) -> Keys:
    """The blocking keys for so many units, by field and cut."""
    bound = budget(size)
    found = chosen(keys(units, bound), bound)
    return tuple(tuple((part.field, part.cut) for part in key.parts) for key in found)


def budget(size: int) -> int:
    """How many pairs of units are worth comparing in a night."""
    return 100_000 + 8 * size


def _weights(people: list[Field], size: int) -> Weights:
    return _learned(people, size) if size >= ENOUGH else unlearned(people, size)


def _learned(people: list[Field], size: int) -> Weights:
    pairs = candidates(people, size)
    rows = sampled(len(pairs))
    part = pairs.take(rows)
    return learn(people, part, compare(people, part), size, len(pairs) / max(1, len(rows)))
