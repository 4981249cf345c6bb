"""What keeps two records apart whatever else agrees: facts that one person or firm cannot have both.

Two valid national numbers, Jr and Sr, Mr and Mrs of one surname without given names, one surname with given
names that are two, one name born on days that no slip explains. What a slip explains (a digit, a
transposition, day and month changed) contradicts nothing, and a column in which even matches contradict each
other has lost its say.
"""

from functools import lru_cache

import numpy as np

from models.identifiers import is_credit_code, is_resident, is_social_security
from models.matching.blocking import Pairs
from models.matching.clusters import BOUND, NEVER
from models.matching.comparing import Comparison
from models.matching.fields import Field
from models.matching.levels import EQUAL, LEVELS, NEAR, SIMILAR, UNKNOWN, distance, two_names
from models.matching.weights import Weights

TRUSTED = 0.04
"""A column in which a larger share of matches is altogether different proves nothing."""
SLIP = 3
"""Two social security numbers that differ in more places than this are no slip of each other."""
DOUBTED = -6.0
"""Other days of birth keep two records apart; not those that records between them connect, nor such as agree
in all the rest of a wide table."""
ONES_OWN = {"identifier", "email"}
"""What shows one person whatever contradicts it; a phone is often a household's."""
GENERATION = 20
"""Years that parents are older than children, and days of birth apart by no slip."""
CHECKED, PLAIN = 1, 2
KEPT = 16


def bounded(
    log_odds: np.ndarray, fields: list[Field], weights: Weights, pairs: Pairs, seen: Comparison
) -> np.ndarray:
    """The log odds of pairs, those that contradict themselves bounded; seen: their comparison."""
    found, doubted, apart = (np.zeros(len(pairs), dtype=bool) for _ in range(3))
    levels = {name: seen.levels[:, index] for index, name in reversed(list(enumerate(weights.names)))}
    trusted = {one.name for one in fields if one.name in levels and _is_trusted(one, weights)}
    for one in fields:
        if one.kind == "identifier":
            found |= _numbers(one, pairs, one.name in trusted)
        elif one.role == "generation":
            found |= _unequal(one, pairs) & ~_agreed(fields, levels, {"identifier", "birth_date"})
        elif one.role == "addressed":
            found |= _unequal(one, pairs) & ~_alike(levels, "given")
        elif one.role == "birth_date" and one.name in trusted:
            doubted |= _born_apart(one, pairs, levels) & ~_agreed(fields, levels, ONES_OWN | {"phone"})
        elif one.name == "given":
            apart |= _named_apart(one, pairs, levels) & ~_agreed(fields, levels, ONES_OWN | {"birth_date"})
    doubted = (doubted & (log_odds < BOUND)) | apart
    return np.where(found, NEVER, np.where(doubted, np.minimum(log_odds, DOUBTED), log_odds))


def _is_trusted(one: Field, weights: Weights) -> bool:
    different = weights.same[weights.names.index(one.name), LEVELS[one.kind]]
    return float(np.exp(different)) <= TRUSTED


def _numbers(one: Field, pairs: Pairs, is_trusted: bool) -> np.ndarray:
    """Two different valid numbers: such as have a check sign always, others where they are far apart."""
    valid = np.append(_validity(one), 0)
    left, right = one.codes[pairs.left], one.codes[pairs.right]
    both = np.where(left != right, np.minimum(valid[left], valid[right]), 0)
    both = np.where(valid[left] == valid[right], both, 0)
    found = both == CHECKED
    rows = np.flatnonzero((both == PLAIN) & is_trusted)
    found[rows] = distance(one.values[left[rows]], one.values[right[rows]]) > SLIP
    return np.asarray(found)


@lru_cache(maxsize=KEPT)
def _validity(one: Field) -> np.ndarray:
    return np.array(
        [
            CHECKED if is_resident(text) or is_credit_code(text) else PLAIN * is_social_security(text)
            for text in one.values
        ],
        dtype=np.int8,
    )


def _unequal(one: Field, pairs: Pairs) -> np.ndarray:
    left, right = one.codes[pairs.left], one.codes[pairs.right]
    return np.asarray((left >= 0) & (right >= 0) & (left != right))


def _alike(levels: dict[str, np.ndarray], name: str, at_most: int = NEAR) -> np.ndarray:
    """Whether both have it, at most a slip apart unless otherwise said."""
    return (levels[name] != UNKNOWN) & (levels[name] <= at_most) if name in levels else np.array(False)


def _agreed(fields: list[Field], levels: dict[str, np.ndarray], roles: set[str]) -> np.ndarray:
    """Whether any field of these roles is equal."""
    equal = [levels[one.name] == EQUAL for one in fields if one.role in roles and one.name in levels]
    return np.logical_or.reduce(equal) if equal else np.array(False)


def _born_apart(one: Field, pairs: Pairs, levels: dict[str, np.ndarray]) -> np.ndarray:
    """One name, and two whole days without anything in common; the first of January often means a year."""
    whole = np.append([text[4:] not in ("", "0101") for text in one.values], False)
    known = whole[one.codes[pairs.left]] & whole[one.codes[pairs.right]]
    different = (levels[one.name] == LEVELS[one.kind]) | _generations(one, pairs)
    return np.asarray(known & different & _alike(levels, "given", SIMILAR) & _alike(levels, "surname"))


def _generations(one: Field, pairs: Pairs) -> np.ndarray:
    """Years of birth more than a slip and a generation apart, whatever the day."""
    years = np.append(np.array([text[:4] for text in one.values], dtype=object), "0")
    left, right = one.codes[pairs.left], one.codes[pairs.right]
    numbers = years.astype(int)
    apart = np.abs(numbers[left] - numbers[right]) >= GENERATION
    found = apart & (left >= 0) & (right >= 0)
    rows = np.flatnonzero(found)
    found[rows] = distance(years[left[rows]], years[right[rows]]) > 1
    return np.asarray(found)


def _named_apart(one: Field, pairs: Pairs, levels: dict[str, np.ndarray]) -> np.ndarray:
    """One surname, and given names that are alike and two."""
    asked = _alike(levels, one.name, SIMILAR) & (levels[one.name] > EQUAL) & _alike(levels, "surname")
    return two_names(one, one.codes[pairs.left], one.codes[pairs.right], asked)
