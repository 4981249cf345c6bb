"""Zoho CRM's contacts: UTF-8 with a byte-order mark, lookups as a pair of columns, times without a zone."""

import numpy as np

from simulation import catalogue, places
from simulation.arrays import Ints, Objects, chance, objects
from simulation.columns import Stamps, lines, same, where
from simulation.contacts import EMAIL, PHONE, ZOHO, shown
from simulation.exports.dirt import RAGGED, Fault
from simulation.people import GRANTED, People
from simulation.spelling import emails, mistyped, phones

HEADER = (
    "Record Id,Contact Owner,Contact Owner.id,First Name,Last Name,Email,Phone,Mobile,Mailing City,"
    "Mailing Country,Lead Source,Email Opt Out,Created Time,Modified Time"
)
FAULTS = (Fault(RAGGED, 0), Fault(RAGGED, 1))
PLACEHOLDERS = (("none@example.com", "test@example.com"), ("13800000000", "12345678901"))
OWNER_IDS = objects([f"zcrm_551234000000000{owner}01" for owner in range(5)])
OPT_OUT = ("true", "false")
_IDS = 999_999_937


def record_ids(number: Ints) -> Objects:
    """Record Ids: a prime stride, so that they do not run like the other systems' numbers."""
    return objects([f"zcrm_5512340000{n * 104_729 % _IDS:09d}" for n in number.tolist()])


def contact_rows(people: People, stamps: Stamps, end: int, rng: np.random.Generator) -> list[str]:
    """One line per contact."""
    index = np.flatnonzero(people.contacts.present[ZOHO])
    size = len(index)
    owner, created = rng.integers(0, 5, size), people.first_day[index] - rng.integers(0, 60, size)
    minute = rng.integers(480, 1200, size)
    return lines(
        record_ids(people.number[index]),
        catalogue.OWNERS[owner],
        OWNER_IDS[owner],
        *_names(people, index, rng),
        emails(_shown(people, EMAIL, rng)[index], rng),
        *_phones(_shown(people, PHONE, rng)[index], rng),
        places.CITY[people.place[index]],
        same("China", size),
        catalogue.LEAD_SOURCES[rng.integers(0, 5, size)],
        objects(OPT_OUT)[(people.email_consent[index] == GRANTED).astype(np.int64)],
        stamps.times(created, minute, ":00"),
        stamps.times(rng.integers(created, end), minute, ":00"),
    )


def _shown(people: People, key: int, rng: np.random.Generator) -> Objects:
    return shown(people.contacts, ZOHO, key, PLACEHOLDERS[key], rng.random(len(people.kind)))


def _names(people: People, index: Ints, rng: np.random.Generator) -> tuple[Objects, Objects]:
    """First and last name: pinyin or characters, the first name now and then with a typing error."""
    latin = chance(rng, 0.6, len(index)) | ~people.names.is_chinese[index]
    first = np.where(latin, people.names.given_latin[index], people.names.given[index])
    last = np.where(latin, people.names.family_latin[index], people.names.family[index])
    for slip in np.flatnonzero(chance(rng, 0.015, len(index))).tolist():
        first[slip] = mistyped(first[slip], slip)
    return first, last


def _phones(number: Objects, rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Phone, Mobile: the number stands in one of them."""
    in_phone, written = chance(rng, 0.3, len(number)), phones(number, rng)
    return where(in_phone, written), where(~in_phone, written)
