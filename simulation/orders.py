"""Every order the shops will export: the buying process, what campaigns brought, and what is no purchase."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.arrays import Bools, Floats, Ints, Rows, chance
from simulation.campaigns import Members
from simulation.parameters import Parameters
from simulation.people import TEST, WHOLESALE, People
from simulation.purchases import Purchases

KINDS = ("sale", "campaign", "cancelled", "returned", "test", "wholesale")
SALE, CAMPAIGN, CANCELLED, RETURNED, TESTED, WHOLESALED = range(6)
OF_FXIAOKE, OF_SHOPIFY = range(2)
PARTLY_RETURNED, CANCELLATIONS, RETURNS, TESTS, DISCOUNTED = 0.03, 0.02, 0.01, 0.003, 0.15


@dataclass(frozen=True)
class Orders(Rows):
    """One value per order, ordered by time. Amounts in cents.

    total is what was charged after discount; what the company keeps is total - refunded, and for the buying
    process (kinds sale and campaign) exactly that follows the spend model.
    """

    person: Ints
    day: Ints
    minute: Ints
    total: Ints
    refunded: Ints
    discount: Ints
    kind: Ints
    system: Ints


def make_orders(
    purchases: Purchases,
    people: People,
    campaigns: Sequence[Members],
    customers: int,
    truth: Parameters,
    rng: np.random.Generator,
) -> Orders:
    """All orders of a chunk before the reporting day; customers: of the whole company."""
    seen = purchases.observed
    sales = (purchases.person[seen], purchases.day[seen], purchases.cents[seen], SALE)
    parts = [
        sales,
        _responses(purchases, campaigns, truth, rng),
        *_not_purchases(*sales[:3], people, truth, rng),
        _wholesale(people, customers, truth, rng),
    ]
    person, day, net = (np.concatenate([part[i] for part in parts]) for i in range(3))
    kind = np.concatenate([np.full(len(part[0]), part[3]) for part in parts])
    at_shop = chance(rng, 0.5, len(person))
    _begin_in_both(at_shop[: seen.sum()], purchases.position[seen], people.shop_first[sales[0]])
    return _finish(person, day, net, kind, at_shop, people, rng)


def _begin_in_both(at_shop: Bools, position: Ints, shop_first: Bools) -> None:
    """One who buys in both systems makes the first two purchases in different ones."""
    for place, flip in ((0, False), (1, True)):
        at_shop[position == place] = shop_first[position == place] ^ flip


Part = tuple[Ints, Ints, Ints, int]


def _responses(
    purchases: Purchases, campaigns: Sequence[Members], truth: Parameters, rng: np.random.Generator
) -> Part:
    person = np.concatenate([m.person[m.extra_day >= 0] for m in campaigns])
    day = np.concatenate([m.extra_day[m.extra_day >= 0] for m in campaigns])
    spend = rng.gamma(truth.p, 1, len(person)) / purchases.nu[person]
    return person, day, _cents(spend), CAMPAIGN


def _cents(yuan: Floats) -> Ints:
    return np.maximum(1, np.rint(100 * yuan)).astype(np.int64)


def _not_purchases(
    person: Ints, day: Ints, cents: Ints, people: People, truth: Parameters, rng: np.random.Generator
) -> list[Part]:
    """Cancelled orders some days after a purchase, returned ones on its day, and tests."""
    cancelled, returned = chance(rng, CANCELLATIONS, len(day)), chance(rng, RETURNS, len(day))
    later = np.minimum(day[cancelled] + rng.integers(0, 6, cancelled.sum()), truth.end - 1)
    return [
        (person[cancelled], later, cents[cancelled], CANCELLED),
        (person[returned], day[returned], cents[returned], RETURNED),
        _tests(person, people, truth, rng),
    ]


def _tests(person: Ints, people: People, truth: Parameters, rng: np.random.Generator) -> Part:
    """Half of them on the testers' own record, half on the record of a real customer."""
    size = max(2, round(TESTS * len(person)))
    tester = int(np.flatnonzero(people.kind == TEST)[0])
    who = np.where(chance(rng, 0.5, size), tester, person[rng.integers(0, len(person), size)])
    return who, rng.integers(0, truth.end, size), rng.integers(1, 30_000, size), TESTED


def _wholesale(people: People, customers: int, truth: Parameters, rng: np.random.Generator) -> Part:
    """Three orders in five days, thirty times the usual size and more: a tenth of the revenue of a large
    company, a larger share of a small one. The last comes on the last day.
    """
    who = np.flatnonzero(people.kind == WHOLESALE)
    day = np.flatnonzero(chance(rng, 0.6, truth.end)) if len(who) else np.empty(0, np.int64)
    if len(who):
        day = np.union1d(day, [truth.end - 1])
    cents = _cents(rng.lognormal(np.log(max(6_000, 0.3 * customers)), 0.4, len(day)))
    return np.repeat(who, len(day)), day, cents, WHOLESALED


def _finish(
    person: Ints,
    day: Ints,
    net: Ints,
    kind: Ints,
    at_shop: Bools,
    people: People,
    rng: np.random.Generator,
) -> Orders:
    size = len(person)
    real = (kind == SALE) | (kind == CAMPAIGN)
    refunded = np.where(
        real & chance(rng, PARTLY_RETURNED, size), _cents(net / 100 * rng.uniform(0.2, 0.8, size)), 0
    )
    refunded = np.where(kind == RETURNED, net, refunded)
    total = np.where(kind == RETURNED, net, net + refunded)
    discount = np.where(chance(rng, DISCOUNTED, size), total // 9, 0)
    minute = rng.integers(8 * 60, 23 * 60, size)
    orders = Orders(person, day, minute, total, refunded, discount, kind, _system(person, at_shop, people))
    return orders[np.lexsort((person, minute, day))]


def _system(person: Ints, at_shop: Bools, people: People) -> Ints:
    shopify = people.of_shopify[person] & (at_shop | ~people.of_fxiaoke[person])
    return np.where(shopify, OF_SHOPIFY, OF_FXIAOKE)
