"""Columns as comparable fields: distinct normal forms, a code per record, and how frequent each form is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from models.matching.codes import distinct, joined
from models.words import Words, words_of

SHORT = 7
COMMON, FEW = 0.03, 20
"""Of the values so many, and at least so many, hold a common word."""
Codes = np.ndarray
"""A code per record (int32), -1 where there is no value."""


@dataclass(frozen=True, eq=False)
class Field:
    """One comparable property. `kind` names how two values are compared.

    `codes` point into `values` (distinct, normalised); `sounds`, where a kind has them, say how each value
    is read. `role`: what the column was taken for.
    """

    name: str
    kind: str
    codes: Codes
    values: np.ndarray
    sounds: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=object))
    role: str = ""

    @cached_property
    def frequency(self) -> np.ndarray:
        """How many records hold each value."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))

    @cached_property
    def sound_codes(self) -> np.ndarray:
        """A code per value: values that read alike share it."""
        return (
            pd.factorize(self.sounds)[0].astype(np.int32) if len(self.sounds) else np.arange(len(self.values))
        )

    @cached_property
    def sound_frequency(self) -> np.ndarray:
        """How many records hold a value that reads like each value."""
        totals = np.bincount(self.sound_codes, weights=self.frequency)
        return totals[self.sound_codes] if len(totals) else totals

    @cached_property
    def words(self) -> Words:
        """The words of the values."""
        return words_of(self.values)

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words without a figure in front that many of the values hold."""
        holders, codes, words = self.words
        held = distinct(joined(holders, codes, len(words))) % max(1, len(words))
        common = np.bincount(held, minlength=len(words)) >= max(FEW, COMMON * len(self.values))
        return frozenset(word for word in words[common] if not word[0].isdigit())

    @cached_property
    def lengths(self) -> np.ndarray:
        """How long each value (as it is read) is."""
        texts = self.sounds if len(self.sounds) else self.values
        return np.fromiter(map(len, texts), dtype=np.int16, count=len(texts))

    @cached_property
    def is_short(self) -> bool:
        """Whether its values are no keys but postcodes or house numbers, which many share by nature."""
        return bool(len(self.values)) and float(np.median(self.lengths)) < SHORT

    @property
    def holders(self) -> int:
        """How many records have a value, at least one."""
        return max(1, int((self.codes >= 0).sum()))

    @property
    def variety(self) -> int:
        """How many distinct values there are."""
        return len(self.values)

    @property
    def filled(self) -> float:
        """The share of records that have a value."""
        return float((self.codes >= 0).mean()) if len(self.codes) else 0.0

    def without(self, values: np.ndarray) -> "Field":
        """The field with these codes of values taken for missing."""
        lost = np.zeros(len(self.values) + 1, dtype=bool)
        lost[values] = True
        return replace(self, codes=np.where(lost[self.codes], -1, self.codes))


def encoded(column: pd.Series) -> tuple[Codes, pd.Series]:
    """A code per row, and the distinct texts; blanks are -1."""
    codes, distinct = pd.factorize(column, use_na_sentinel=True)
    return codes.astype(np.int32), pd.Series(distinct, dtype="str").str.strip()


def mapped(codes: Codes, forms: pd.Series) -> tuple[Codes, np.ndarray]:
    """Codes of texts as codes of their normal forms; a missing or empty form is -1."""
    again, values = pd.factorize(forms.mask(forms == ""), use_na_sentinel=True)
    lookup = np.append(again, -1).astype(np.int32)
    return lookup[codes], np.asarray(values, dtype=object)


def normalised(name: str, kind: str, column: pd.Series, form: Callable[[pd.Series], pd.Series]) -> Field:
    """A field from a column of text and the function that normalises distinct texts."""
    codes, texts = encoded(column)
    return Field(name, kind, *mapped(codes, form(texts)))


def shared(parts: Mapping[str, tuple[Codes, pd.Series]], sound: Callable[[str], str]) -> list[Field]:
    """Fields of one vocabulary, so that a value of one can be compared with a value of another."""
    both = pd.concat([forms for _, forms in parts.values()], ignore_index=True)
    again, distinct = pd.factorize(both.mask(both == ""), use_na_sentinel=True)
    values = np.asarray(distinct, dtype=object)
    sounds = np.array([sound(value) for value in values], dtype=object)
    fields, start = [], 0
    for name, (codes, forms) in parts.items():
        lookup = np.append(again[start : start + len(forms)], -1).astype(np.int32)
        fields.append(Field(name, "word", lookup[codes], values, sounds))
        start += len(forms)
    return fields
