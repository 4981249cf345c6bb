"""Lists of places and companies, and of works, which are neither: the same promises."""

import random

import pandas as pd

from benchmarks.lists.people import STEMS, STREETS, SURNAMES, TOWNS, Facts, drawn, home_of, people
from benchmarks.lists.slips import numbered, typed, worded
from benchmarks.lists.tables import slipped, table

_DISHES = "Grill Cafe Bistro Kitchen Palace Garden House Diner Trattoria Brasserie Oyster Bar Steakhouse"
_TYPES = "american italian french seafood chinese steakhouses japanese mexican continental asian"
_TRADES = "Logistics Software Foods Energy Partners Systems Textiles Pharma Motors Consulting Media Steel"
DISHES, TYPES, TRADES = _DISHES.split(), _TYPES.split(), _TRADES.split()
FORMS = ("Inc", "Inc.", "LLC", "Corp", "Corporation", "Ltd", "Limited", "Co.", "")


def restaurants(size: int, seed: int) -> pd.DataFrame:
    """Two guides to the same towns, each with its own habits; a seventh of the houses stand in both."""
    rng, rows = random.Random(seed), []
    for number in range(size * 7 // 8):
        home, owner = home_of(rng), drawn(SURNAMES, rng)
        name = rng.choice(
            (
                f"{owner}'s {rng.choice(DISHES)}",
                f"The {rng.choice(STEMS)} {rng.choice(DISHES)}",
                f"{owner}'s",
                f"Cafe {owner}",
            )
        )
        phone = f"{home['area']}{rng.randrange(2, 10)}{rng.randrange(10**6):06d}"
        facts = {"name": name, "phone": phone, "type": drawn(TYPES, rng), **home}
        first = rng.random() < 0.5
        rows.append(_guide(facts, first, rng) | {"truth": str(number)})
        if rng.random() < 0.143:
            rows.append(_guide(facts, not first, rng) | {"truth": str(number)})
    return table(rows, rng)


def _guide(facts: Facts, is_first: bool, rng: random.Random) -> Facts:
    name, street = facts["name"], facts["street"]
    if not is_first and rng.random() < 0.3:
        name = rng.choice(
            (
                name.removeprefix("The "),
                f"{name} of {facts['town']}",
                name.replace("'s", "s"),
                f"{name} (The)",
            )
        )
    kind = facts["type"] if is_first or rng.random() < 0.6 else rng.choice(TYPES)
    short = street.replace("Street", "St.").replace("Avenue", "Ave.").replace("Road", "Rd.")
    phone = facts["phone"]
    row = {
        "name": name.lower(),
        "addr": f"{facts['house']} {street if is_first else short}".lower(),
        "city": facts["town"].lower(),
        "phone": f"{phone[:3]}/{phone[3:6]}-{phone[6:]}"
        if is_first
        else f"{phone[:3]}-{phone[3:6]}-{phone[6:]}",
        "type": kind,
    }
    return slipped(row, 0.04, {"name": worded, "addr": worded, "phone": numbered}, rng)


def companies(size: int, seed: int) -> pd.DataFrame:
    """Accounts of a CRM: legal forms, branches with one domain, groups whose firms share their first word."""
    rng, rows, number = random.Random(seed), [], 0
    while len(rows) < size:
        stem, group = drawn(SURNAMES, rng), number
        for _ in range(rng.choice((1, 1, 1, 2))):
            home, trade = home_of(rng), rng.choice(TRADES)
            own = rng.choice((f"{stem}{trade}{number}", f"{stem}{trade[:4]}{number}", f"{stem}{group}"))
            site = f"{own.lower()}.com" if rng.random() < 0.9 else ""
            phone = f"{home['area']}{rng.randrange(2, 10)}{rng.randrange(10**6):06d}"
            facts = {"stem": stem, "trade": trade, "domain": site, "phone": phone, **home}
            for _ in range(rng.choice((1, 1, 2, 2, 3))):
                rows.append(_account(facts, rng) | {"truth": str(number)})
            number += 1
    return table([row | {"Account ID": f"001{at:07d}AB"} for at, row in enumerate(rows[:size])], rng)


def _account(facts: Facts, rng: random.Random) -> Facts:
    name = f"{facts['stem']} {facts['trade']} {rng.choice(FORMS)}".strip()
    phone = facts["phone"] if rng.random() < 0.8 else facts["phone"][:6] + f"{rng.randrange(10**4):04d}"
    row = {
        "Account Name": name.upper() if rng.random() < 0.1 else name,
        "City": facts["town"],
        "Billing Street": f"{facts['house']} {facts['street']}" if rng.random() < 0.6 else "",
        "Phone": f"({phone[:3]}) {phone[3:6]}-{phone[6:]}" if rng.random() < 0.7 else "",
        "Website": rng.choice(("https://www.", "www.", "http://", "")) + facts["domain"]
        if facts["domain"]
        else "",
        "Industry": facts["trade"] if rng.random() < 0.5 else "",
        "Employees": str(rng.choice((10, 50, 200, 1000))),
    }
    return slipped(row, 0.05, {"Account Name": worded, "City": typed, "Phone": numbered}, rng, missing=0.02)


WORDS = """
adaptive query processing distributed systems learning indexing efficient temporal databases mining
parallel streams approximate joins semantic integration views caching transactions spatial sampling
privacy graphs recovery clustering ranking schema matching provenance ontologies compression hashing
partitioning estimation selectivity skyline trajectories sensors workflows replication consistency
concurrency locking versioning keyword search relevance feedback warehouses cubes aggregation sketches
outliers rules classification trees sequences patterns similarity duplicates cleaning quality
crowdsourcing benchmarks tuning optimizers storage flash memory
"""


def papers(size: int, seed: int) -> pd.DataFrame:
    """Titles, authors, venues and years, as several libraries cite them."""
    rng, rows = random.Random(seed), []
    authors = [f"{facts['given'][0]}. {facts['surname']}" for facts in people(size // 3 + 2, seed)]
    for number in range(size):
        title = " ".join(rng.sample(WORDS.split(), rng.randrange(4, 8)))
        names, year = rng.sample(authors, rng.randrange(1, 4)), rng.randrange(1990, 2010)
        venue = rng.choice(("SIGMOD", "VLDB", "ICDE", "TODS", "KDD"))
        for _ in range(rng.choice((1, 1, 2, 3))):
            shown = names if rng.random() < 0.7 else names[:1]
            row = {
                "title": title,
                "authors": ", ".join(shown),
                "venue": venue if rng.random() < 0.7 else f"Proc. {venue} {year}",
                "year": str(year),
            }
            rows.append(
                slipped(row, 0.1, {"title": worded, "authors": worded}, rng, missing=0.03)
                | {"truth": str(number)}
            )
    return table(rows[:size], rng)


def songs(size: int, seed: int) -> pd.DataFrame:
    """Titles, artists and albums with their numbers, lengths and years, as five shops write them."""
    rng, rows, words = random.Random(seed), [], [*STREETS, *STEMS, *TOWNS]
    for number in range(size):
        facts = {
            "title": " ".join(rng.sample(words, rng.randrange(1, 4))),
            "artist": drawn(SURNAMES, rng),
            "album": f"{rng.choice(words)} {rng.choice(words)}",
        }
        track, length, year = rng.randrange(1, 20), rng.randrange(120, 400), rng.randrange(1960, 2015)
        for shop in range(rng.choice((1, 1, 2, 3, 5))):
            row = {
                "number": f"{track:02d}" if shop % 2 else str(track),
                "title": f"{facts['artist']} - {facts['title']}" if shop == 3 else facts["title"],
                "length": str(length * 1000)
                if shop == 1
                else f"{length // 60}m {length % 60}sec"
                if shop == 2
                else str(length),
                "artist": facts["artist"],
                "album": facts["album"] if shop != 4 else f"{facts['album']} ({year})",
                "year": str(year) if shop % 3 else f"'{year % 100:02d}",
                "language": rng.choice(("English", "Eng.", "")),
            }
            rows.append(
                slipped(row, 0.08, {"title": worded, "artist": worded, "album": worded}, rng, missing=0.05)
                | {"TID": str(len(rows)), "truth": str(number)}
            )
    return table(rows[:size], rng)
