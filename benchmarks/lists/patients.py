"""Two lists of patients, heavily damaged: in the character of FEBRL's third and fourth set."""

import random

import pandas as pd

from benchmarks.lists.people import STEMS, Facts, drawn, people
from benchmarks.lists.slips import numbered, typed, worded
from benchmarks.lists.tables import Change, table

PATIENT: dict[str, Change] = {
    "given_name": worded,
    "surname": worded,
    "street_number": numbered,
    "address_1": worded,
    "address_2": worded,
    "suburb": worded,
    "postcode": numbered,
    "state": typed,
    "date_of_birth": numbered,
    "soc_sec_id": numbered,
}


def patient(facts: Facts, rng: random.Random) -> Facts:
    """A person in the columns of a hospital of the southern hemisphere."""
    second = rng.choice((f"{drawn(STEMS, rng)} {rng.choice(('village', 'park', 'flats', 'estate'))}", "", ""))
    return {
        "given_name": facts["given"].lower(),
        "surname": facts["surname"].lower(),
        "street_number": facts["house"],
        "address_1": facts["street"].lower(),
        "address_2": second.lower(),
        "suburb": facts["town"].lower(),
        "postcode": facts["zip"][1:],
        "state": facts["state"].lower(),
        "date_of_birth": facts["born"].replace("-", ""),
        "soc_sec_id": facts["ssn"].replace("-", "")[:7],
    }


def maimed(row: Facts, times: int, rng: random.Random) -> Facts:
    """A row changed so many times: slips, values lost, values in each other's place."""
    found = dict(row)
    for _ in range(times):
        name, kind = rng.choice(list(PATIENT)), rng.random()
        if kind < 0.12:
            found[name] = ""
        elif kind < 0.18:
            one, other = rng.choice((("given_name", "surname"), ("address_1", "address_2")))
            found[one], found[other] = found[other], found[one]
        elif found[name]:
            found[name] = PATIENT[name](found[name], rng)
    return found


def patients(size: int, seed: int) -> pd.DataFrame:
    """Two fifths originals, each with up to five heavily damaged duplicates, numbered like `rec-12-dup-0`."""
    rng, rows = random.Random(seed), []
    originals = [patient(facts, rng) for facts in people(size * 2 // 5, seed, kin=0.0)]
    copies = [0] * len(originals)
    while sum(copies) < size - len(originals):
        at = rng.randrange(len(originals) // 2)
        copies[at] += 1 if copies[at] < 5 else 0
    for number, (row, times) in enumerate(zip(originals, copies, strict=True)):
        rows.append(row | {"truth": f"rec-{number}-org"})
        rows += [
            maimed(row, rng.randrange(2, 13), rng) | {"truth": f"rec-{number}-dup-{at}"}
            for at in range(times)
        ]
    return table(rows, rng)


def two_hospitals(size: int, seed: int) -> pd.DataFrame:
    """Two files under each other, every person once in each."""
    rng, rows = random.Random(seed), []
    for number, facts in enumerate(people(size // 2, seed, kin=0.0)):
        row = patient(facts, rng)
        rows += [
            row | {"truth": f"rec-{number}-org"},
            maimed(row, rng.randrange(1, 6), rng) | {"truth": f"rec-{number}-dup-0"},
        ]
    return table(rows, rng)
