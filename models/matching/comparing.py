"""Pairs of records compared in every field: levels, and how surprising each agreement is by the value's
frequency."""

from typing import NamedTuple

import numpy as np

from models.matching.blocking import Pairs
from models.matching.fields import Field
from models.matching.levels import EQUAL, LEVELS, level_of

SAME_SOUND = 2
NAMES = ("given", "surname")
LEAST_FREQUENT = 1e-9


class Comparison(NamedTuple):
    """levels[pair, field] (int8), and surprise[pair, field]: -log of the frequency of the value agreed on,
    else 0."""

    levels: np.ndarray
    surprise: np.ndarray

    def take(self, chosen: np.ndarray) -> "Comparison":
        """Some of the pairs."""
        return Comparison(self.levels[chosen], self.surprise[chosen])


def compare(fields: list[Field], pairs: Pairs) -> Comparison:
    """Every field of every pair; given name and surname are crossed where that fits better."""
    levels = np.zeros((len(pairs), len(fields)), dtype=np.int8)
    surprise = np.zeros((len(pairs), len(fields)), dtype=np.float32)
    sides = _aligned(fields, pairs)
    for index, one in enumerate(fields):
        left, right = sides.get(one.name, (one.codes[pairs.left], one.codes[pairs.right]))
        levels[:, index] = level_of(one, left, right)
        surprise[:, index] = _surprise(one, left, levels[:, index], _holders(one, fields))
    return Comparison(levels, surprise)


def _aligned(fields: list[Field], pairs: Pairs) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """The codes to compare as given name and as surname; the right side is crossed where only that makes
    them meet."""
    found = {one.name: one for one in fields if one.name in NAMES}
    if len(found) < len(NAMES):
        return {}
    given, surname = (found[name] for name in NAMES)
    left = {one.name: one.codes[pairs.left] for one in (given, surname)}
    right = {one.name: one.codes[pairs.right] for one in (given, surname)}
    straight = _meet(given, left["given"], right["given"]) + _meet(given, left["surname"], right["surname"])
    across = _meet(given, left["given"], right["surname"]) + _meet(given, left["surname"], right["given"])
    crossed = across > straight
    first = np.where(crossed, right["surname"], right["given"])
    last = np.where(crossed, right["given"], right["surname"])
    return {"given": (left["given"], first), "surname": (left["surname"], last)}


def _meet(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    met = (left >= 0) & (right >= 0) & (one.sound_codes[left] == one.sound_codes[right])
    return np.asarray(met, dtype=np.int8)


def _holders(one: Field, fields: list[Field]) -> list[Field]:
    """The fields whose values count for how frequent a value is: names may stand in either place."""
    return [other for other in fields if other.name in NAMES] if one.name in NAMES else [one]


def _surprise(one: Field, left: np.ndarray, levels: np.ndarray, holders: list[Field]) -> np.ndarray:
    records = max(1, int((one.codes >= 0).sum()))
    exact = -np.log(np.clip(sum(other.frequency for other in holders) / records, LEAST_FREQUENT, 1.0))
    found = np.where(levels == EQUAL, exact[left], 0.0)
    if one.kind == "word":
        alike = -np.log(
            np.clip(sum(other.sound_frequency for other in holders) / records, LEAST_FREQUENT, 1.0)
        )
        found = np.where(levels == SAME_SOUND, alike[left], found)
    return found


def level_counts(fields: list[Field]) -> np.ndarray:
    """How many levels each field has, the unknown one included."""
    return np.array([LEVELS[one.kind] + 1 for one in fields])
