"""纷享销客 Fxiaoke's customer cards: Chinese headers, GB18030."""

from dataclasses import dataclass

import numpy as np

from simulation import catalogue, places
from simulation.arrays import Ints, Objects, objects
from simulation.columns import Stamps, lines, same, whole
from simulation.contacts import DUPLICATE, EMAIL, FXIAOKE, PHONE, shown
from simulation.exports.dirt import DAMAGED, MISSING, RAGGED, Fault
from simulation.people import TEST, WHOLESALE, People
from simulation.spelling import emails, names, phones

HEADER = (
    "客户编号,客户名称,电话,邮件,省,市,详细地址,客户级别,来源,负责人,短信授权,邮件授权,"
    "创建时间,最后修改时间,备注"
)
FAULTS = (
    Fault(DAMAGED, 2, "1.38E+10"),
    Fault(RAGGED, 0),
    Fault(DAMAGED, 2, "8.61E+12"),
    Fault(MISSING, 0),
    Fault(RAGGED, 1),
)
PLACEHOLDERS = (
    ("test@example.com", "noemail@example.com", "none@example.com"),
    ("13800000000", "13800000000", "11111111111"),
)
PROFILES = (FXIAOKE, DUPLICATE)
NAME_STYLES = {"home": 0.97, "latin": 0.03}
CONSENT = objects(["", "是", "否"])
WHOLESALE_NAME, TESTER_NAME = "广州茗香贸易有限公司", "测试客户"


@dataclass(frozen=True)
class Cards:
    """What stands on each person's first and second card (one pair of columns each, one value per person)."""

    number: list[Objects]
    name: list[Objects]
    phone: list[Objects]
    email: list[Objects]


def make_cards(people: People, rng: np.random.Generator) -> Cards:
    """Spell each person's card and, for those who have one, the second card."""
    return Cards(
        [objects([f"KH{2 * n + i:08d}" for n in people.number.tolist()]) for i in range(2)],
        [_names(people, rng) for _ in PROFILES],
        [objects(phones(_shown(people, profile, PHONE, rng), rng)) for profile in PROFILES],
        [objects(emails(_shown(people, profile, EMAIL, rng), rng)) for profile in PROFILES],
    )


def _shown(people: People, profile: int, key: int, rng: np.random.Generator) -> Objects:
    return shown(people.contacts, profile, key, PLACEHOLDERS[key], rng.random(len(people.kind)))


def _names(people: People, rng: np.random.Generator) -> Objects:
    name = objects(names(people.names, NAME_STYLES, 0.015, rng))
    name = np.where(people.kind == WHOLESALE, WHOLESALE_NAME, name)
    return np.where(people.kind == TEST, TESTER_NAME, name)


def customer_rows(
    people: People, cards: Cards, which: int, stamps: Stamps, end: int, rng: np.random.Generator
) -> list[str]:
    """One line per card; `which` 0: everybody's own, 1: the second ones."""
    index = np.flatnonzero(people.contacts.present[PROFILES[which]])
    size = len(index)
    created = np.minimum(people.first_day[index] - rng.integers(0, 30, size) + 200 * which, end - 2)
    minute = rng.integers(480, 1200, size)
    return lines(
        cards.number[which][index],
        cards.name[which][index],
        cards.phone[which][index],
        cards.email[which][index],
        *_address(people, index),
        catalogue.LEVELS_ZH[rng.integers(0, 4, size)],
        catalogue.SOURCES_ZH[rng.integers(0, 6, size)],
        catalogue.OWNERS[rng.integers(0, 5, size)],
        *(CONSENT[consent[index]] for consent in (people.shown_sms, people.shown_email)),
        stamps.times(created, minute, ":00"),
        stamps.times(rng.integers(created, end), minute, ":00"),
        same("", size),
    )


def _address(people: People, index: Ints) -> tuple[Objects, Objects, Objects]:
    """省, 市, 详细地址."""
    place, street = people.place[index], places.STREETS_ZH[people.street[index]]
    house = objects(whole(people.house[index])) + "号"
    return places.PROVINCE_ZH[place], places.CITY_ZH[place], street + house
