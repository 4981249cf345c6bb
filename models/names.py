"""Written names of people made comparable, and when two of them can belong to one person."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from models.given_names import are_nicknames, is_given_name
from models.han import HAN, is_surname, pinyin, simplified, surname_length
from models.pinyin_surnames import is_pinyin, is_pinyin_surname

_TITLES = """
mr mrs ms miss mx dr prof sir madam mme mlle herr frau hr fr sr sra rev hon capt lady lord esq phd md mba jr
junior snr senior ii iii iv
"""
TITLES = frozenset(_TITLES.split())
ADDRESSED = re.compile(
    r"(?<=\S)(先生|女士|小姐|太太|夫人|老师|教授|医生|大夫|经理|主任|总监|总经理|董事长|老板|同学|师傅|总|工|董)$"
)
CALLED = re.compile(r"^[小老阿](?=[\u4e00-\u9fff]$)")
ONLY_HAN = re.compile(f"{HAN.pattern}+")
REMARK = re.compile(r"[(（\[【].*?[)）\]】]")
HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
NOT_LETTERS = re.compile(r"[^\w]+|[\d_]+")
_PARTICLES = """
van von der den de del della di da dos du la le ter ten el al bin ibn abu st mac o
"""
PARTICLES = frozenset(_PARTICLES.split())
UNFOLDED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})


class PersonName(NamedTuple):
    """A name in its two parts, in lower case: Latin letters without accents, or simplified characters."""

    given: str
    surname: str


def parsed(name: str) -> PersonName:
    """The parts of a full name in whatever order and script it was written.

    >>> [tuple(parsed(name)) for name in ("Dr. Smith, John A.", "張偉先生", "Xiao-ming WANG")]
    [('john a', 'smith'), ('伟', '张'), ('xiaoming', 'wang')]
    >>> parsed("Ludwig van Beethoven").surname, parsed("歐陽修").surname, parsed("Wang Xiao Ming").given
    ('vanbeethoven', '欧阳', 'xiaoming')
    """
    if ONLY_HAN.fullmatch(name):
        return _han_name(name)
    plain = name if name.isascii() else unicodedata.normalize("NFKC", name)
    plain = REMARK.sub("", plain) if "(" in plain or "[" in plain or "【" in plain else plain
    if not plain.isascii() and HAN.search(plain):
        return _han_name(plain)
    head, comma, tail = plain.partition(",")
    if comma and (given := _words(tail)) and (family := _words(head)):
        return PersonName(" ".join(given), "".join(family))
    return _latin_name(_words(plain))


def cleaned(part: str) -> str:
    """One part of a name in lower case without title, accent or sign; characters simplified.

    >>> cleaned("Mr. José-Maria"), cleaned("O'Neill"), cleaned("陳")
    ('josemaria', 'oneill', '陈')
    """
    if not part.isascii() and HAN.search(part):
        return NOT_LETTERS.sub("", ADDRESSED.sub("", simplified(unicodedata.normalize("NFKC", part).strip())))
    return " ".join(_words(part))


def _words(text: str) -> list[str]:
    return [
        word for written in text.replace(".", " ").replace(",", " ").split() for word in words_in(written)
    ]


@lru_cache(maxsize=1 << 18)
def words_in(written: str) -> list[str]:
    """A word in lower case without accent or sign; nothing for a title. Hyphens join."""
    plain = unicodedata.normalize("NFKC", written).casefold().translate(UNFOLDED)
    decomposed = unicodedata.normalize("NFKD", HYPHEN.sub("", plain.replace("'", "").replace("’", "")))
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return [word for word in NOT_LETTERS.sub(" ", letters).split() if word not in TITLES]


def _han_name(plain: str) -> PersonName:
    text = ADDRESSED.sub("", simplified(plain if ONLY_HAN.fullmatch(plain) else "".join(HAN.findall(plain))))
    text = CALLED.sub("", text) if len(text) == 2 else text
    size = len(text) if is_surname(text) else surname_length(text) * (len(text) > 1)
    return PersonName(text[size:], text[:size])


def _latin_name(tokens: list[str]) -> PersonName:
    if len(tokens) < 2:
        return PersonName("", tokens[0] if tokens else "")
    if all(map(is_pinyin, tokens)):
        first, last = is_pinyin_surname(tokens[0]), is_pinyin_surname(tokens[-1])
        if first and (not last or len(tokens) > 2):
            return PersonName("".join(tokens[1:]), tokens[0])
        if last:
            return PersonName("".join(tokens[:-1]), tokens[-1])
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1] in PARTICLES:
        start -= 1
    return PersonName(" ".join(tokens[:start]), "".join(tokens[start:]))


def sound(part: str, is_surname: bool = False) -> str:
    """How a part of a name is read, in Latin letters; what is Latin already stays.

    >>> sound("曾", True), sound("小明"), sound("jose maria")
    ('zeng', 'xiaoming', 'josemaria')
    """
    return pinyin(part, is_surname) if HAN.search(part) else part.replace(" ", "")


@lru_cache(maxsize=1 << 20)
def letters(name: str) -> str:
    """The name's letters in the order of the alphabet: no case, title, space, script or order of names.

    >>> letters("王小明") == letters("Xiaoming WANG") == letters("wang xiao-ming")
    True
    >>> letters("Mr. John Smith") == letters("Smith, John")
    True
    """
    return "".join(sorted(_latin(name)))


@lru_cache(maxsize=1 << 20)
def _latin(name: str) -> str:
    given, surname = parsed(name)
    if HAN.search(name):
        return sound(surname, True) + sound(given)
    return (given + surname).replace(" ", "")


def is_one_given(one: str, other: str) -> bool:
    """Whether two given names at most a slip apart can be one person's.

    A slip is not forgiven where it makes another given name, as the names of a household are (Tom and Tim,
    Maria and Mario).

    >>> is_one_given("jonathan", "jonathn"), is_one_given("tom", "tim")
    (True, False)
    """
    return one == other or are_nicknames(one, other) or not _are_two_names(one, other)


def _are_two_names(one: str, other: str) -> bool:
    """Whether two given names a slip apart are both names that people go by, or differ in their ending
    alone, as Mario and Maria do."""
    return (
        (is_given_name(one) and is_given_name(other))
        or (is_pinyin(one) and is_pinyin(other))
        or one[:-1] in (other, other[:-1])
        or one == other[:-1]
    )
