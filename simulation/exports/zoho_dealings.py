"""Zoho CRM's Deals and Calls: lookups as a pair of columns, times without a zone."""

import numpy as np

from simulation import catalogue
from simulation.arrays import Ints, Objects, objects
from simulation.columns import Stamps, counting, lines, money, same, whole
from simulation.dealings import IN_ZOHO, Deals, Talks
from simulation.exports.dirt import BAD_DATE, RAGGED, Fault
from simulation.exports.zoho import OWNER_IDS, record_ids
from simulation.parameters import Parameters
from simulation.people import People

DEALS = (
    "Record Id,Deal Name,Deal Owner,Deal Owner.id,Contact Name,Contact Name.id,Stage,Probability (%),Amount,"
    "Currency,Closing Date,Lead Source,Reason For Loss,Created Time,Modified Time"
)
CALLS = (
    "Record Id,Subject,Call Type,Call Start Time,Call Duration (in seconds),Contact Name,Contact Name.id,"
    "Related To,Call Status,Call Result,Call Owner,Created Time,Modified Time"
)
DEAL_FAULTS = (Fault(RAGGED, 0), Fault(RAGGED, 1))
CALL_FAULTS = (Fault(RAGGED, 0), Fault(BAD_DATE, 3, "yesterday"), Fault(RAGGED, 1))
STAGES = (
    ("Qualification", "10"),
    ("Needs Analysis", "30"),
    ("Proposal/Price Quote", "60"),
    ("Negotiation/Review", "80"),
)
REASONS = objects(["Price", "Competition", "No need now", "No answer"])
RESULTS = objects(["Interested", "Not interested", "Call again", "Left a message"])
SOURCES = objects(["Web", "Exhibition", "Referral", "Cold Call", "Store", "WeChat"])


def of_zoho(rows: Deals | Talks) -> Ints:
    """Which of them stand in Zoho."""
    return np.flatnonzero(rows.system == IN_ZOHO)


def deal_ids(size: int, first: int) -> list[str]:
    """zcrm_5512342000000001 …"""
    return counting("zcrm_5512342", first + 1, size, digits=9)


def deal_rows(
    deals: Deals, people: People, stamps: Stamps, truth: Parameters, first: int, rng: np.random.Generator
) -> list[str]:
    """One line per deal of Zoho."""
    size, ended = len(deals), deals.closes < truth.end
    owner, minute = rng.integers(0, 5, size), rng.integers(540, 1080, size)
    stages = _stages(deals.is_won, ended, rng)
    reason = np.where(ended & ~deals.is_won, REASONS[rng.integers(0, len(REASONS), size)], "")
    return lines(
        deal_ids(size, first),
        _named("Order of", deals.person, people),
        catalogue.OWNERS[owner],
        OWNER_IDS[owner],
        *_contact(deals.person, people),
        [stage for stage, _ in stages],
        [share for _, share in stages],
        money(deals.cents),
        same("CNY", size),
        stamps.dates(deals.closes),
        SOURCES[deals.source],
        reason,
        stamps.times(deals.opened, minute, ":00"),
        stamps.times(np.minimum(deals.closes, truth.end - 1), minute, ":30"),
    )


def _stages(is_won: np.ndarray, ended: np.ndarray, rng: np.random.Generator) -> list[tuple[str, str]]:
    drawn = rng.integers(0, len(STAGES), len(is_won)).tolist()
    ends = {True: ("Closed Won", "100"), False: ("Closed Lost", "0")}
    rows = zip(is_won.tolist(), ended.tolist(), drawn, strict=True)
    return [ends[won] if over else STAGES[at] for won, over, at in rows]


def call_rows(
    talks: Talks, people: People, stamps: Stamps, first: int, rng: np.random.Generator
) -> list[str]:
    """One line per call of Zoho."""
    size = len(talks)
    minute, inbound = rng.integers(540, 1080, size), rng.random(size) < 0.3
    return lines(
        counting("zcrm_5512343", first + 1, size, digits=9),
        _named("Call with", talks.person, people),
        ["Inbound" if each else "Outbound" for each in inbound.tolist()],
        stamps.times(talks.day, minute, ":00"),
        whole(rng.integers(20, 900, size)),
        *_contact(talks.person, people),
        _named("Order of", talks.person, people),
        same("Completed", size),
        RESULTS[rng.integers(0, len(RESULTS), size)],
        catalogue.OWNERS[rng.integers(0, 5, size)],
        stamps.times(talks.day, minute, ":00"),
        stamps.times(talks.day, minute + 20, ":00"),
    )


def _contact(person: Ints, people: People) -> tuple[Objects, Objects]:
    """Contact Name, Contact Name.id."""
    name = people.names.given_latin[person] + " " + people.names.family_latin[person]
    return name, record_ids(people.number[person])


def _named(what: str, person: Ints, people: People) -> list[str]:
    return [f"{what} {name}" for name in people.names.family_latin[person].tolist()]
