"""How different hands write a person: order of names, script, formats of days, numbers, addresses."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation import places
from simulation.arrays import Bools, Ints, Objects, objects
from simulation.spelling import PHONE_STYLES, full_name, mistyped, phone

if TYPE_CHECKING:
    from simulation.registry import Persons

HANDS = 4
TRADITIONAL = str.maketrans(
    "张刘陈杨赵黄吴孙郑谢韩冯于萧邓许沈吕苏卢蒋贾叶阎钟汪谭邹陆顾孟龙万钱汤贺赖龚丽国伟杰颖华",
    "張劉陳楊趙黃吳孫鄭謝韓馮於蕭鄧許沈呂蘇盧蔣賈葉閻鍾汪譚鄒陸顧孟龍萬錢湯賀賴龔麗國偉傑穎華",
)
_SHORT = """
Robert Bob William Bill Katherine Kate Nicholas Nick Thomas Tom James Jim Edward Ed Charles Charlie Daniel Dan
Samuel Sam Victor Vic Nathan Nate
"""
SHORT = dict(zip(_SHORT.split()[::2], _SHORT.split()[1::2], strict=True))
TITLES = ("", "", "", "Mr. ", "Ms ", "Dr. ")
CALLED = ("", "", "", "", "先生", "女士", "老师", "经理")
EPOCH = np.datetime64("1940-01-01")
DAYS = ("{0}-{1}-{2}", "{2}/{1}/{0}", "{0}年{1}月{2}日", "{0}{1}{2}")


@dataclass(frozen=True)
class Facts:
    """One row per record, texts; `name` is in four parts, `address` in street and number. "" is unknown."""

    is_chinese: Bools
    family: Objects
    given: Objects
    family_latin: Objects
    given_latin: Objects
    birth_date: Objects
    phone: Objects
    email: Objects
    street: Objects
    house: Objects
    city: Objects

    def replaced(self, name: str, where: Bools, other: "Facts") -> "Facts":
        """One fact as another person has it."""
        parts = ("street", "house") if name == "address" else (name,)
        return replace(
            self, **{part: np.where(where, getattr(other, part), getattr(self, part)) for part in parts}
        )

    def filled(self, name: str, where: Bools, value: str) -> "Facts":
        """One fact with the same text in all these records."""
        parts = {"name": ("family", "given", "family_latin", "given_latin"), "address": ("street", "house")}
        changed: dict[str, Any] = {
            part: np.where(where, value, getattr(self, part)) for part in parts.get(name, (name,))
        }
        return replace(self, **changed)

    def swapped(self, where: Bools) -> "Facts":
        """Given name and surname in each other's place, in Latin letters."""
        family = np.where(where, self.given_latin, self.family_latin)
        return replace(
            self, family_latin=family, given_latin=np.where(where, self.family_latin, self.given_latin)
        )

    def mistyped(self, name: str, rows: Ints, rng: np.random.Generator) -> "Facts":
        """One fact with a slip of the hand in these records."""
        parts = {"name": ("family_latin", "given_latin", "given"), "address": ("street",)}.get(name, (name,))
        changed: dict[str, Any] = {}
        for part in parts:
            column, seeds = getattr(self, part).copy(), rng.integers(0, 10**6, len(rows)).tolist()
            for row, seed in zip(rows.tolist(), seeds, strict=True):
                column[row] = slipped(column[row], seed)
            changed[part] = column
        return replace(self, **changed)


def slipped(text: str, seed: int) -> str:
    """A text with a slip: a letter or digit replaced, left out, doubled or changed with the next."""
    if not text or not text.isascii():
        return mistyped(text, seed) if text else text
    at, kind = seed // 4 % len(text), seed % 4
    if kind == 0:
        other = "0123456789"[seed % 10] if text[at].isdigit() else "aeiorstnlc"[seed % 10]
        return text[:at] + other + text[at + 1 :]
    if kind == 1 and not text.replace("-", "").isdigit():
        return text[:at] + text[at + 1 :]
    if kind == 2 and not text.replace("-", "").isdigit():
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def facts_of(persons: "Persons", who: Ints) -> Facts:
    """The true facts of these people, in one form."""
    names = persons.names
    days = (EPOCH + persons.born[who]).astype("datetime64[D]").astype(str)
    number = [f"1{3 + digits % 7}{digits:08d}{digits % 10}" for digits in persons.phone[who].tolist()]
    return Facts(
        names.is_chinese[who],
        names.family[who],
        names.given[who],
        names.family_latin[who],
        names.given_latin[who],
        objects(days.tolist()),
        objects(number),
        persons.email[who],
        _streets(persons.street[who]),
        persons.house[who].astype(str).astype(object),
        persons.city[who].astype(str).astype(object),
    )


def _streets(number: Ints) -> Objects:
    """Several thousand streets, each by two of the towns' and streets' names."""
    first, second = places.STREETS[number % 8], places.CITY[number // 8 % 16]
    return objects(
        [
            f"{town} {n // 128 + 1} {road}"
            for n, road, town in zip(number.tolist(), first, second, strict=True)
        ]
    )


def plain(facts: Facts, hand: Ints, draws: Ints) -> dict[str, Objects]:  # noqa: ARG001
    """All records in one form; a name in characters where its hand wrote these."""
    rows = zip(draws.tolist(), _name_rows(facts), strict=True)
    names = [_joined("home" if c and draw % 10 < 7 else "latin", *parts) for draw, (c, *parts) in rows]
    address = [f"{house} {street}".strip() for house, street in zip(facts.house, facts.street, strict=True)]
    return {
        "name": objects(names),
        "birth_date": facts.birth_date,
        "phone": facts.phone,
        "email": facts.email,
        "address": objects(address),
        "city": objects([_city(city, False) for city in facts.city]),
    }


def written(facts: Facts, hand: Ints, draws: Ints) -> dict[str, Objects]:
    """Each record in its hand's formats."""
    rows = list(zip(hand.tolist(), draws.tolist(), strict=True))
    names = [_name(h, d, c, parts) for (h, d), (c, *parts) in zip(rows, _name_rows(facts), strict=True)]
    days = [_day(h, day) for (h, _), day in zip(rows, facts.birth_date, strict=True)]
    phones = [
        phone(number, PHONE_STYLES[d % len(PHONE_STYLES)])
        for (_, d), number in zip(rows, facts.phone, strict=True)
    ]
    mails = [mail.title() if d % 17 == 0 else mail for (_, d), mail in zip(rows, facts.email, strict=True)]
    address = [_address(h, *parts) for (h, _), *parts in zip(rows, facts.house, facts.street, strict=True)]
    city = [_city(city, d % 2 == 0) for (_, d), city in zip(rows, facts.city, strict=True)]
    columns = {
        "name": names,
        "birth_date": days,
        "phone": phones,
        "email": mails,
        "address": address,
        "city": city,
    }
    return {name: objects(column) for name, column in columns.items()}


def _name_rows(facts: Facts) -> list[tuple[bool, str, str, str, str]]:
    parts = (facts.family, facts.given, facts.family_latin, facts.given_latin)
    return list(zip(facts.is_chinese.tolist(), *parts, strict=True))


def _joined(style: str, family: str, given: str, family_latin: str, given_latin: str) -> str:
    return full_name(style, family, given, family_latin, given_latin).strip()


def _name(hand: int, draw: int, is_chinese: bool, parts: list[str]) -> str:
    """A name as the hand writes it: in characters, or pinyin in either order; western ones in either
    order."""
    family, given, family_latin, given_latin = parts
    if not family:
        return ""
    if is_chinese and draw % 10 < 7:
        text = family + given
        return (text.translate(TRADITIONAL) if hand == 3 and draw % 5 == 0 else text) + CALLED[
            draw % len(CALLED)
        ]
    if is_chinese:
        return _joined(("latin", "reversed", "lower", "upper")[hand], *parts)
    short = SHORT.get(given_latin, given_latin) if draw % 9 == 0 else given_latin
    title = TITLES[draw % len(TITLES)]
    return f"{family_latin}, {title}{short}" if hand == 1 else f"{title}{short} {family_latin}"


def _day(hand: int, day: str) -> str:
    return DAYS[hand].format(*day.split("-")) if day.count("-") == 2 else day


def _address(hand: int, house: str, street: str) -> str:
    if not street:
        return ""
    return (
        f"{house} {street}",
        f"{street} {house}",
        f"No. {house}, {street}.",
        f"{house} {street.replace(' Rd', ' Road')}",
    )[hand]


def _city(number: str, is_chinese: bool) -> str:
    """The town by its number; a mistyped number is another town."""
    if not number.isdigit():
        return ""
    place = int(number) % len(places.CITY)
    return str(places.CITY_ZH[place] if is_chinese else places.CITY[place])
