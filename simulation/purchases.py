"""The buying process: who buys when, until they leave, and how much they spend."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulation.arrays import Bools, Floats, Ints, positions
from simulation.parameters import Parameters
from simulation.season import Clock

NEVER = 10**9


@dataclass(frozen=True)
class Purchases:
    """What customers do from their first purchase to the end of the simulated future.

    One value per customer: rate (per operational day), dropout, lifetime (the repeat purchase after which
    they leave) and nu (spend). One value per purchase, ordered by customer and day: person, day, cents.
    """

    rate: Floats
    dropout: Floats
    lifetime: Floats
    nu: Floats
    person: Ints
    day: Ints
    cents: Ints
    end: int

    @cached_property
    def position(self) -> Ints:
        """0 for a customer's first purchase, 1 for the first repeat …"""
        return positions(self.person)

    @cached_property
    def observed(self) -> Bools:
        """Which purchases happened before the reporting day."""
        return self.day < self.end

    def before(self, day: int) -> Ints:
        """Each customer's purchases before a day."""
        return np.bincount(self.person[self.day < day], minlength=len(self.rate))

    def next_day(self) -> Ints:
        """The day of the same customer's next purchase, or NEVER."""
        following = np.r_[self.day[1:], NEVER]
        last = np.r_[self.person[1:] != self.person[:-1], True]
        return np.where(last, NEVER, following)


def simulate_purchases(
    customers: int, truth: Parameters, clock: Clock, buying: np.random.Generator, spend: np.random.Generator
) -> Purchases:
    """Draw the whole process; first purchases are spread evenly over the years before the reporting day."""
    rate = buying.gamma(truth.r, 1 / truth.alpha, customers)
    dropout = buying.beta(truth.a, truth.b, customers)
    lifetime = _lifetimes(dropout, buying)
    person, moment = _moments(rate, lifetime, truth, clock, buying)
    nu = spend.gamma(truth.q, 1 / truth.v, customers)
    cents = np.maximum(1, np.rint(100 * spend.gamma(truth.p, 1, len(person)) / nu[person])).astype(np.int64)
    day = _one_a_day(person, np.floor(moment).astype(np.int64))
    return Purchases(rate, dropout, lifetime, nu, person, day, cents, truth.end)


def _lifetimes(dropout: Floats, rng: np.random.Generator) -> Floats:
    """Geometric numbers of repeat purchases, by inversion, which survives a dropout near nought."""
    with np.errstate(divide="ignore"):
        repeats = 1 + np.floor(np.log(rng.random(len(dropout))) / np.log1p(-dropout))
    return np.asarray(np.minimum(NEVER, repeats))


def _moments(
    rate: Floats, lifetime: Floats, truth: Parameters, clock: Clock, rng: np.random.Generator
) -> tuple[Ints, Floats]:
    """Customer and calendar moment of each purchase, in order: a Poisson process cut off at the lifetime."""
    first = rng.integers(0, truth.end, len(rate)) + rng.random(len(rate))
    starts, span = clock.operational(first), clock.between(first, np.full(len(rate), truth.until))
    repeats = rng.poisson(rate * span)
    person = np.repeat(np.arange(len(rate)), repeats + 1)
    elapsed = rng.random(len(person)) * span[person]
    elapsed[np.r_[0, np.cumsum(repeats + 1)[:-1]]] = 0
    elapsed = elapsed[np.lexsort((elapsed, person))]
    kept = positions(person) <= lifetime[person]
    return person[kept], clock.calendar(starts[person[kept]] + elapsed[kept])


def _one_a_day(person: Ints, day: Ints) -> Ints:
    """Move a second purchase of the same day to the next free day, so that purchase days equal orders."""
    step = positions(person)
    apart = person * NEVER
    return np.maximum.accumulate(day - step + apart) - apart + step
