"""纷享销客 Fxiaoke's customer cards: Chinese headers, GB18030."""

from dataclasses import dataclass

import numpy as np

from simulation import catalogue, places
from simulation.arrays import Objects, objects
from simulation.contacts import DUPLICATE, EMAIL, FXIAOKE, PHONE, shown
from simulation.exports.dirt import DAMAGED, MISSING, RAGGED, Fault
from simulation.people import TEST, WHOLESALE, People
from simulation.spelling import emails, names, phones
from simulation.stamps import Stamps

HEADER = "客户编号,客户名称,电话,邮件,省,市,详细地址,客户级别,来源,负责人,短信授权,邮件授权,创建时间,最后修改时间,备注"
FAULTS = (
    Fault(DAMAGED, 2, "1.38E+10"), Fault(RAGGED, 0), Fault(DAMAGED, 2, "8.61E+12"), Fault(MISSING, 0),
    Fault(RAGGED, 1),
)  # fmt: skip
PLACEHOLDERS = (("test@example.com", "noemail@example.com", "none@example.com"),
                ("13800000000", "13800000000", "11111111111"))  # fmt: skip
CONSENT = objects(["", "是", "否"])


@dataclass(frozen=True)
class Cards:
    """The customer cards of one chunk: per person number, name and phone as on the (first, second) card."""

    number: list[Objects]
    name: list[Objects]
    phone: list[Objects]
    email: list[Objects]


def make_cards(people: People, rng: np.random.Generator) -> Cards:
    """Spell each person's card and, for those who have one, the second card."""
    profiles = (FXIAOKE, DUPLICATE)
    return Cards(
        [objects([f"KH{2 * n + i:08d}" for n in people.number.tolist()]) for i in range(2)],
        [_names(people, rng) for _ in profiles],
        [objects(phones(_shown(people, profile, PHONE, rng), rng)) for profile in profiles],
        [objects(emails(_shown(people, profile, EMAIL, rng), rng)) for profile in profiles],
    )


def _shown(people: People, profile: int, key: int, rng: np.random.Generator) -> Objects:
    value = shown(people.contacts, profile, key, PLACEHOLDERS[key], rng.random(len(people.kind)))
    return np.where(people.kind == TEST, PLACEHOLDERS[key][0], value)


def _names(people: People, rng: np.random.Generator) -> Objects:
    name = objects(names(people.names, {"home": 0.97, "latin": 0.03}, 0.015, rng))
    name = np.where(people.kind == WHOLESALE, "广州茗香贸易有限公司", name)
    return np.where(people.kind == TEST, "测试客户", name)


def customer_rows(
    people: People, cards: Cards, which: int, stamps: Stamps, end: int, rng: np.random.Generator
) -> list[str]:
    """One line per card; `which` 0: everybody's own, 1: the second ones."""
    index = np.flatnonzero(people.contacts.present[(FXIAOKE, DUPLICATE)[which]])
    size = len(index)
    created = np.minimum(people.first_day[index] - rng.integers(0, 30, size) + 200 * which, end - 2)
    modified = rng.integers(created, end)
    consents = [
        CONSENT[np.where(people.says_nothing, 0, c)][index]
        for c in (people.sms_consent, people.email_consent)
    ]
    columns = (
        cards.number[which][index], cards.name[which][index], cards.phone[which][index], cards.email[which][index],
        places.PROVINCE_ZH[people.place[index]], places.CITY_ZH[people.place[index]],
        places.STREETS_ZH[people.street[index]], people.house[index].tolist(),
        catalogue.LEVELS_ZH[rng.integers(0, 4, size)], catalogue.SOURCES_ZH[rng.integers(0, 6, size)],
        catalogue.OWNERS[rng.integers(0, 5, size)], *consents, created.tolist(), modified.tolist(),
        rng.integers(480, 1200, size).tolist(),
    )  # fmt: skip
    return [
        f"{no},{name},{phone},{email},{province},{city},{street}{house}号,{level},{source},{owner},{sms},{mail},"
        f"{stamps.time(made, minute)},{stamps.time(changed, minute)},"
        for no, name, phone, email, province, city, street, house, level, source, owner, sms, mail, made, changed,
        minute in zip(*columns, strict=True)
    ]  # fmt: skip
