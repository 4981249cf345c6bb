"""The people of one chunk: buyers first, then the wholesale buyer, the tester, and prospects who never bought."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulation import places
from simulation.arrays import Bools, Ints, chance, stream
from simulation.contacts import DUPLICATE, FXIAOKE, SHOPIFY, ZOHO, Contacts, draw_contacts
from simulation.names import Names, draw_names

PROSPECTS = 0.05
HOUSEHOLDS = 0.04
KINDS = ("buyer", "wholesale", "test", "prospect")
BUYER, WHOLESALE, TEST, PROSPECT = range(4)
UNKNOWN, GRANTED, REFUSED = range(3)


@dataclass(frozen=True)
class People:
    """Who they are; index i is the person everywhere in the chunk, `number` is unique in the company."""

    number: Ints
    kind: Ints
    names: Names
    contacts: Contacts
    email_consent: Ints
    sms_consent: Ints
    says_nothing: Bools
    place: Ints
    street: Ints
    house: Ints
    first_day: Ints

    @cached_property
    def person_id(self) -> list[str]:
        """P0000001 …, in truth files only."""
        return [f"P{number:07d}" for number in self.number.tolist()]

    @property
    def of_fxiaoke(self) -> Bools:
        """Whose orders may come through Fxiaoke."""
        return self.contacts.present[FXIAOKE]

    @property
    def of_shopify(self) -> Bools:
        """Whose orders may come through Shopify."""
        return self.contacts.present[SHOPIFY]

    @cached_property
    def email_state(self) -> Ints:
        """E-mail consent as the systems together show it: UNKNOWN where the only system is silent."""
        silent = self.says_nothing & ~self.contacts.present[ZOHO] & ~self.contacts.present[SHOPIFY]
        return np.where(silent, UNKNOWN, self.email_consent)

    @cached_property
    def sms_state(self) -> Ints:
        """SMS consent, which only Fxiaoke records."""
        return np.where(self.of_fxiaoke & ~self.says_nothing, self.sms_consent, UNKNOWN)


def head_count(customers: int, chunk: int) -> Ints:
    """The kind of each person of a chunk with so many buyers."""
    others = [WHOLESALE] * (chunk == 0) + [TEST] + [PROSPECT] * round(PROSPECTS * customers)
    return np.r_[np.full(customers, BUYER), others]


def draw_people(first_day: Ints, first_number: int, chunk: int, seed: int) -> People:
    """People for customers who first bought on `first_day`, and those beside them."""
    rng, kind = stream(seed, chunk, "people"), head_count(len(first_day), chunk)
    size, number = len(kind), first_number + np.arange(len(kind))
    households = chance(rng, 2 * HOUSEHOLDS, size) & (np.arange(size) % 2 == 1) & (kind == BUYER)
    names = draw_names(size, households, rng)
    contacts = draw_contacts(
        number, names, _systems(kind, rng), households, seed, stream(seed, chunk, "contacts")
    )
    email, sms = (np.where(chance(rng, share, size), GRANTED, REFUSED) for share in (0.7, 0.5))
    return People(
        number, kind, names, contacts, email, sms, chance(rng, 0.15, size), rng.integers(0, len(places.CITY), size),
        rng.integers(0, len(places.STREETS), size), rng.integers(1, 400, size),
        np.r_[first_day, rng.integers(30, 1000, size - len(first_day))],
    )  # fmt: skip


def _systems(kind: Ints, rng: np.random.Generator) -> Bools:
    """Which of the four profiles each person has: 35 % only Fxiaoke, 30 % only Shopify, 35 % both buy there."""
    draw, size = rng.random(len(kind)), len(kind)
    prospect = kind == PROSPECT
    fxiaoke = np.where(prospect, draw < 0.5, draw < 0.7) | (kind == WHOLESALE) | (kind == TEST)
    shopify = np.where(prospect, False, draw > 0.35) & (kind != WHOLESALE) | (kind == TEST)
    zoho = np.where(prospect, ~fxiaoke, chance(rng, 0.4, size)) & (kind != WHOLESALE) & (kind != TEST)
    present = np.zeros((4, size), dtype=bool)
    present[FXIAOKE], present[ZOHO], present[SHOPIFY] = fxiaoke, zoho, shopify
    present[DUPLICATE] = fxiaoke & (kind == BUYER) & chance(rng, 0.04, size)
    return present
