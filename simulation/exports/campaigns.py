"""The mail tool's log: one row per person and campaign, both arms of the lot."""

from collections.abc import Sequence

import numpy as np

from simulation.arrays import Ints, Objects
from simulation.campaigns import Members
from simulation.contacts import FXIAOKE, ZOHO
from simulation.exports.dirt import RAGGED, Fault
from simulation.exports.fxiaoke_customers import Cards
from simulation.exports.zoho import record_ids
from simulation.parameters import Parameters
from simulation.people import People
from simulation.stamps import Stamps

HEADER = "campaign_id,campaign,channel,offer,email,customer_ref,group,sent_at,opened_at,clicked_at,unsubscribed_at,cost"
FAULTS = (Fault(RAGGED, 0), Fault(RAGGED, 1))
SENT_AT = 10 * 60


def customer_refs(people: People, cards: Cards) -> Objects:
    """The number by which the mail tool knows a person: of Fxiaoke, else of Zoho, else none."""
    present = people.contacts.present
    zoho = np.where(present[ZOHO], record_ids(people.number), "")
    return np.where(present[FXIAOKE], cards.number[0], zoho)


def member_rows(
    campaigns: Sequence[Members], people: People, cards: Cards, stamps: Stamps, truth: Parameters,
    rng: np.random.Generator,
) -> list[str]:  # fmt: skip
    """One line per member, campaign after campaign."""
    refs = customer_refs(people, cards)
    return [row for members in campaigns for row in _rows(members, people, refs, stamps, truth, rng)]


def _rows(
    members: Members,
    people: People,
    refs: Objects,
    stamps: Stamps,
    truth: Parameters,
    rng: np.random.Generator,
) -> list[str]:
    campaign, sent = members.campaign, truth.day(members.campaign.sent_on)
    opened = SENT_AT + 5 + rng.integers(0, 2000, len(members.person))
    clicked = opened + 1 + rng.integers(0, 30, len(opened))
    left = opened + 2 + rng.integers(0, 10, len(opened))
    times = [
        _times(reacted, minute, sent, stamps)
        for reacted, minute in (
            (members.opened, opened),
            (members.clicked, clicked),
            (members.unsubscribed, left),
        )
    ]
    start = f"{campaign.campaign_id},{campaign.name},email,{campaign.offer}"
    when = stamps.time(sent, SENT_AT)
    columns = (
        people.contacts.email[members.person],
        refs[members.person],
        members.is_treated.tolist(),
        *times,
    )
    return [
        f"{start},{email},{ref},{'treated' if arm else 'control'},{when},{o},{c},{u},{campaign.cost if arm else 0:g}"
        for email, ref, arm, o, c, u in zip(*columns, strict=True)
    ]


def _times(reacted: np.ndarray, minute: Ints, sent: int, stamps: Stamps) -> list[str]:
    return [
        stamps.time(sent + m // 1440, m % 1440) if yes else ""
        for yes, m in zip(reacted.tolist(), minute.tolist(), strict=True)
    ]
