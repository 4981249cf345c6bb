"""The call centre's log: free text in two languages, some of it over several lines."""

import numpy as np

from simulation import texts
from simulation.arrays import Ints, Objects, objects
from simulation.catalogue import PRODUCTS
from simulation.exports.dirt import BAD_DATE, RAGGED, Fault, quoted
from simulation.people import People
from simulation.spelling import emails, full_name, mistyped, phones
from simulation.stamps import Stamps
from simulation.tickets import COMPLAINT, KINDS, Tickets

HEADER = (
    "ticket_id,customer_name,phone,email,channel,kind,opened_at,closed_at,status,satisfaction,subject,body"
)
FAULTS = (Fault(RAGGED, 0), Fault(BAD_DATE, 6, "昨天"), Fault(RAGGED, 1))
CHANNELS = objects(["phone", "email", "wechat", "web"])
_TEXTS = (
    (texts.COMPLAINTS_ZH, texts.COMPLAINTS_EN),
    (texts.QUESTIONS_ZH, texts.QUESTIONS_EN),
    (texts.PRAISE_ZH, texts.PRAISE_EN),
)


def ticket_ids(size: int, first: int) -> list[str]:
    """T00000001 …"""
    return [f"T{first + i + 1:08d}" for i in range(size)]


def ticket_rows(
    tickets: Tickets, people: People, stamps: Stamps, end: int, first: int, rng: np.random.Generator
) -> list[str]:
    """One line (or several, where the text has some) per ticket."""
    size = len(tickets.person)
    closed = tickets.day + rng.integers(0, 6, size)
    columns = (
        ticket_ids(size, first), _names(people, tickets.person, rng), phones(tickets.phone, rng),
        emails(tickets.email, rng), CHANNELS[rng.integers(0, 4, size)], tickets.kind.tolist(), tickets.day.tolist(),
        np.where(closed < end, closed, -1).tolist(), rng.integers(540, 1260, size).tolist(),
        _satisfaction(tickets, rng), people.names.is_chinese[tickets.person].tolist(),
        rng.integers(0, 10**6, size).tolist(),
    )  # fmt: skip
    rows = []
    for no, name, tel, mail, channel, kind, day, done, minute, mark, chinese, draw in zip(
        *columns, strict=True
    ):
        subject, body = _text(kind, chinese, draw, stamps.date(max(day - 9, 0)))
        status = "open" if done < 0 else "closed"
        opened = f"{stamps.date(day)} {stamps.minute[minute]}"
        closing = "" if done < 0 else f"{stamps.date(done)} {stamps.minute[minute + 60]}"
        rows.append(f"{no},{name},{tel},{mail},{channel},{KINDS[kind]},{opened},{closing},{status},{mark},"
                    f"{quoted(subject)},{quoted(body)}")  # fmt: skip
    return rows


def _names(people: People, person: Ints, rng: np.random.Generator) -> list[str]:
    home, slip = rng.random(len(person)) < 0.75, rng.random(len(person)) < 0.02
    own: list[Objects] = [
        getattr(people.names, part)[person] for part in ("family", "given", "family_latin", "given_latin")
    ]
    at_home = (home & people.names.is_chinese[person]).tolist()
    written = [full_name("home" if h else "latin", *parts) for h, *parts in zip(at_home, *own, strict=True)]
    for index in np.flatnonzero(slip).tolist():
        written[index] = mistyped(written[index], index)
    return written


def _satisfaction(tickets: Tickets, rng: np.random.Generator) -> list[str]:
    """1 to 5, blank where nobody answered; those who complain give 1 to 3."""
    mark = np.where(tickets.kind == COMPLAINT, 0, 2) + rng.integers(1, 4, len(tickets.kind))
    answered = rng.random(len(mark)) < 0.6
    return [str(m) if yes else "" for m, yes in zip(mark.tolist(), answered.tolist(), strict=True)]


def _text(kind: int, chinese: bool, draw: int, day: str) -> tuple[str, str]:
    templates = _TEXTS[kind][0 if chinese else 1]
    subject, body = templates[draw % len(templates)]
    product = PRODUCTS[draw // 7 % len(PRODUCTS)].split(" ")
    name = product[-1] if chinese else " ".join(product[:-1])
    return subject, body.format(product=name, day=day, order=f"{draw:06d}")
