"""The service desk: complaints, and the questions and praise around them."""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import Bools, Ints, Objects, chance
from simulation.complaints import Complaints
from simulation.contacts import EMAIL, PHONE
from simulation.orders import Orders
from simulation.parameters import Parameters
from simulation.people import BUYER, People

KINDS = ("complaint", "question", "praise")
COMPLAINT, QUESTION, PRAISE = range(3)
QUESTIONS, PRAISES = 0.03, 0.01


@dataclass(frozen=True)
class Tickets:
    """One value per ticket, ordered by time.

    email, phone: the contact given, maybe blank; joined: whether it leads to the person's main group.
    """

    person: Ints
    day: Ints
    kind: Ints
    email: Objects
    phone: Objects
    joined: Bools


def make_tickets(
    complaints: Complaints, orders: Orders, people: People, truth: Parameters, rng: np.random.Generator
) -> Tickets:
    """All tickets before the reporting day."""
    parts: list[tuple[Ints, Ints, int]] = [(complaints.person, complaints.day, COMPLAINT)]
    for sort, rate in ((QUESTION, QUESTIONS), (PRAISE, PRAISES)):
        asks = chance(rng, rate, len(orders)) & (people.kind[orders.person] == BUYER)
        day = np.minimum(orders.day[asks] + rng.integers(0, 8, asks.sum()), truth.end - 1)
        parts.append((orders.person[asks], day, sort))
    person, day = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    kind = np.concatenate([np.full(len(part[0]), part[2]) for part in parts])
    order = np.lexsort((kind, person, day))
    email, phone, joined = _contact(person[order], people, rng)
    return Tickets(person[order], day[order], kind[order], email, phone, joined)


def _contact(person: Ints, people: People, rng: np.random.Generator) -> tuple[Objects, Objects, Bools]:
    """Most give a phone or e-mail that the company has; a few another one of theirs, fewer none at all."""
    contacts, draw = people.contacts, rng.random((3, len(person)))
    by_phone, by_email = contacts.reachable(PHONE)[person], contacts.reachable(EMAIL)[person]
    gives_phone = by_phone & ((draw[0] < 0.6) | ~by_email)
    gives_email = by_email & (~gives_phone | (draw[1] < 0.15))
    stray, silent = draw[2] < 0.01, draw[2] > 0.995
    gives_phone, gives_email = (gives_phone | stray) & ~silent, gives_email & ~stray & ~silent
    joined = (gives_phone & by_phone) | (gives_email & by_email)
    email, phone = contacts.email[person], contacts.phone[person]
    return np.where(gives_email, email, ""), np.where(gives_phone, phone, ""), joined
