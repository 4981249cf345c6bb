"""How the same name, phone or e-mail is written by different hands."""

import re
from collections import defaultdict

import numpy as np

from simulation.arrays import Objects
from simulation.names import CHARACTER, CHARACTER_PINYIN, Names

FULL_WIDTH = str.maketrans("0123456789+", "０１２３４５６７８９＋")
PHONE_STYLES = (
    "{0}{1}{2}", "+86 {0} {1} {2}", "{0}-{1}-{2}", "{0} {1} {2}", "+86{0}{1}{2}", "0086{0}{1}{2}",
    "86-{0}{1}{2}", "(+86){0}-{1}-{2}", "full width",
)  # fmt: skip
PHONE_SHARES = (0.5, 0.12, 0.1, 0.06, 0.08, 0.05, 0.03, 0.03, 0.03)
NAME_STYLES = ("home", "latin", "reversed", "lower", "upper")


def _homophones() -> dict[str, str]:
    """Each character's next neighbour with the same sound: the slip of a pinyin keyboard."""
    groups = defaultdict(list)
    for character, sound in zip(CHARACTER, CHARACTER_PINYIN, strict=True):
        groups[sound].append(character)
    return {c: g[(i + 1) % len(g)] for g in groups.values() for i, c in enumerate(g) if len(g) > 1}


HOMOPHONE = _homophones()


def phones(numbers: Objects, rng: np.random.Generator) -> list[str]:
    """Eleven-digit mobile numbers, each in a style of its own."""
    styles = rng.choice(len(PHONE_STYLES), len(numbers), p=PHONE_SHARES)
    return [
        phone(number, PHONE_STYLES[style]) for number, style in zip(numbers, styles.tolist(), strict=True)
    ]


def phone(number: str, style: str) -> str:
    """One number in one style; what is not a number of eleven digits stays as it is."""
    if len(number) != 11:
        return number
    if style == "full width":
        return number.translate(FULL_WIDTH)
    return style.format(number[:3], number[3:7], number[7:])


def emails(addresses: Objects, rng: np.random.Generator) -> list[str]:
    """Addresses as typed: now and then with capitals or a space at the end."""
    draws = rng.random(len(addresses)).tolist()
    return [_typed(address, draw) for address, draw in zip(addresses, draws, strict=True)]


def _typed(address: str, draw: float) -> str:
    if draw < 0.04:
        return re.sub(r"\b[a-z]", lambda letter: letter[0].upper(), address)
    return address + " " if draw > 0.99 and address else address


def names(people: Names, shares: dict[str, float], typos: float, rng: np.random.Generator) -> list[str]:
    """Full names, Chinese ones by style (`shares` of NAME_STYLES), some with a typing error."""
    size = len(people.family)
    styles = rng.choice(list(shares), size, p=list(shares.values())).tolist()
    written = [
        full_name(style if chinese else "latin", *parts)
        for style, chinese, *parts in zip(styles, people.is_chinese.tolist(), *people.parts, strict=True)
    ]
    for index in np.flatnonzero(rng.random(size) < typos).tolist():
        written[index] = mistyped(written[index], int(rng.integers(0, 1000)))
    return written


def full_name(style: str, family: str, given: str, family_latin: str, given_latin: str) -> str:
    """One name in one of NAME_STYLES."""
    if style == "home":
        return family + given
    if style == "reversed":
        return f"{family_latin} {given_latin}"
    name = f"{given_latin} {family_latin}"
    return name.lower() if style == "lower" else name.upper() if style == "upper" else name


def mistyped(name: str, where: int) -> str:
    """A slip: the last character becomes one of the same sound, or two letters change places."""
    if not name.isascii():
        return name[:-1] + HOMOPHONE.get(name[-1], name[-1])
    spots = [i for i in range(1, len(name) - 2) if name[i : i + 2].isalpha()]
    at = spots[where % len(spots)] if spots else 0
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def miskeyed(value: str) -> str:
    """A phone or e-mail with one character wrong, so that it no longer leads to its owner."""
    if "@" in value:
        return "x" + value
    return value[:-1] + str((int(value[-1]) + 1) % 10)
