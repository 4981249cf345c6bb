"""Zoho CRM's contacts: UTF-8 with a byte-order mark, lookups as a pair of columns, times without a zone."""

import numpy as np

from simulation import catalogue, places
from simulation.arrays import Ints, Objects, chance, objects
from simulation.contacts import EMAIL, PHONE, ZOHO, shown
from simulation.exports.dirt import RAGGED, Fault
from simulation.people import GRANTED, People
from simulation.spelling import emails, mistyped, phones
from simulation.stamps import Stamps

HEADER = (
    "Record Id,Contact Owner,Contact Owner.id,First Name,Last Name,Email,Phone,Mobile,Mailing City,Mailing Country,"
    "Lead Source,Email Opt Out,Created Time,Modified Time"
)
FAULTS = (Fault(RAGGED, 0), Fault(RAGGED, 1))
PLACEHOLDERS = (("none@example.com", "test@example.com"), ("13800000000", "12345678901"))
_IDS = 999_999_937


def record_ids(number: Ints) -> Objects:
    """Record Ids: a prime stride, so that they do not run like the other systems' numbers."""
    return objects([f"zcrm_5512340000{n * 104_729 % _IDS:09d}" for n in number.tolist()])


def _names(people: People, index: Ints, rng: np.random.Generator) -> tuple[Objects, Objects]:
    """First and last name: pinyin or characters, the first name now and then with a typing error."""
    latin = chance(rng, 0.6, len(index)) | ~people.names.is_chinese[index]
    first = np.where(latin, people.names.given_latin[index], people.names.given[index])
    last = np.where(latin, people.names.family_latin[index], people.names.family[index])
    for slip in np.flatnonzero(chance(rng, 0.015, len(index))).tolist():
        first[slip] = mistyped(first[slip], slip)
    return first, last


def contact_rows(people: People, stamps: Stamps, end: int, rng: np.random.Generator) -> list[str]:
    """One line per contact."""
    index = np.flatnonzero(people.contacts.present[ZOHO])
    size = len(index)
    email, phone = (
        shown(people.contacts, ZOHO, key, PLACEHOLDERS[key], rng.random(len(people.kind)))[index]
        for key in (EMAIL, PHONE)
    )
    created = people.first_day[index] - rng.integers(0, 60, size)
    owner = rng.integers(0, 5, size)
    columns = (
        record_ids(people.number[index]), catalogue.OWNERS[owner], owner.tolist(), *_names(people, index, rng),
        emails(email, rng), phones(phone, rng), chance(rng, 0.3, size).tolist(), places.CITY[people.place[index]],
        catalogue.LEAD_SOURCES[rng.integers(0, 5, size)],
        np.where(people.email_consent[index] == GRANTED, "false", "true"), created.tolist(),
        rng.integers(created, end).tolist(), rng.integers(480, 1200, size).tolist(),
    )  # fmt: skip
    return [
        f"{rid},{name},zcrm_551234000000000{o}01,{first},{last},{mail},{tel if office else ''},{'' if office else tel},"
        f"{city},China,{lead},{out},{stamps.time(made, m)},{stamps.time(changed, m)}"
        for rid, name, o, first, last, mail, tel, office, city, lead, out, made, changed, m in zip(
            *columns, strict=True
        )
    ]
