"""Pairs of records compared in every field: levels, and how surprising each agreement is by the value's
frequency."""

from typing import NamedTuple

import numpy as np

from models.matching.aligning import NAMES, aligned
from models.matching.blocking import Pairs
from models.matching.fields import Field
from models.matching.levels import EQUAL, LEVELS, SAME_SOUND, SIMILAR, UNKNOWN, level_of

AGREES = 3
"""The weakest level that counts as agreement of what another field depends on."""
LEAST_FREQUENT = 1e-9
FEW_VALUES = frozenset({"category", "source"})
TOWN = 100
"""Of fewer records, frequencies are taken as if the rest held other values: a key of half of five records is
no common one."""


class Column(NamedTuple):
    """One column of a comparison: a field, or the part of it where `given` other fields agree already.

    A mailbox made of a name, a town that follows from a street: where the one agrees, that the other does
    too says less, and how much less is learned from the data.
    """

    name: str
    field: Field
    parents: tuple[str, ...] = ()
    is_dependent: bool = False

    @property
    def has_surprise(self) -> bool:
        """Whether equality is judged by the frequency of the value."""
        return not self.is_dependent or self.field.kind == "email"

    @property
    def size(self) -> int:
        """How many levels there are, the unknown one included."""
        return LEVELS[self.field.kind] + 1


class Comparison(NamedTuple):
    """levels[pair, column] (int8), and surprise[pair, column]: -log of the frequency of the value agreed
    on, else 0."""

    levels: np.ndarray
    surprise: np.ndarray

    def take(self, chosen: np.ndarray) -> "Comparison":
        """Some of the pairs."""
        return Comparison(self.levels[chosen], self.surprise[chosen])


def columns_of(fields: list[Field]) -> list[Column]:
    """The columns of a comparison of these fields; marks only contradict."""
    found = []
    for one in fields:
        if one.kind == "mark":
            continue
        parents = _parents(one, fields)
        found.append(Column(one.name, one, parents))
        if parents:
            found.append(Column(one.name, one, parents, is_dependent=True))
    return found


def _parents(one: Field, fields: list[Field]) -> tuple[str, ...]:
    """The fields that this one follows from: a mailbox from the name, a site from the firm, a place from
    every finer place."""
    names = tuple(other.name for other in fields if other.name in NAMES)
    if one.kind == "email":
        return names if len(names) == len(NAMES) else ()
    if one.role == "website":
        return tuple(other.name for other in fields if other.role == "company")
    if one.kind != "place" and not (one.kind == "digits" and one.is_short):
        return ()
    places = [
        other
        for other in fields
        if other.kind in ("place", "text") or (other.kind == "digits" and other.is_short)
    ]
    finer = [other for other in places if other.variety > one.variety]
    return tuple(other.name for other in finer)


def compare(fields: list[Field], pairs: Pairs) -> Comparison:
    """Every field of every pair; given name and surname are crossed where that fits better."""
    columns = columns_of(fields)
    levels = np.zeros((len(pairs), len(columns)), dtype=np.int8)
    surprise = np.zeros((len(pairs), len(columns)), dtype=np.float32)
    sides = aligned(fields, pairs)
    found = {}
    for one in [one for one in fields if one.kind != "mark"]:
        left, right = sides.get(one.name, (one.codes[pairs.left], one.codes[pairs.right]))
        found[one.name] = level_of(one, left, right), left
    for index, column in enumerate(columns):
        own, left = found[column.name]
        levels[:, index] = np.where(_applies(column, found), own, UNKNOWN)
        if column.has_surprise:
            holders = (
                [other for other in fields if other.name in NAMES] if column.name in NAMES else [column.field]
            )
            surprise[:, index] = _surprise(column.field, left, levels[:, index], holders)
    return Comparison(levels, surprise)


def _applies(column: Column, found: dict[str, tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Whether the pair is one of the column's: the parents agree, or not."""
    if not column.parents:
        return np.array(True)
    weakest = AGREES
    if column.field.kind == "email" or column.field.role == "website":
        weakest = SIMILAR
    agrees = [(found[name][0] != UNKNOWN) & (found[name][0] <= weakest) for name in column.parents]
    return np.asarray(np.logical_or.reduce(agrees) == column.is_dependent)


def _surprise(one: Field, left: np.ndarray, levels: np.ndarray, holders: list[Field]) -> np.ndarray:
    among = one.holders if one.kind in FEW_VALUES else max(one.holders, TOWN)
    exact = -np.log(np.clip(sum(other.frequency for other in holders) / among, LEAST_FREQUENT, 1.0))
    found = np.zeros(len(left), dtype=np.float32)
    equal = np.flatnonzero(levels == EQUAL)
    found[equal] = exact[left[equal]]
    if one.kind == "word":
        alike = -np.log(np.clip(sum(other.sound_frequency for other in holders) / among, LEAST_FREQUENT, 1.0))
        sounds = np.flatnonzero(levels == SAME_SOUND)
        found[sounds] = alike[left[sounds]]
    return found
