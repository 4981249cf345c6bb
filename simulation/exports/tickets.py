"""The call centre's log: free text in two languages, some of it over several lines."""

import numpy as np

from simulation import texts
from simulation.arrays import objects
from simulation.catalogue import PRODUCTS
from simulation.columns import Stamps, counting, lines, where, whole
from simulation.exports.dirt import BAD_DATE, RAGGED, Fault, quoted
from simulation.people import People
from simulation.spelling import emails, full_name, mistyped, phones
from simulation.tickets import COMPLAINT, KINDS, Tickets

HEADER = (
    "ticket_id,customer_name,phone,email,channel,kind,opened_at,closed_at,status,satisfaction,subject,body"
)
FAULTS = (Fault(RAGGED, 0), Fault(BAD_DATE, 6, "昨天"), Fault(RAGGED, 1))
CHANNELS = objects(["phone", "email", "wechat", "web"])
STATUS = objects(["closed", "open"])
_TEXTS = (
    (texts.COMPLAINTS_EN, texts.COMPLAINTS_ZH),
    (texts.QUESTIONS_EN, texts.QUESTIONS_ZH),
    (texts.PRAISE_EN, texts.PRAISE_ZH),
)


def ticket_ids(size: int, first: int) -> list[str]:
    """T00000001 …"""
    return counting("T", first + 1, size, digits=8)


def ticket_rows(
    tickets: Tickets, people: People, stamps: Stamps, end: int, first: int, rng: np.random.Generator
) -> list[str]:
    """One line (or several, where the text has some) per ticket."""
    size = len(tickets.person)
    closed, minute = tickets.day + rng.integers(0, 6, size), rng.integers(540, 1260, size)
    is_open = closed >= end
    return lines(
        ticket_ids(size, first),
        _names(tickets, people, rng),
        phones(tickets.phone, rng),
        emails(tickets.email, rng),
        CHANNELS[rng.integers(0, 4, size)],
        objects(KINDS)[tickets.kind],
        stamps.times(tickets.day, minute),
        where(~is_open, stamps.times(np.minimum(closed, end), minute + 60)),
        STATUS[is_open.astype(np.int64)],
        _satisfaction(tickets, rng),
        *_texts(tickets, people, stamps, rng),
    )


def _names(tickets: Tickets, people: People, rng: np.random.Generator) -> list[str]:
    size = len(tickets.person)
    home = (rng.random(size) < 0.75) & people.names.is_chinese[tickets.person]
    own = [part[tickets.person] for part in people.names.parts]
    rows = zip(home.tolist(), *own, strict=True)
    written = [full_name("home" if at_home else "latin", *parts) for at_home, *parts in rows]
    for index in np.flatnonzero(rng.random(size) < 0.02).tolist():
        written[index] = mistyped(written[index], index)
    return written


def _satisfaction(tickets: Tickets, rng: np.random.Generator) -> list[str]:
    """1 to 5, blank where nobody answered; those who complain give 1 to 3."""
    mark = np.where(tickets.kind == COMPLAINT, 0, 2) + rng.integers(1, 4, len(tickets.kind))
    return where(rng.random(len(mark)) < 0.6, whole(mark))


def _texts(
    tickets: Tickets, people: People, stamps: Stamps, rng: np.random.Generator
) -> tuple[list[str], list[str]]:
    """subject, body."""
    chinese = people.names.is_chinese[tickets.person].tolist()
    drawn = rng.integers(0, 10**6, len(chinese)).tolist()
    days = stamps.dates(np.maximum(tickets.day - 9, 0))
    pairs = [_text(*row) for row in zip(tickets.kind.tolist(), chinese, drawn, days, strict=True)]
    return [quoted(subject) for subject, _ in pairs], [quoted(body) for _, body in pairs]


def _text(kind: int, chinese: bool, draw: int, day: str) -> tuple[str, str]:
    templates = _TEXTS[kind][chinese]
    subject, body = templates[draw % len(templates)]
    *english, zh = PRODUCTS[draw // 7 % len(PRODUCTS)].split(" ")
    return subject, body.format(product=zh if chinese else " ".join(english), day=day, order=f"{draw:06d}")
