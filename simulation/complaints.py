"""Complaints: most often the last thing heard of one who leaves."""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import Bools, Ints, chance
from simulation.parameters import Parameters
from simulation.purchases import Purchases


@dataclass(frozen=True)
class Complaints:
    """Observed complaints (person, day) and, per customer, whether one came after the last purchase."""

    person: Ints
    day: Ints
    after_last: Bools


def simulate_complaints(purchases: Purchases, truth: Parameters, rng: np.random.Generator) -> Complaints:
    """A complaint is dropped when the next purchase comes first: who buys again has got over it."""
    leaves = purchases.position == purchases.lifetime[purchases.person]
    made = chance(rng, np.where(leaves, truth.q_leave, truth.q_stay), len(leaves))
    day = purchases.day + rng.integers(1, truth.complaint_days + 1, len(leaves))
    made &= (day < purchases.next_day()) & (day < truth.end)
    last = purchases.observed & (purchases.next_day() >= truth.end)
    after_last = np.zeros(len(purchases.rate), dtype=bool)
    after_last[purchases.person[made & last]] = True
    return Complaints(purchases.person[made], day[made], after_last)
