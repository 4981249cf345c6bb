"""The mail tool's log: one row per person and campaign, both arms of the lot."""

from collections.abc import Sequence

import numpy as np

from simulation.arrays import Objects, objects
from simulation.campaigns import Members
from simulation.columns import Stamps, lines, same, where
from simulation.contacts import FXIAOKE, ZOHO
from simulation.exports.dirt import RAGGED, Fault
from simulation.exports.fxiaoke_customers import Cards
from simulation.exports.zoho import record_ids
from simulation.parameters import Parameters
from simulation.people import People

HEADER = (
    "campaign_id,campaign,channel,offer,email,customer_ref,group,"
    "sent_at,opened_at,clicked_at,unsubscribed_at,cost"
)
FAULTS = (Fault(RAGGED, 0), Fault(RAGGED, 1))
ARMS = objects(["control", "treated"])
SENT_AT = 10 * 60


def member_rows(
    campaigns: Sequence[Members],
    people: People,
    cards: Cards,
    stamps: Stamps,
    truth: Parameters,
    rng: np.random.Generator,
) -> list[str]:
    """One line per member, campaign after campaign; sent_at is given for both arms."""
    refs = _refs(people, cards)
    return [row for members in campaigns for row in _rows(members, people, refs, stamps, truth, rng)]


def _refs(people: People, cards: Cards) -> Objects:
    """The number by which the mail tool knows a person: of Fxiaoke, else of Zoho, else none."""
    present = people.contacts.present
    zoho = np.where(present[ZOHO], record_ids(people.number), "")
    return np.where(present[FXIAOKE], cards.number[0], zoho)


def _rows(
    members: Members,
    people: People,
    refs: Objects,
    stamps: Stamps,
    truth: Parameters,
    rng: np.random.Generator,
) -> list[str]:
    campaign, size, arm = members.campaign, len(members.person), members.is_treated.astype(np.int64)
    sent, at = np.full(size, truth.day(campaign.sent_on)), np.full(size, SENT_AT)
    return lines(
        *(same(text, size) for text in (campaign.campaign_id, campaign.name, "email", campaign.offer)),
        people.contacts.email[members.person],
        refs[members.person],
        ARMS[arm],
        stamps.times(sent, at, ":00"),
        *_reactions(members, truth.day(campaign.sent_on), stamps, rng),
        objects(["0", f"{campaign.cost:g}"])[arm],
    )


def _reactions(members: Members, sent: int, stamps: Stamps, rng: np.random.Generator) -> list[list[str]]:
    """opened_at, clicked_at, unsubscribed_at; blank where nothing happened."""
    size = len(members.person)
    opened = SENT_AT + 5 + rng.integers(0, 2000, size)
    clicked, left = opened + 1 + rng.integers(0, 30, size), opened + 2 + rng.integers(0, 10, size)
    happened = ((members.opened, opened), (members.clicked, clicked), (members.unsubscribed, left))
    return [where(yes, stamps.times(sent + minute // 1440, minute % 1440, ":00")) for yes, minute in happened]
