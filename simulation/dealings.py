"""What salespeople do: opportunities won and lost, talks about them and between them, payments for orders.

An opportunity's chance of being won depends on where it came from (`Parameters.win_rates`); whoever wins one
has won an order that is there, or a purchase that is still to come.
"""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import Bools, Ints, Rows, chance
from simulation.contacts import ZOHO
from simulation.orders import CANCELLED, OF_FXIAOKE, TESTED, WHOLESALED, Orders
from simulation.parameters import Parameters
from simulation.people import BUYER, People
from simulation.purchases import Purchases

IN_FXIAOKE, IN_ZOHO = range(2)
TALKS = ("call", "visit", "wechat", "email")
CALL, VISIT, WECHAT, MAIL = range(4)
ATTEMPTS, AHEAD = 0.08, 90
PAID_DAYS, INSTALMENTS = 180, 0.08
TALKED_DAYS, IDLE_TALKS = 365, 0.15
NO_ORDER = -1


@dataclass(frozen=True)
class Deals(Rows):
    """One value per opportunity, in the order in which they were opened.

    source: index into `win_rates`; is_won: how it ends, maybe after the reporting day; order: the chunk's
    order that won it, or NO_ORDER; closes: the day it ends.
    """

    person: Ints
    opened: Ints
    closes: Ints
    cents: Ints
    source: Ints
    is_won: Bools
    order: Ints
    system: Ints


@dataclass(frozen=True)
class Talks(Rows):
    """One value per call, visit or message, in order of time; deal: what it was about, or -1."""

    person: Ints
    day: Ints
    kind: Ints
    deal: Ints
    system: Ints


@dataclass(frozen=True)
class Payments(Rows):
    """One value per payment for a Fxiaoke order, in order of time; refunds have a minus."""

    order: Ints
    person: Ints
    day: Ints
    cents: Ints


@dataclass(frozen=True)
class Dealings:
    """All that salespeople did for the people of a chunk."""

    deals: Deals
    talks: Talks
    payments: Payments


def make_dealings(
    purchases: Purchases, orders: Orders, people: People, truth: Parameters, rng: np.random.Generator
) -> Dealings:
    """Everything before the reporting day."""
    deals = _deals(purchases, orders, people, truth, rng)
    return Dealings(deals, _talks(deals, people, truth, rng), _payments(orders, truth, rng))


def _deals(
    purchases: Purchases, orders: Orders, people: People, truth: Parameters, rng: np.random.Generator
) -> Deals:
    sales = _sales(purchases, orders, people, truth)
    size = round(ATTEMPTS * len(sales[0]))
    source = rng.integers(0, len(truth.win_rates), size)
    is_won = rng.random(size) < np.array([rate for _, rate in truth.win_rates])[source]
    won = rng.choice(len(sales[0]), int(is_won.sum()), replace=False)
    lost = _lost(size - len(won), people, truth, rng)
    pairs = zip((part[won] for part in sales), lost, strict=True)
    person, closes, cents, order = (_mixed(is_won, one, other) for one, other in pairs)
    opened = closes - rng.integers(5, 120, size)
    at_zoho = people.contacts.present[ZOHO][person] & chance(rng, 0.5, size)
    deals = Deals(person, opened, closes, cents, source, is_won, order, at_zoho.astype(np.int64))
    deals = deals[(opened >= 0) & (opened < truth.end)]
    return deals[np.lexsort((deals.person, deals.opened))]


def _lost(
    size: int, people: People, truth: Parameters, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints, Ints]:
    """Person, day and cents of what came to nothing, and no order."""
    whom = rng.choice(np.flatnonzero(people.of_fxiaoke), size)
    day, cents = rng.integers(0, truth.end + AHEAD, size), rng.integers(2_000, 60_000, size)
    return whom, day, cents, np.full(size, NO_ORDER)


def _sales(
    purchases: Purchases, orders: Orders, people: People, truth: Parameters
) -> tuple[Ints, Ints, Ints, Ints]:
    """Person, day, cents and order of what may be won: Fxiaoke's orders, and purchases still to come."""
    index = np.flatnonzero(
        (orders.system == OF_FXIAOKE) & (orders.kind != CANCELLED) & (orders.kind != TESTED)
    )
    ahead = (purchases.day >= truth.end) & (purchases.day < truth.end + AHEAD)
    ahead &= people.of_fxiaoke[purchases.person]
    past, to_come = orders[index], (purchases.person[ahead], purchases.day[ahead], purchases.cents[ahead])
    known = (past.person, past.day, past.total)
    person, day, cents = (np.concatenate(pair) for pair in zip(known, to_come, strict=True))
    return person, day, cents, np.r_[index, np.full(int(ahead.sum()), NO_ORDER)]


def _mixed(condition: Bools, one: Ints, other: Ints) -> Ints:
    """The values of one where the condition holds, those of the other where not, each in its own order."""
    mixed = np.empty(len(condition), np.int64)
    mixed[condition], mixed[~condition] = one, other
    return mixed


def _talks(deals: Deals, people: People, truth: Parameters, rng: np.random.Generator) -> Talks:
    """One to three talks about each opportunity while it is open, and now and then one without a reason."""
    about = np.repeat(np.arange(len(deals)), rng.integers(1, 4, len(deals)))
    first, last = deals.opened[about], np.minimum(deals.closes[about], truth.end - 1)
    buyers = np.flatnonzero(people.of_fxiaoke & (people.kind == BUYER))
    idle = np.repeat(buyers, rng.poisson(IDLE_TALKS, len(buyers)))
    start = np.maximum(people.first_day[idle], truth.end - TALKED_DAYS)
    day = np.r_[rng.integers(first, last + 1), rng.integers(np.minimum(start, truth.end - 1), truth.end)]
    person = np.r_[deals.person[about], idle]
    deal, size = np.r_[about, np.full(len(idle), -1)], len(person)
    system = np.r_[deals.system[about], np.zeros(len(idle), np.int64)]
    kind = np.where(system == IN_ZOHO, CALL, rng.integers(0, len(TALKS), size))
    return Talks(person, day, kind, deal, system)[np.lexsort((deal, person, day))]


def _payments(orders: Orders, truth: Parameters, rng: np.random.Generator) -> Payments:
    """Of the last months' Fxiaoke orders: at once or soon, some in two parts, refunds some days later."""
    counts = (orders.system == OF_FXIAOKE) & (orders.kind != CANCELLED) & (orders.kind != TESTED)
    index = np.flatnonzero(counts & (orders.day >= truth.end - PAID_DAYS))
    due = orders[index]
    slow = np.where(due.kind == WHOLESALED, 45, 3)
    parted = chance(rng, INSTALMENTS, len(index))
    first = np.where(parted, due.total // 2, due.total)
    day, later = due.day + rng.integers(0, slow), rng.integers(3, 30, len(index))
    back = due.refunded > 0
    order = np.r_[index, index[parted], index[back]]
    when = np.r_[day, (day + later)[parted], (day + later)[back]]
    cents = np.r_[first, (due.total - first)[parted], -due.refunded[back]]
    made = Payments(order, orders.person[order], when, cents)[when < truth.end]
    return made[np.lexsort((made.cents, made.order, made.day))]
