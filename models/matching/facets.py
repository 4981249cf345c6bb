"""What of a record can serve as a blocking key: whole values, and parts that survive a slip elsewhere."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from models.matching.codes import distinct, joined
from models.matching.fields import Field

VOWELS = str.maketrans("", "", "aeiouyhw")
ALIKE = str.maketrans("kqzvdgj", "ccsftcc")
TOKENS = 3
NO_KEYS = frozenset({"source", "mark"})
DOUBLED = re.compile(r"(.)\1+")


class Facet(NamedTuple):
    """A blocking key: the property, how it is cut ("" for whole values), and a code per record (-1 for none,
    and for what no other record has)."""

    field: str
    cut: str
    codes: np.ndarray

    def is_implied_by(self, other: "Facet") -> bool:
        """Whether records that agree in the other agree in this one."""
        return self.field == other.field and other.cut in ("", self.cut)


@lru_cache(maxsize=1 << 18)
def skeleton(word: str) -> str:
    """A word's consonants, similar ones alike, none twice; the first letter stays.

    >>> skeleton("stephen") == skeleton("steven"), skeleton("smith") == skeleton("smyth")
    (True, True)
    """
    plain = word.replace("ph", "f").replace("ck", "k")
    return plain[:1].translate(ALIKE) + DOUBLED.sub(r"\1", plain[1:].translate(ALIKE).translate(VOWELS))[:4]


def _part(start: int | None, stop: int | None = None) -> Callable[[str], str]:
    return lambda value: value[start:stop]


def _local(value: str) -> str:
    return value.partition("@")[0]


CUTS: dict[str, dict[str, Callable[[str], str]]] = {
    "word": {"skeleton": skeleton, "beginning": _part(0, 3)},
    "date": {"year and month": _part(0, 6), "month and day": _part(4), "year": _part(0, 4)},
    "digits": {
        "first half": lambda value: value[: len(value) // 2 + 1],
        "last half": lambda value: value[-(len(value) // 2 + 1) :],
    },
    "identifier": {
        "first half": lambda value: value[: len(value) // 2],
        "last half": lambda value: value[len(value) // 2 :],
    },
    "email": {"local part": _local, "beginning": _part(0, 5)},
    "place": {"beginning": _part(0, 3)},
    "text": {"beginning": _part(0, 6)},
}


def facets(fields: list[Field]) -> list[Facet]:
    """All keys that fields offer on their own."""
    found = []
    for one in fields:
        if one.kind in NO_KEYS:
            continue
        whole = one.sound_codes[one.codes] if len(one.sounds) else one.codes
        found.append(Facet(one.name, "", np.where(one.codes >= 0, whole, -1)))
        found += [_cut(one, name, cut) for name, cut in CUTS.get(one.kind, {}).items() if _is_long(one)]
    return [one._replace(codes=_shared(one.codes)) for one in (*found, *_tokens(fields))]


def _shared(codes: np.ndarray) -> np.ndarray:
    many = np.append(np.bincount(codes[codes >= 0]) > 1, False)
    return np.where(many[codes], codes, -1).astype(np.int32)


def _is_long(one: Field) -> bool:
    return one.kind != "digits" or not one.is_short


def _cut(one: Field, name: str, cut: Callable[[str], str]) -> Facet:
    texts = one.sounds if len(one.sounds) else one.values
    parts = pd.factorize(pd.Series([cut(text) or None for text in texts], dtype="str"))[0]
    return Facet(one.name, name, np.append(parts, -1).astype(np.int32)[one.codes])


def _tokens(fields: list[Field]) -> list[Facet]:
    """The rarest words of each text, as keys of their own; the same word in any of these places is one
    code."""
    found = []
    for one in fields:
        if one.kind == "text" and len(one.values):
            rare = _rarest(one)
            found += [Facet(one.name, f"word {place}", rare[one.codes, place]) for place in range(TOKENS)]
    return found


def _rarest(one: Field) -> np.ndarray:
    """Codes of the rarest words of each value, (values + 1, TOKENS), a last row of -1."""
    holders, codes, words = one.words
    by_rarity = np.argsort(np.bincount(codes, weights=one.frequency[holders]), kind="stable")
    rank = np.argsort(by_rarity)
    value, word = np.divmod(distinct(joined(holders, rank[codes], len(words))), len(words))
    place = np.arange(len(value)) - np.searchsorted(value, value)
    first = place < TOKENS
    rare = np.full((len(one.values) + 1, TOKENS), -1, dtype=np.int32)
    rare[value[first], place[first]] = by_rarity[word[first]]
    return rare
