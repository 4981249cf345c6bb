"""How alike two values are, as a level: 0 unknown, 1 equal, then weaker, the last one different."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from models.given_names import are_nicknames, are_two_names, is_given_name
from models.han import HAN
from models.matching.blocking import Pairs
from models.matching.codes import joined, ordered
from models.matching.fields import SHORT, Field
from models.words import joined_words

UNKNOWN, EQUAL, SAME_SOUND, SHORT_FORM, NEAR, SIMILAR, INITIAL = range(7)
ALIKE_MAILBOX = 4
"""The level of mailboxes that are only alike before the @."""
LONG = 5
"""Words from this length on are no abbreviations."""
LEVELS = {
    "word": 7,
    "date": 6,
    "digits": 4,
    "identifier": 4,
    "email": 5,
    "text": 6,
    "place": 3,
    "category": 2,
    "source": 2,
    "mark": 2,
    "number": 4,
}
"""How many levels each kind has beside UNKNOWN."""
CHUNK = 500_000
KEPT = 16
"""Fields whose derived forms are kept."""
LEAST_ALIKE = 0.45
STUB = 2
"""A word that many values hold is cut to so many letters."""

Texts = np.ndarray


def compared(one: Field, pairs: Pairs) -> np.ndarray:
    """The level of each pair in one field (int8)."""
    return level_of(one, one.codes[pairs.left], one.codes[pairs.right])


def level_of(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The level of each pair of value codes."""
    levels = np.full(len(left), LEVELS[one.kind], dtype=np.int8)
    levels[(left < 0) | (right < 0)] = UNKNOWN
    levels[(left == right) & (left >= 0)] = EQUAL
    unequal = np.flatnonzero(levels == LEVELS[one.kind])
    for start in range(0, len(unequal), CHUNK):
        part = unequal[start : start + CHUNK]
        levels[part] = COMPARERS[one.kind](one, left[part], right[part])
    return levels


def _similarity(
    left: Texts, right: Texts, scorer: Callable[..., float], at_least: float | None = None
) -> np.ndarray:
    """How alike each pair is; 0 below `at_least`."""
    found = process.cpdist(left, right, scorer=scorer, score_cutoff=at_least, workers=1, dtype=np.float32)
    return np.asarray(found)


def distance(left: Texts, right: Texts) -> np.ndarray:
    """How many signs are other, missing, too many or changed with the next, of each pair."""
    return np.asarray(process.cpdist(left, right, scorer=OSA.distance, workers=1, dtype=np.int32))


def _first_true(conditions: list[np.ndarray], last: int) -> np.ndarray:
    """The level (from 2) of the first condition that holds, else the last level."""
    return np.select(conditions, list(range(2, 2 + len(conditions))), default=last).astype(np.int8)


def _words(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    chinese = _is_han(one)
    both, mixed = chinese[left] & chinese[right], chinese[left] != chinese[right]
    same = one.sound_codes[left] == one.sound_codes[right]
    levels = np.full(len(left), LEVELS["word"], dtype=np.int8)
    rows = np.flatnonzero(~both & ~same)
    levels[rows] = _latin_words(one, left[rows], right[rows], mixed[rows])
    rows = np.flatnonzero(both)
    shared = _share_a_character(one, left[rows], right[rows])
    levels[rows] = np.select([same[rows], shared], [NEAR, SIMILAR], LEVELS["word"])
    levels[same & ~both] = SAME_SOUND
    return levels


def _latin_words(one: Field, left: np.ndarray, right: np.ndarray, mixed: np.ndarray) -> np.ndarray:
    a, b = one.sounds[left], one.sounds[right]
    winkler = _similarity(a, b, JaroWinkler.normalized_similarity, 0.5)
    shorter = np.minimum(one.lengths[left], one.lengths[right])
    begins = np.zeros(len(a), dtype=bool)
    rows = np.flatnonzero((winkler > 0.5) & (shorter < LONG))
    begins[rows] = [x.startswith(y) or y.startswith(x) for x, y in zip(a[rows], b[rows], strict=True)]
    slip = (winkler >= 0.93) & (shorter > 3)
    rows = np.flatnonzero(~slip & (winkler >= 0.6) & (shorter > 3))
    slip[rows] = distance(a[rows], b[rows]) <= 1
    slip &= ~two_names(one, left, right, slip)
    conditions = [
        np.zeros(len(a), dtype=bool),
        _short_forms(one, left, right),
        slip & ~mixed,
        (winkler >= 0.85) | (begins & (shorter > 2)),
        begins & (shorter == 1) & ~mixed,
    ]
    return _first_true(conditions, LEVELS["word"])


@lru_cache(maxsize=KEPT)
def _is_han(one: Field) -> np.ndarray:
    return np.array(
        [not value.isascii() and HAN.search(value) is not None for value in one.values], dtype=bool
    )


def _share_a_character(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    pairs = zip(one.values[left], one.values[right], strict=True)
    return np.array([not {*a}.isdisjoint(b) for a, b in pairs], dtype=bool)


def _short_forms(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    found = np.zeros(len(left), dtype=bool)
    if one.name != "given":
        return found
    known = _known_names(one)
    rows = np.flatnonzero(known[left] & known[right])
    found[rows] = [
        are_nicknames(a, b) for a, b in zip(one.values[left[rows]], one.values[right[rows]], strict=True)
    ]
    return found


def two_names(one: Field, left: np.ndarray, right: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Whether each of the pairs asked about has two given names that are never one person's."""
    found = np.zeros(len(left), dtype=bool)
    if one.name != "given":
        return found
    known = np.append(_known_names(one), False)
    rows = np.flatnonzero(asked & (known[left] | known[right]))
    found[rows] = [
        are_two_names(a, b) for a, b in zip(one.values[left[rows]], one.values[right[rows]], strict=True)
    ]
    return found


@lru_cache(maxsize=KEPT)
def _known_names(one: Field) -> np.ndarray:
    return np.array([is_given_name(value) for value in one.values], dtype=bool)


def _days(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    apart = distance(one.values[left], one.values[right])
    parts = _parts_of_days(one)
    year, month, day = (part[left] == part[right] for part in parts)
    swapped = year & (parts[1][left] == parts[2][right]) & (parts[2][left] == parts[1][right])
    close = (year & month) | (year & day) | (month & day)
    return _first_true([swapped | (apart <= 1), close, apart <= 2, year], LEVELS["date"])


@lru_cache(maxsize=KEPT)
def _parts_of_days(one: Field) -> list[np.ndarray]:
    whole = [value.ljust(8, "0") if value.isdigit() else "0" * 8 for value in one.values]
    return [
        np.array([int(value[a:b]) for value in whole], dtype=np.int16) for a, b in ((0, 4), (4, 6), (6, 8))
    ]


def _digits(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    a, b = one.values[left], one.values[right]
    apart, shorter = distance(a, b), np.minimum(one.lengths[left], one.lengths[right])
    ends = np.zeros(len(a), dtype=bool)
    rows = np.flatnonzero((shorter >= SHORT) & (one.lengths[left] != one.lengths[right]))
    ends[rows] = [x.endswith(y) or y.endswith(x) for x, y in zip(a[rows], b[rows], strict=True)]
    return _first_true(
        [(apart <= 1) & (shorter >= 3) | ends, (apart <= 2) & (shorter >= 4)], LEVELS["digits"]
    )


def _emails(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    codes, distinct = _local_parts(one)
    a, b = codes[left], codes[right]
    near = _similarity(distinct[a], distinct[b], JaroWinkler.normalized_similarity, 0.7)
    slip = np.zeros(len(a), dtype=bool)
    rows = np.flatnonzero(near > 0.7)
    slip[rows] = distance(one.values[left[rows]], one.values[right[rows]]) <= 2
    return _first_true([slip, a == b, near >= 0.9], LEVELS["email"])


@lru_cache(maxsize=KEPT)
def _local_parts(one: Field) -> tuple[np.ndarray, np.ndarray]:
    locals_ = np.array([value.partition("@")[0] for value in one.values], dtype=object)
    codes, distinct = pd.factorize(locals_)
    return np.asarray(codes), np.asarray(distinct, dtype=object)


def _texts(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    ordered, numbers = _ordered(one)
    likeness = _similarity(ordered[left], ordered[right], fuzz.ratio, LEAST_ALIKE * 100) / 100
    likeness -= 0.15 * (numbers[left] != numbers[right])
    return _first_true([likeness >= limit for limit in (0.9, 0.75, 0.6, LEAST_ALIKE)], LEVELS["text"])


@lru_cache(maxsize=KEPT)
def _ordered(one: Field) -> tuple[np.ndarray, np.ndarray]:
    """Each text with its words in the order of the alphabet, frequent ones cut short so that they count less,
    and a code for the numbers in it."""
    holders, codes, distinct = one.words
    rank = np.argsort(np.argsort(distinct))
    words = one.words.take(ordered(joined(holders, rank[codes], len(distinct))))
    shown = [word[:STUB] if word in one.common_words else word for word in distinct.tolist()]
    figures = np.array([word[0].isdigit() for word in distinct], dtype=bool)[words.codes]
    texts = joined_words(words._replace(distinct=np.array(shown, dtype=object)), len(one.values))
    return texts, np.asarray(pd.factorize(joined_words(words.take(figures), len(one.values)))[0])


def _places(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    near = _similarity(one.values[left], one.values[right], JaroWinkler.normalized_similarity)
    return _first_true([near >= 0.88], LEVELS["place"])


def _categories(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:  # noqa: ARG001
    return np.full(len(left), LEVELS["category"], dtype=np.int8)


def _numbers(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    values = one.values.astype(float)
    apart = np.abs(values[left] - values[right])
    scale = np.maximum(np.abs(values[left]), np.abs(values[right]))
    return _first_true([apart <= np.maximum(1, 0.02 * scale), apart <= 0.1 * scale], LEVELS["number"])


COMPARERS: dict[str, Callable[[Field, np.ndarray, np.ndarray], np.ndarray]] = {
    "word": _words,
    "date": _days,
    "digits": _digits,
    "identifier": _digits,
    "email": _emails,
    "text": _texts,
    "place": _places,
    "category": _categories,
    "source": _categories,
    "mark": _categories,
    "number": _numbers,
}
