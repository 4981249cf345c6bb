"""People as they are, one dictionary each, before anybody wrote them down; seeded."""

import random
from typing import Any

from simulation.names import LAST_NAMES

Facts = dict[str, Any]
_MEN = """
James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony
Mark Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan
Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Frank Patrick
Alexander Raymond Jack Dennis Jerry Tyler Aaron Jose Henry Adam Douglas Nathan Peter Zachary Kyle Walter
Harold Carl Lachlan Angus Callum Hamish Declan Ewan Stefan Dimitri Hugo Emil Otto Rafael Diego Marco
"""
_WOMEN = """
Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret
Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia
Kathleen Amy Angela Shirley Anna Ruth Brenda Pamela Nicole Katherine Samantha Christine Catherine Virginia
Debra Rachel Janet Emma Maria Heather Diane Julie Joyce Victoria Kelly Christina Joan Evelyn Lauren Judith
Olivia Frances Martha Cheryl Megan Andrea Hannah Teresa Isla Freya Imogen Saoirse Elena Ingrid Sofia Lucia
"""
_STEMS = (
    "Ash Brad Carl Dun Elm Fair Gar Hol Ing Jar Kell Lang Mar Nor Oak Pem Quil Rad Stan Thorn Ul Vas Whit"
)
_ENDINGS = "ford ton ley wick man berg son well stone field wood ham hurst more ski ini escu sen dale worth"
_STREETS = """
Maple Oak Cedar Pine Elm Washington Lake Hill Park Main Church Spring Ridge River Sunset Franklin Jackson
Highland Forest Meadow Willow Chestnut Walnut Madison Lincoln Cherry Dogwood Hickory Birch Laurel
Kingsford Bellevue Tarrant Osborne Clarendon Devonshire Langley Merton Ormond Pembroke
"""
MEN, WOMEN, STEMS, ENDINGS = _MEN.split(), _WOMEN.split(), _STEMS.split(), _ENDINGS.split()
SURNAMES = [*LAST_NAMES.split(), *(stem + ending for ending in ENDINGS for stem in STEMS)]
STREETS = _STREETS.split()
KINDS = ("Street", "Road", "Avenue", "Drive", "Lane", "Court", "Place", "Crescent")
STATES = ("NC", "VA", "SC", "TN", "GA")
SHORT = {
    "Robert": "Bob",
    "William": "Bill",
    "James": "Jim",
    "Thomas": "Tom",
    "Michael": "Mike",
    "Joseph": "Joe",
    "Richard": "Dick",
    "Edward": "Ted",
    "Elizabeth": "Betty",
    "Margaret": "Peggy",
    "Katherine": "Kate",
    "Patricia": "Pat",
    "Jennifer": "Jenny",
    "Susan": "Sue",
    "Christopher": "Chris",
    "Samuel": "Sam",
}
TOWNS = [
    f"{stem}{ending}" for stem in STEMS[:12] for ending in ("ville", " Springs", "burg", " Hills", "port")
]


def drawn(items: list[str], rng: random.Random) -> str:
    """One of a list whose first entries are the most frequent (Zipf)."""
    return items[min(int(len(items) ** rng.random()) - 1, len(items) - 1)]


def people(size: int, seed: int, kin: float = 0.2) -> list[Facts]:
    """So many people; a share of them live with the one before and mostly bear the same surname."""
    rng, found, taken = random.Random(seed), [], set()
    for number in range(size):
        one = person(rng, found[-1] if found and rng.random() < kin else None)
        local, _, domain = one["email"].partition("@")
        one["email"] = f"{local}{number}@{domain}" if one["email"] in taken else one["email"]
        taken.add(one["email"])
        found.append(one)
    return found


def person(rng: random.Random, kin: Facts | None) -> Facts:
    """Somebody, at the address of `kin`, where there is one."""
    is_woman = rng.random() < 0.5
    given = [name for name in (WOMEN if is_woman else MEN) if kin is None or name != kin["given"]]
    home = (
        {key: kin[key] for key in ("surname", "house", "street", "town", "state", "zip", "area")}
        if kin
        else home_of(rng)
    )
    facts = {
        "surname": drawn(SURNAMES, rng),
        **home,
        "given": drawn(given, rng),
        "sex": "F" if is_woman else "M",
    }
    if kin and rng.random() < 0.15:
        facts["surname"] = drawn(SURNAMES, rng)
    facts["middle"] = drawn(given, rng) if rng.random() < 0.8 else ""
    facts["born"] = f"{rng.randrange(1925, 2004)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    facts["phone"] = facts["area"] + f"{rng.randrange(2, 10)}{rng.randrange(10**6):06d}"
    facts["ssn"] = f"{rng.randrange(1, 666):03d}-{rng.randrange(1, 99):02d}-{rng.randrange(1, 9999):04d}"
    facts["email"] = mailbox(facts, rng)
    return facts


def home_of(rng: random.Random) -> Facts:
    """A new address and what comes with it."""
    at = min(int(len(TOWNS) * rng.random() ** 2), len(TOWNS) - 1)
    return {
        "house": str(rng.randrange(1, 9999) if rng.random() < 0.4 else rng.randrange(1, 200)),
        "street": f"{rng.choice(STREETS)} {rng.choice(KINDS)}",
        "town": TOWNS[at],
        "state": STATES[at % len(STATES)],
        "zip": f"{27000 + at * 13 + rng.randrange(3)}",
        "area": f"{919 - at % 7}",
    }


def mailbox(facts: Facts, rng: random.Random) -> str:
    """A mailbox made of the name, as most are."""
    given, surname = facts["given"].lower(), facts["surname"].lower()
    local = rng.choice((f"{given}.{surname}", f"{given[0]}{surname}", f"{given}{rng.randrange(100)}"))
    domain = rng.choice(("gmail.com", "yahoo.com", "mail.example"))
    return f"{local}{rng.choice(('', facts['born'][2:4]))}@{domain}"


def changed(facts: Facts, **other: Any) -> Facts:
    """The same facts but for some."""
    return facts | other
