"""Past campaigns: who was written to, who was held out by lot, and the orders the mail itself brought."""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import Bools, Floats, Ints, chance
from simulation.parameters import STAGES, Campaign, Parameters
from simulation.purchases import Purchases
from simulation.season import Clock


@dataclass(frozen=True)
class Members:
    """One campaign's members: person, arm, stage at the send, and what the mail brought.

    extra_day is -1 where the mail brought no order; uplift is each member's true rise of the probability of
    an order in the window: as `Parameters.uplift` says, but for those who would almost surely order anyway.
    """

    campaign: Campaign
    person: Ints
    is_treated: Bools
    stage: Ints
    extra_day: Ints
    ordered: Bools
    uplift: Floats
    opened: Bools
    clicked: Bools
    unsubscribed: Bools


def stage_of(purchase_days: Ints) -> Ints:
    """0 first_order (1 purchase day), 1 repeat (2 or 3), 2 regular (4 or more); -1 without purchases."""
    return np.searchsorted([1, 2, 4], purchase_days, side="right") - 1


def simulate_campaigns(
    purchases: Purchases, reachable: Bools, truth: Parameters, clock: Clock, rng: np.random.Generator
) -> list[Members]:
    """Run the campaigns in order; `reachable`: whose e-mail is known and consent given, per customer."""
    reachable, done, extra = reachable.copy(), [], np.zeros(len(reachable), dtype=np.int64)
    for campaign in sorted(truth.campaigns, key=lambda one: one.sent_on):
        members = _send(campaign, purchases, reachable, extra, truth, clock, rng)
        extra[members.person[members.extra_day >= 0]] += 1
        reachable[members.person[members.unsubscribed]] = False
        done.append(members)
    return done


def _send(
    campaign: Campaign,
    purchases: Purchases,
    reachable: Bools,
    extra: Ints,
    truth: Parameters,
    clock: Clock,
    rng: np.random.Generator,
) -> Members:
    sent = truth.day(campaign.sent_on)
    before, after = purchases.before(sent), purchases.before(sent + truth.response_days + 1)
    person = np.flatnonzero((before > 0) & reachable)
    stage = stage_of((before + extra)[person])
    wanted = np.array([truth.uplift[campaign.offer][name] for name in STAGES])[stage]
    quiet = _quiet(purchases, before, person, sent, truth, clock)
    uplift, organic = np.minimum(wanted, quiet), (after > before)[person]
    is_treated = chance(rng, 0.5, len(person))
    responds = is_treated & ~organic & chance(rng, uplift / quiet, len(person))
    day = np.where(responds, sent + rng.integers(1, truth.response_days, len(person)), -1)
    reads = _reactions(is_treated, responds, rng)
    return Members(campaign, person, is_treated, stage, day, organic | responds, uplift, *reads)


def _quiet(
    purchases: Purchases, before: Ints, person: Ints, sent: int, truth: Parameters, clock: Clock
) -> Floats:
    """True probability of no order of one's own in the window after the send."""
    window = clock.between(np.array([sent]), np.array([sent + truth.response_days + 1]))
    is_alive = purchases.lifetime > before - 1
    return np.where(is_alive, np.exp(-purchases.rate * window), 1.0)[person]


def _reactions(is_treated: Bools, responds: Bools, rng: np.random.Generator) -> tuple[Bools, Bools, Bools]:
    size = len(is_treated)
    opened = is_treated & (responds | chance(rng, 0.42, size))
    clicked = opened & (responds | chance(rng, 0.18, size))
    return opened, clicked, opened & ~responds & chance(rng, 0.012, size)


@dataclass(frozen=True)
class Effect:
    """What one campaign did in one stage: members and orderers of both arms, and the sum of true uplifts."""

    treated: int
    control: int
    treated_ordered: int
    control_ordered: int
    uplift_sum: float

    def __add__(self, other: "Effect") -> "Effect":
        return Effect(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    def report(self) -> dict[str, float]:
        """The counts and the mean true uplift."""
        counts = {name: getattr(self, name) for name in tuple(self.__dataclass_fields__)[:-1]}
        return {**counts, "uplift": round(self.uplift_sum / max(1, self.treated + self.control), 6)}


def effects(members: Members) -> dict[str, Effect]:
    """The campaign's effect by stage."""
    arm, ordered = members.is_treated, members.ordered
    report = {}
    for index, name in enumerate(STAGES):
        here = members.stage == index
        counts = [int((here & side).sum()) for side in (arm, ~arm, arm & ordered, ~arm & ordered)]
        report[name] = Effect(counts[0], counts[1], counts[2], counts[3], float(members.uplift[here].sum()))
    return report
