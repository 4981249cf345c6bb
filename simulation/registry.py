"""A register of people as several hands wrote it, with the truth: for measuring who is found to be whom.

Chinese and western people; households that share surname, address and often a phone or an e-mail; namesakes
as common as names are; every fact of a record may be missing, outdated or mistyped, and stands in its
hand's own format.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation import hands
from simulation.arrays import Bools, Ints, Objects, chance, objects
from simulation.names import Names, draw_names

RECORDS_EACH = (0.45, 0.30, 0.16, 0.09)
"""Shares of people with one to four records."""
HOUSEHOLD = 0.25
KNOWN = {"name": 0.98, "birth_date": 0.75, "phone": 0.85, "email": 0.7, "address": 0.8, "city": 0.9}
CHANGED = {"phone": 0.06, "email": 0.08, "address": 0.08}
MISTYPED = {"name": 0.1, "birth_date": 0.06, "phone": 0.04, "email": 0.06, "address": 0.1, "city": 0.04}
SWAPPED = 0.02
PLACEHOLDERS = {"phone": "13800000000", "email": "test@example.com", "birth_date": "1900-01-01"}
FILLED = 0.01
STREETS = 6000
_ENDINGS = "ford ton ley wick man berg son well stone field wood ham hurst ov ini"
_STEMS = """
Ash Brad Carl Dun Elm Fair Gar Hol Ing Jar Kell Lang Mar Nor Oak Pem Quil Rad Stan Thorn Ul Vas Whit Yar Zell
Black Cran Drum Ever Frank Gold Hart Kings Lock Mill Nay Pin Rush Stock Tal
"""
ENDINGS, STEMS = _ENDINGS.split(), _STEMS.split()


@dataclass(frozen=True)
class Persons:
    """The true facts; index i is the person."""

    names: Names
    born: Ints
    phone: Ints
    email: Objects
    street: Ints
    house: Ints
    city: Ints


def registry(records: int, seed: int, is_raw: bool = True) -> pd.DataFrame:
    """About so many records: frame[person, name, birth_date, phone, email, address, city], in random order.

    is_raw: every hand's own formats; else the same facts and slips in one form.
    """
    rng = np.random.default_rng(seed)
    persons = draw_persons(round(records / float(1 + np.dot(RECORDS_EACH, np.arange(4)))), rng)
    each = rng.choice(4, len(persons.born), p=RECORDS_EACH) + 1
    owner = np.repeat(np.arange(len(each)), each)
    owner = rng.permutation(owner)
    facts = _shown(persons, owner, rng)
    hand = rng.integers(0, hands.HANDS, len(owner))
    draws = rng.integers(0, 1000, len(owner))
    written = (hands.written if is_raw else hands.plain)(facts, hand, draws)
    return pd.DataFrame({"person": owner} | written)


def draw_persons(size: int, rng: np.random.Generator) -> Persons:
    """People, a quarter of whom live with the one before."""
    kin = chance(rng, HOUSEHOLD, size)
    kin[0] = False
    names = _with_rarer_surnames(draw_names(size, kin, rng), kin, rng)
    head = np.maximum.accumulate(np.where(kin, 0, np.arange(size)))
    own_phone = np.where(kin & chance(rng, 0.35, size), head, np.arange(size))
    own_mail = np.where(kin & chance(rng, 0.1, size), head, np.arange(size))
    born = rng.integers(0, 365 * 65, size)
    place = [rng.integers(0, top, size)[head] for top in (STREETS, 200, 16)]
    return Persons(names, born, own_phone * 7919 % 10**8, _emails(names, born, rng)[own_mail], *place)


def _with_rarer_surnames(names: Names, kin: Bools, rng: np.random.Generator) -> Names:
    """Half of the western people have one of six hundred rarer surnames."""
    rare = objects([stem + ending for stem in STEMS for ending in ENDINGS])
    drawn = rare[(len(rare) * rng.beta(1, 2, len(kin))).astype(np.int64)]
    taken = chance(rng, 0.5, len(kin)) & ~names.is_chinese
    head = np.maximum.accumulate(np.where(kin, 0, np.arange(len(kin))))
    joins = kin & (names.family == names.family[head])
    use, chosen = np.where(joins, taken[head], taken), np.where(joins, drawn[head], drawn)
    family, latin = np.where(use, chosen, names.family), np.where(use, chosen, names.family_latin)
    return Names(names.is_chinese, family, names.given, latin, names.given_latin)


def _emails(names: Names, born: Ints, rng: np.random.Generator) -> Objects:
    """Half are made of name and year, as people do, so that namesakes come close."""
    domains = rng.choice(["example.com", "example.org", "mail.example", "post.example"], len(born)).tolist()
    number = np.where(chance(rng, 0.5, len(born)), born % 100, rng.integers(100, 10_000, len(born))).tolist()
    rows = zip(names.given_latin, names.family_latin, number, domains, strict=True)
    return objects([f"{given}.{family}{n}@{domain}".lower() for given, family, n, domain in rows])


def _shown(persons: Persons, owner: Ints, rng: np.random.Generator) -> hands.Facts:
    """What a record knows of its person: some facts changed since, some missing, some mistyped."""
    size, facts = len(owner), hands.facts_of(persons, owner)
    for name, share in CHANGED.items():
        other = rng.integers(0, len(persons.born), size)
        facts = facts.replaced(name, chance(rng, share, size), hands.facts_of(persons, other))
    for name, share in MISTYPED.items():
        facts = facts.mistyped(name, np.flatnonzero(chance(rng, share, size)), rng)
    facts = facts.swapped(chance(rng, SWAPPED, size))
    for name, value in PLACEHOLDERS.items():
        facts = facts.filled(name, chance(rng, FILLED, size), value)
    for name, share in KNOWN.items():
        facts = facts.filled(name, ~chance(rng, share, size), "")
    return facts
