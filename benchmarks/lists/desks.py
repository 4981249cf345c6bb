"""What is written at desks: a hospital's index, and a shop's newsletter."""

import random

import pandas as pd

from benchmarks.lists.people import SHORT, SURNAMES, Facts, drawn, home_of, people
from benchmarks.lists.slips import dated, heard, numbered, typed, worded
from benchmarks.lists.tables import Change, slipped, table

ADMITTED: dict[str, Change] = {
    "Last Name": worded,
    "First Name": worded,
    "DOB": dated,
    "SSN": numbered,
    "Address": worded,
    "Zip": numbered,
    "Home Phone": numbered,
}


def admissions(size: int, seed: int) -> pd.DataFrame:
    """A hospital's index: social security numbers, maiden names, twins and juniors."""
    rng, rows = random.Random(seed), []
    folk = people(size, seed, kin=0.25)
    for number, facts in enumerate(folk):
        if number and rng.random() < 0.02:
            twin = folk[number - 1]
            facts = facts | {
                key: twin[key] for key in ("surname", "born", "house", "street", "town", "state", "zip")
            }
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
            rows.append(admitted(facts, rng) | {"truth": str(number)})
    return table([row | {"MRN": f"M{10**6 + 3 * at}"} for at, row in enumerate(rows[:size])], rng)


def admitted(facts: Facts, rng: random.Random) -> Facts:
    """A person at the desk."""
    if rng.random() < 0.1:
        facts = facts | home_of(rng)
    if facts["sex"] == "F" and rng.random() < 0.06:
        facts = facts | {"surname": f"{facts['surname']}-{drawn(SURNAMES, rng)}"}
    given = SHORT.get(facts["given"], facts["given"]) if rng.random() < 0.1 else facts["given"]
    row = {
        "Last Name": facts["surname"],
        "First Name": given,
        "MI": facts["middle"][:1],
        "DOB": facts["born"],
        "SSN": facts["ssn"] if rng.random() < 0.7 else "",
        "Sex": facts["sex"],
        "Home Phone": facts["phone"],
        "Address": f"{facts['house']} {facts['street']}",
        "City": facts["town"],
        "State": facts["state"],
        "Zip": facts["zip"],
        "Admission Date": f"2019-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
        "Ward": rng.choice("ABCDEF"),
    }
    return slipped(row, 0.06, ADMITTED, rng, missing=0.04)


SUBSCRIBED: dict[str, Change] = {
    "Subscriber": worded,
    "E-Mail": typed,
    "Street": worded,
    "Town": heard,
    "Mobile": numbered,
}


def subscribers(size: int, seed: int) -> pd.DataFrame:
    """A shop's newsletter: full names in one column, mailboxes, little else; households on one mailbox."""
    rng, rows = random.Random(seed), []
    for number, facts in enumerate(people(size, seed, kin=0.25)):
        for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
            at = facts if rng.random() < 0.9 else facts | home_of(rng)
            row = {
                "Subscriber": f"{facts['given']} {facts['surname']}",
                "E-Mail": facts["email"] if rng.random() < 0.85 else "",
                "Street": f"{at['street']} {at['house']}",
                "Town": at["town"],
                "Mobile": facts["phone"] if rng.random() < 0.5 else "",
                "Opt In": rng.choice(("yes", "no")),
                "Birthday": facts["born"] if rng.random() < 0.3 else "",
            }
            rows.append(
                slipped(row, 0.08, SUBSCRIBED, rng, missing=0.03)
                | {"truth": str(number), "No": str(len(rows))}
            )
    return table(rows[:size], rng)
