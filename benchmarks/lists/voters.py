"""Registers of voters: one of several years, and five of five parties."""

import random

import pandas as pd

from benchmarks.lists.people import SURNAMES, Facts, drawn, home_of, people
from benchmarks.lists.slips import numbered, typed, worded
from benchmarks.lists.tables import Change, slipped, table

VOTER: dict[str, Change] = {
    "last_name": worded,
    "first_name": worded,
    "res_street_address": worded,
    "res_city_desc": typed,
    "zip_code": numbered,
    "full_phone_num": numbered,
}


def voters(size: int, seed: int) -> pd.DataFrame:
    """Registers of several years: ages for birth dates, moves, married names, households, Jr and Sr."""
    rng, rows = random.Random(seed), []
    for number, facts in enumerate(people(size, seed, kin=0.35)):
        facts = facts | {
            "suffix": rng.choice(("JR", "SR", "III")) if facts["sex"] == "M" and rng.random() < 0.08 else ""
        }
        for _ in range(rng.choice((1, 1, 2, 2, 3))):
            rows.append(registered(facts, rng) | {"truth": f"{number}"})
    rows = [
        row | {"voter_reg_num": f"{200000 + 7 * at}", "county_id": str(at % 5)}
        for at, row in enumerate(rows[:size])
    ]
    return table(rows, rng)


def registered(facts: Facts, rng: random.Random) -> Facts:
    """A person as registered in some year, 2012 to 2018."""
    year, kind = rng.randrange(2012, 2019), rng.random()
    if kind < 0.12:
        facts = facts | home_of(rng)
    if rng.random() < 0.2:
        facts = facts | {"phone": facts["area"] + f"{rng.randrange(2, 10)}{rng.randrange(10**6):06d}"}
    if facts["sex"] == "F" and rng.random() < 0.08:
        facts = facts | {"surname": drawn(SURNAMES, rng)}
    facts = facts | {"phone": facts["phone"] if rng.random() < 0.4 else " " * 3}
    return slipped(
        {
            "last_name": facts["surname"].upper(),
            "first_name": facts["given"].upper(),
            "midl_name": facts["middle"].upper()[: rng.choice((0, 1, 20, 20))],
            "name_sufx_cd": facts["suffix"],
            "age": str(year - int(facts["born"][:4])),
            "sex_code": facts["sex"],
            "race_code": "WBOAI"[hash_of(facts) % 5],
            "party_cd": ("DEM", "REP", "UNA")[hash_of(facts) // 5 % 3],
            "res_street_address": f"{facts['house']} {facts['street']}".upper(),
            "res_city_desc": facts["town"].upper(),
            "state_cd": facts["state"],
            "zip_code": facts["zip"],
            "area_cd": facts["phone"][:3].strip(),
            "phone_num": facts["phone"][3:],
            "full_phone_num": facts["phone"].strip() if rng.random() < 0.5 else "",
        },
        0.07,
        VOTER,
        rng,
        missing=0.03,
    )


def hash_of(facts: Facts) -> int:
    """A number that is the person's for ever."""
    return int(facts["ssn"][-4:])


def parties(size: int, seed: int) -> pd.DataFrame:
    """Five sources without duplicates of their own, and little more than a name and a place."""
    rng, rows = random.Random(seed), []
    kinds: dict[str, Change] = {
        "givenname": worded,
        "surname": worded,
        "suburb": worded,
        "postcode": numbered,
    }
    for number, facts in enumerate(people(size, seed, kin=0.1)):
        row = {
            "givenname": facts["given"].lower(),
            "surname": facts["surname"].lower(),
            "suburb": facts["town"].lower(),
            "postcode": facts["zip"],
        }
        for source in rng.sample(range(5), rng.choice((1, 1, 2, 3, 4, 5))):
            rows.append(
                slipped(row, 0.08, kinds, rng, missing=0.01)
                | {"recid": f"{number * 9 + source:08d}", "source": f"party{source}", "truth": str(number)}
            )
    return table(rows[:size], rng)
