"""The people of one chunk: buyers, then the wholesale buyer, a tester, and prospects who never bought."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulation import places
from simulation.arrays import Bools, Ints, Objects, chance, objects, stream
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
    shop_first: Bools

    @cached_property
    def person_id(self) -> Objects:
        """P0000001 …, in truth files only."""
        return objects([f"P{number:07d}" for number in self.number.tolist()])

    @property
    def of_fxiaoke(self) -> Bools:
        """Whose orders may come through Fxiaoke."""
        return np.asarray(self.contacts.present[FXIAOKE])

    @property
    def of_shopify(self) -> Bools:
        """Whose orders may come through Shopify."""
        return np.asarray(self.contacts.present[SHOPIFY])

    @property
    def shown_sms(self) -> Ints:
        """SMS consent as Fxiaoke shows it."""
        return np.where(self.says_nothing, UNKNOWN, self.sms_consent)

    @property
    def shown_email(self) -> Ints:
        """E-mail consent as Fxiaoke shows it; Zoho and Shopify always say what it is."""
        return np.where(self.says_nothing, UNKNOWN, self.email_consent)

    @cached_property
    def email_state(self) -> Ints:
        """E-mail consent as the systems together show it."""
        elsewhere = self.contacts.present[ZOHO] | self.contacts.present[SHOPIFY]
        return np.where(elsewhere, self.email_consent, self.shown_email)

    @cached_property
    def sms_state(self) -> Ints:
        """SMS consent, which only Fxiaoke records."""
        return np.where(self.of_fxiaoke, self.shown_sms, UNKNOWN)


def head_count(customers: int, chunk: int) -> Ints:
    """The kind of each person of a chunk with so many buyers."""
    others = [WHOLESALE] * (chunk == 0) + [TEST] + [PROSPECT] * round(PROSPECTS * customers)
    return np.array([BUYER] * customers + others, dtype=np.int64)


def draw_people(first_day: Ints, buys_again: Bools, first_number: int, chunk: int, seed: int) -> People:
    """People for customers who first bought on `first_day`, and those beside them.

    shop_first: whether one who buys in both systems begins at the shop; the second purchase is then in the
    other, so that each system of a person really has an order of theirs.
    """
    rng, kind = stream(seed, chunk, "people"), head_count(len(first_day), chunk)
    size, number = len(kind), first_number + np.arange(len(kind))
    others = size - len(first_day)
    shop_first = chance(rng, 0.5, size)
    present = _systems(kind, np.r_[buys_again, np.ones(others, bool)] | shop_first, rng)
    households = chance(rng, 2 * HOUSEHOLDS, size) & (np.arange(size) % 2 == 1) & (kind == BUYER)
    names = draw_names(size, households, rng)
    contacts = draw_contacts(
        number, names, present, households, kind == TEST, seed, stream(seed, chunk, "contacts")
    )
    email, sms = (np.where(chance(rng, share, size), GRANTED, REFUSED) for share in (0.7, 0.5))
    return People(
        number,
        kind,
        names,
        contacts,
        email_consent=email,
        sms_consent=sms,
        says_nothing=chance(rng, 0.15, size),
        place=rng.integers(0, len(places.CITY), size),
        street=rng.integers(0, len(places.STREETS), size),
        house=rng.integers(1, 400, size),
        first_day=np.r_[first_day, rng.integers(30, 1000, others)],
        shop_first=shop_first,
    )


def _systems(kind: Ints, gets_to_shop: Bools, rng: np.random.Generator) -> Bools:
    """Which of the four profiles each person has: 35 % of buyers only Fxiaoke, 30 % only Shopify.

    gets_to_shop: whether a buyer in both has a purchase at the shop.
    """
    draw, size = rng.random(len(kind)), len(kind)
    prospect = kind == PROSPECT
    fxiaoke = np.where(prospect, draw < 0.5, draw < 0.7) | (kind == WHOLESALE) | (kind == TEST)
    shopify = (draw > 0.35) & ((draw > 0.7) | gets_to_shop) & (kind == BUYER) | (kind == TEST)
    zoho = np.where(prospect, ~fxiaoke, chance(rng, 0.4, size)) & (kind != WHOLESALE) & (kind != TEST)
    present = np.zeros((4, size), dtype=bool)
    present[FXIAOKE], present[ZOHO], present[SHOPIFY] = fxiaoke, zoho, shopify
    present[DUPLICATE] = fxiaoke & (kind == BUYER) & chance(rng, 0.04, size)
    return present
