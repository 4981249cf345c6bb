"""The true outcome of each person at the reporting day, and how `truth/people.csv` says it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.arrays import Bools, Floats, Ints, objects
from simulation.bayes import Evidence, probability_of_no_order
from simulation.campaigns import Members, stage_of
from simulation.columns import Stamps, decimals, flags, lines, whole
from simulation.complaints import Complaints
from simulation.parameters import STAGES, Parameters
from simulation.people import KINDS, REFUSED, People
from simulation.purchases import Purchases
from simulation.season import Clock

HEADER = (
    "person_id,kind,lambda,p_dropout,first_purchase_on,last_purchase_on,is_alive,spend_mean,purchases,"
    "extra_orders,complained_after_last,p_no_order_90,ordered_next_90,stage,consent_email,consent_sms"
)
CONSENTS = objects(["unknown", "yes", "no"])
OTHERS = objects([",,,,,,,,,,,", ",,,,,,,,,,,regular", ",,,,,,,,,,,", ",,,,,,,,,,,prospect"])


@dataclass(frozen=True)
class Outcome:
    """Per buyer: what was bought before the reporting day, and what comes next.

    purchases: of the buying process; extra_orders: brought by campaigns; no_order: the best possible forecast
    of no order of the process in the next days, which ordered_next tells the truth of.
    """

    purchases: Ints
    extra_orders: Ints
    first_day: Ints
    last_day: Ints
    complained: Bools
    is_alive: Bools
    no_order: Floats
    ordered_next: Bools


def outcome(
    purchases: Purchases,
    complaints: Complaints,
    campaigns: Sequence[Members],
    truth: Parameters,
    clock: Clock,
) -> Outcome:
    """Summarise the process at the reporting day, with the best forecast and what then happened."""
    bought, complained = purchases.before(truth.end), complaints.after_last
    first, last = _first_and_last(purchases)
    start = np.asarray(first + 0.5)
    end = np.full(len(first), float(truth.end))
    evidence = Evidence(
        bought - 1,
        clock.between(start, np.asarray(last + 0.5)),
        clock.between(start, end),
        truth.end - last,
        complained,
    )
    ahead = clock.between(end[:1], np.asarray(end[:1] + truth.horizon_days))
    return Outcome(
        bought,
        _extra(campaigns, len(first)),
        first,
        last,
        complained,
        purchases.lifetime > bought - 1,
        probability_of_no_order(evidence, float(ahead[0]), truth),
        purchases.before(truth.until) > bought,
    )


def _first_and_last(purchases: Purchases) -> tuple[Ints, Ints]:
    first = purchases.day[purchases.position == 0]
    last = first.copy()
    np.maximum.at(last, purchases.person[purchases.observed], purchases.day[purchases.observed])
    return first, last


def _extra(campaigns: Sequence[Members], size: int) -> Ints:
    extra = np.zeros(size, np.int64)
    for members in campaigns:
        extra[members.person[members.extra_day >= 0]] += 1
    return extra


def final_consent(people: People, campaigns: Sequence[Members]) -> Ints:
    """E-mail consent after the unsubscriptions."""
    state = people.email_state.copy()
    for members in campaigns:
        state[members.person[members.unsubscribed]] = REFUSED
    return state


def people_rows(
    people: People,
    purchases: Purchases,
    done: Outcome,
    campaigns: Sequence[Members],
    truth: Parameters,
    stamps: Stamps,
) -> list[str]:
    """One line per person; those outside the buying process have blanks there."""
    buyers = _buyers(purchases, done, truth, stamps)
    return lines(
        people.person_id,
        objects(KINDS)[people.kind],
        [*buyers, *OTHERS[people.kind[len(buyers) :]]],
        CONSENTS[final_consent(people, campaigns)],
        CONSENTS[people.sms_state],
    )


def _buyers(purchases: Purchases, done: Outcome, truth: Parameters, stamps: Stamps) -> list[str]:
    """lambda … stage."""
    return lines(
        decimals(purchases.rate, 6),
        decimals(purchases.dropout, 6),
        stamps.dates(done.first_day),
        stamps.dates(done.last_day),
        flags(done.is_alive),
        decimals(truth.p / purchases.nu, 2),
        whole(done.purchases),
        whole(done.extra_orders),
        flags(done.complained),
        decimals(done.no_order, 6),
        flags(done.ordered_next),
        objects(STAGES)[stage_of(done.purchases + done.extra_orders)],
    )
