"""People of the past and their many mentions."""

import random

import pandas as pd

from benchmarks.lists.people import SHORT, TOWNS, Facts, drawn, people
from benchmarks.lists.slips import dated, numbered, typed, worded
from benchmarks.lists.tables import slipped, table

_OCCUPATIONS = """
politician writer painter cricketer actor clergyman botanist engineer lawyer physician musician diplomat
historian architect soldier poet journalist economist philosopher composer
"""
OCCUPATIONS = _OCCUPATIONS.split()
DIED = {
    "full_name": worded,
    "birth_place": worded,
    "postcode_fake": numbered,
    "dob": dated,
    "occupation": typed,
}


def historical(size: int, seed: int) -> pd.DataFrame:
    """Up to twenty mentions of each of few people, of varying name, day and place."""
    rng, rows, number = random.Random(seed), [], 0
    dead = iter(people(size, seed, kin=0.1))
    while len(rows) < size:
        facts, times = next(dead), rng.randrange(1, 21)
        home = {
            "dob": f"{rng.randrange(1600, 1960)}{facts['born'][4:]}",
            "occupation": drawn(OCCUPATIONS, rng),
            "birth_place": facts["town"].lower(),
            "near": [facts["town"].lower(), rng.choice(TOWNS).lower()],
            "postcode_fake": f"{facts['town'][:2].lower()}{rng.randrange(1, 30)} {rng.randrange(1, 10)}aj",
            "noble": rng.random() < 0.12,
        }
        rows += [
            mention(facts, home, f"q{number}-{at}", rng) | {"truth": f"Q{7 * number}"} for at in range(times)
        ]
        number += 1
    return table(rows[:size], rng)


def mention(facts: Facts, home: Facts, name: str, rng: random.Random) -> Facts:
    """One mention of a person of the past."""
    given = facts["given"].lower()
    if rng.random() < 0.15:
        given = rng.choice(
            (SHORT.get(facts["given"], given).lower(), given[0], facts["middle"].lower() or given)
        )
    surname = facts["surname"].lower()
    middle = facts["middle"].lower() if rng.random() < 0.4 else ""
    first = worded(given, rng) if rng.random() < 0.1 else given
    last = worded(surname, rng) if rng.random() < 0.1 else surname
    full = " ".join(part for part in (first, middle, last) if part)
    if home["noble"] and rng.random() < 0.6:
        full = f"{full}, {rng.choice(('1st baron', '2nd earl of', 'sir'))} {last}"
    row = {
        "unique_id": name,
        "full_name": full,
        "first_and_surname": f"{first} {last}",
        "dob": home["dob"],
        "birth_place": rng.choice(home["near"]) if rng.random() < 0.2 else home["birth_place"],
        "postcode_fake": home["postcode_fake"]
        if rng.random() < 0.7
        else home["postcode_fake"][:-3] + f"{rng.randrange(1, 10)}ab",
        "gender": {"F": "female", "M": "male"}[facts["sex"]],
        "occupation": home["occupation"] if rng.random() < 0.8 else drawn(OCCUPATIONS, rng),
    }
    kinds = {name: DIED[name] for name in ("dob", "postcode_fake", "birth_place")}
    found = slipped(row, 0.12, kinds, rng, missing=0.08)
    return found | {
        name: "" for name, share in (("occupation", 0.25), ("gender", 0.1)) if rng.random() < share
    }
