"""How alike two values are, as a level: 0 unknown, 1 equal, then weaker, the last one different."""

from collections.abc import Callable

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from models.given_names import are_nicknames, is_given_name
from models.han import HAN
from models.matching.blocking import Pairs
from models.matching.fields import Field

UNKNOWN, EQUAL = 0, 1
LEVELS = {
    "word": 7,
    "date": 6,
    "digits": 4,
    "identifier": 4,
    "email": 5,
    "text": 6,
    "place": 3,
    "category": 2,
    "number": 4,
}
"""How many levels each kind has beside UNKNOWN."""
NAME_LEVELS = ("equal", "same sound", "short form", "one slip", "similar", "initial", "different")
CHUNK = 500_000

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


def _similarity(left: Texts, right: Texts, scorer: Callable[..., float]) -> np.ndarray:
    return np.asarray(process.cpdist(left, right, scorer=scorer, workers=1, dtype=np.float32))


def _distance(left: Texts, right: Texts) -> np.ndarray:
    return np.asarray(process.cpdist(left, right, scorer=OSA.distance, workers=1, dtype=np.int32))


def _lengths(texts: Texts) -> np.ndarray:
    return np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))


def _first_true(conditions: list[np.ndarray], last: int) -> np.ndarray:
    """The level (from 2) of the first condition that holds, else the last level."""
    return np.select(conditions, list(range(2, 2 + len(conditions))), default=last).astype(np.int8)


def _words(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    a, b = one.sounds[left], one.sounds[right]
    same = one.sound_codes[left] == one.sound_codes[right]
    chinese = _is_han(one)
    both, mixed = chinese[left] & chinese[right], chinese[left] != chinese[right]
    winkler = _similarity(a, b, JaroWinkler.normalized_similarity)
    shorter = np.minimum(_lengths(a), _lengths(b))
    slip = (winkler >= 0.93) & (shorter > 3) | (_distance(a, b) <= 1) & (shorter > 3)
    begins = np.array([x.startswith(y) or y.startswith(x) for x, y in zip(a, b, strict=True)], dtype=bool)
    return _first_true(
        [
            same & ~both,
            _short_forms(one, left, right),
            np.where(both, same, slip & ~mixed),
            np.where(both, _share_a_character(one, left, right, both), winkler >= 0.85)
            | (begins & (shorter > 2) & ~both),
            begins & (shorter == 1) & ~both & ~mixed,
        ],
        LEVELS["word"],
    )


def _is_han(one: Field) -> np.ndarray:
    return np.array([HAN.search(value) is not None for value in one.values], dtype=bool)


def _share_a_character(one: Field, left: np.ndarray, right: np.ndarray, both: np.ndarray) -> np.ndarray:
    shared = np.zeros(len(left), dtype=bool)
    rows = np.flatnonzero(both)
    pairs = zip(one.values[left[rows]], one.values[right[rows]], strict=True)
    shared[rows] = [bool({*a} & {*b}) for a, b in pairs]
    return shared


def _short_forms(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    known = np.array([is_given_name(value) for value in one.values], dtype=bool)
    found = np.zeros(len(left), dtype=bool)
    rows = np.flatnonzero(known[left] & known[right]) if one.name == "given" else np.empty(0, dtype=np.int64)
    found[rows] = [
        are_nicknames(a, b) for a, b in zip(one.values[left[rows]], one.values[right[rows]], strict=True)
    ]
    return found


def _days(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    a, b = one.values[left], one.values[right]
    apart = _distance(a, b)
    parts = [
        np.array([value[start:stop] for value in one.values]) for start, stop in ((0, 4), (4, 6), (6, 8))
    ]
    year, month, day = (part[left] == part[right] for part in parts)
    swapped = year & (parts[1][left] == parts[2][right]) & (parts[2][left] == parts[1][right])
    return _first_true(
        [swapped | (apart <= 1), (year & month) | (year & day) | (month & day), apart <= 2, year],
        LEVELS["date"],
    )


def _digits(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    a, b = one.values[left], one.values[right]
    apart, shorter = _distance(a, b), np.minimum(_lengths(a), _lengths(b))
    ends = np.array([x.endswith(y) or y.endswith(x) for x, y in zip(a, b, strict=True)], dtype=bool)
    return _first_true(
        [(apart <= 1) & (shorter >= 3) | ends & (shorter >= 7), (apart <= 2) & (shorter >= 4)],
        LEVELS["digits"],
    )


def _emails(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    locals_ = np.array([value.partition("@")[0] for value in one.values], dtype=object)
    a, b = locals_[left], locals_[right]
    near = _similarity(a, b, JaroWinkler.normalized_similarity)
    return _first_true(
        [_distance(one.values[left], one.values[right]) <= 2, a == b, near >= 0.9], LEVELS["email"]
    )


def _texts(one: Field, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    a, b = one.values[left], one.values[right]
    likeness = np.maximum(_similarity(a, b, fuzz.token_sort_ratio), _similarity(a, b, fuzz.ratio)) / 100
    numbers = np.array(
        [" ".join(word for word in value.split() if any(map(str.isdigit, word))) for value in one.values]
    )
    likeness -= 0.15 * (numbers[left] != numbers[right])
    return _first_true([likeness >= limit for limit in (0.9, 0.75, 0.6, 0.45)], LEVELS["text"])


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
    "number": _numbers,
}
