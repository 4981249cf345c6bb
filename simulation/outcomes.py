"""The true outcome of each person at the reporting day, and how `truth/people.csv` says it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.arrays import Bools, Floats, Ints
from simulation.bayes import probability_of_no_order
from simulation.campaigns import Members, stage_of
from simulation.complaints import Complaints
from simulation.parameters import STAGES, Parameters
from simulation.people import KINDS, REFUSED, People
from simulation.purchases import Purchases
from simulation.season import Clock
from simulation.stamps import Stamps

HEADER = (
    "person_id,kind,lambda,p_dropout,first_purchase_on,last_purchase_on,is_alive,spend_mean,purchases,extra_orders,"
    "complained_after_last,p_no_order_90,ordered_next_90,stage,consent_email,consent_sms"
)
_STAGE = ("", "regular", "", "prospect")
CONSENTS = ("unknown", "yes", "no")


@dataclass(frozen=True)
class Outcome:
    """Per buyer: what was bought, and what comes next."""

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
    bought = purchases.before(truth.end)
    first, last = _first_and_last(purchases)
    end = np.full(len(first), truth.end)
    no_order = probability_of_no_order(
        bought - 1, clock.between(first + 0.5, last + 0.5), clock.between(first + 0.5, end), truth.end - last,
        complaints.after_last, float(clock.between(end[:1], end[:1] + truth.horizon_days)[0]), truth,
    )  # fmt: skip
    extra = np.zeros(len(first), np.int64)
    for members in campaigns:
        extra[members.person[members.extra_day >= 0]] += 1
    alive, ordered = purchases.lifetime > bought - 1, purchases.before(truth.until) > bought
    return Outcome(bought, extra, first, last, complaints.after_last, alive, no_order, ordered)


def _first_and_last(purchases: Purchases) -> tuple[Ints, Ints]:
    first = purchases.day[purchases.position == 0]
    last = first.copy()
    np.maximum.at(last, purchases.person[purchases.observed], purchases.day[purchases.observed])
    return first, last


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
    email, sms = final_consent(people, campaigns).tolist(), people.sms_state.tolist()
    stages = stage_of(done.purchases + done.extra_orders).tolist()
    columns = (
        purchases.rate.tolist(), purchases.dropout.tolist(), done.first_day.tolist(), done.last_day.tolist(),
        done.is_alive.tolist(), (truth.p / purchases.nu).tolist(), done.purchases.tolist(), done.extra_orders.tolist(),
        done.complained.tolist(), done.no_order.tolist(), done.ordered_next.tolist(), stages,
    )  # fmt: skip
    buyers = [
        f"{rate:.6f},{p:.6f},{stamps.date(first)},{stamps.date(last)},{int(alive)},{mean:.2f},{n},{extra},"
        f"{int(sad)},{none:.6f},{int(again)},{STAGES[stage]}"
        for rate, p, first, last, alive, mean, n, extra, sad, none, again, stage in zip(*columns, strict=True)
    ]
    others = [f",,,,,,,,,,,{_STAGE[kind]}" for kind in people.kind[len(buyers) :].tolist()]
    rows = zip(people.person_id, people.kind.tolist(), [*buyers, *others], email, sms, strict=True)
    return [f"{who},{KINDS[kind]},{row},{CONSENTS[e]},{CONSENTS[s]}" for who, kind, row, e, s in rows]
