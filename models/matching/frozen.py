"""What matching learned once, kept as numbers, so that no later night judges the same pair differently.

Weights, the frequencies that make an agreement surprising, the blocking keys and the threshold. Frequencies
are kept under hashes of names, places and words; of contact points and numbers none is kept: those that two
records share are rare by nature.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from models.matching.fields import Field
from models.matching.weights import Weights

RARE = 2
"""How many records hold a value that is not among the counts; of names, which stand in two fields, half."""
UNCOUNTED = frozenset({"email", "identifier"})
DIGITS = "digits"
Counts = Mapping[int, int]
Keys = tuple[tuple[tuple[str, str], ...], ...]
"""Blocking keys: of each the facets, as field and cut."""


@dataclass(frozen=True)
class Norm:
    """What is frozen of a field. counts, sounds, words: records by the hash of a value, of how it is read, of
    a word in it; common: the words that many values hold."""

    name: str
    kind: str
    role: str
    holders: int
    variety: int
    is_short: bool
    counts: Counts
    sounds: Counts
    common: tuple[str, ...]
    words: Counts = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class FrozenField(Field):
    """A field of tonight's records that is judged by frozen frequencies."""

    norm: Norm = field(default=Norm("", "", "", 1, 0, False, {}, {}, ()))

    @property
    def holders(self) -> int:
        """How many records had a value when the frequencies were counted."""
        return self.norm.holders

    @property
    def variety(self) -> int:
        """How many distinct values there were."""
        return self.norm.variety

    @property
    def is_short(self) -> bool:
        """Whether its values are no keys."""
        return self.norm.is_short

    @property
    def common_words(self) -> frozenset[str]:
        """Words that many values held."""
        return frozenset(self.norm.common)

    @cached_property
    def frequency(self) -> np.ndarray:
        """How many records held each value."""
        return _looked_up(self.norm.counts, hashes(self.values), 1 if self.kind == "word" else RARE)

    @cached_property
    def sound_frequency(self) -> np.ndarray:
        """How many records held a value that reads like each value."""
        return _looked_up(self.norm.sounds, hashes(self.sounds), 1) if len(self.sounds) else self.frequency

    def word_frequency(self, words: np.ndarray) -> np.ndarray:
        """How many records held each word, given by its hash."""
        return _looked_up(self.norm.words, words, 0)


@dataclass(frozen=True)
class Standard:
    """Everything that decides about a pair besides the pair; `is_learned` is False where records were too
    few to learn from. records: how many there were."""

    weights: Weights
    norms: tuple[Norm, ...]
    keys: Keys
    threshold: float
    records: int
    is_learned: bool

    def fields(self, found: Iterable[Field], records: int) -> list[FrozenField]:
        """Tonight's fields in the frozen order; one that has no values tonight is empty."""
        known = {one.name: one for one in found}
        return [_frozen(norm, known, records) for norm in self.norms]

    def to_json(self) -> str:
        """The standard as text; the same numbers give the same text."""
        return self._text

    @cached_property
    def _text(self) -> str:
        content = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return json.dumps(content, default=_plain, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Standard":
        """The standard that a text holds, to the last digit."""
        content: dict[str, Any] = json.loads(text)
        arrays = {
            name: np.array(content["weights"][name]) for name in ("same", "household", "unrelated", "own")
        }
        names, shares = tuple(content["weights"]["names"]), tuple(content["weights"]["shares"])
        weights = Weights(names=names, shares=shares, **arrays)
        keys = tuple(tuple((name, cut) for name, cut in key) for key in content["keys"])
        norms = tuple(_norm(one) for one in content["norms"])
        return cls(**content | {"weights": weights, "norms": norms, "keys": keys})


def norm_of(one: Field) -> Norm:
    """What is kept of a field of the records that were learned from."""
    is_counted = one.kind not in UNCOUNTED and (one.kind != DIGITS or one.is_short)
    counts = _counted(one.values, one.frequency) if is_counted else {}
    sounds = _counted(one.sounds, one.sound_frequency) if len(one.sounds) else {}
    common = tuple(sorted(one.common_words)) if one.kind == "text" else ()
    words = _words(one) if one.kind == "text" else {}
    return Norm(
        one.name, one.kind, one.role, one.holders, one.variety, one.is_short, counts, sounds, common, words
    )  # fmt: skip


def hashes(values: np.ndarray) -> np.ndarray:
    """A number (uint64) for each text, the same on every machine and night."""
    return np.asarray(pd.util.hash_array(np.asarray(values, dtype=object), categorize=False))


def _counted(values: np.ndarray, frequency: np.ndarray) -> dict[int, int]:
    common = np.flatnonzero(frequency > RARE)
    return dict(
        sorted(zip(hashes(values[common]).tolist(), frequency[common].astype(int).tolist(), strict=True))
    )


def _words(one: Field) -> dict[int, int]:
    """How many records hold each word, of those that more than a few hold."""
    holders, codes, words = one.words
    return _counted(words, np.bincount(codes, weights=one.frequency[holders], minlength=len(words)))


def _looked_up(counts: Counts, wanted: np.ndarray, otherwise: int) -> np.ndarray:
    if not counts:
        return np.full(len(wanted), otherwise, dtype=np.int64)
    known = np.fromiter(counts.keys(), dtype=np.uint64, count=len(counts))
    numbers = np.fromiter(counts.values(), dtype=np.int64, count=len(counts))
    order = np.argsort(known)
    place = np.minimum(np.searchsorted(known[order], wanted), len(known) - 1)
    return np.where(known[order][place] == wanted, numbers[order][place], otherwise)


def _frozen(norm: Norm, known: Mapping[str, Field], records: int) -> FrozenField:
    one = known.get(norm.name)
    if one is not None:
        return FrozenField(one.name, one.kind, one.codes, one.values, one.sounds, norm.role, norm)
    beside = next((other for other in known.values() if other.kind == norm.kind == "word"), None)
    values, sounds = (beside.values, beside.sounds) if beside else (np.array(["0"], dtype=object),) * 2
    kept = sounds if norm.kind == "word" else np.empty(0, dtype=object)
    return FrozenField(
        norm.name, norm.kind, np.full(records, -1, dtype=np.int32), values, kept, norm.role, norm
    )


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else vars(value)


def _norm(content: Mapping[str, Any]) -> Norm:
    tables = {
        name: {int(key): held for key, held in content.get(name, {}).items()}
        for name in ("counts", "sounds", "words")
    }
    return Norm(**{**content, **tables, "common": tuple(content["common"])})
