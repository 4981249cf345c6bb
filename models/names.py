"""When two written names can belong to one person."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

HAN = re.compile(r"[\u4e00-\u9fff]")
TITLES = re.compile(r"\b(mr|mrs|ms|miss|dr|prof|sir)\b\.?|先生|女士|小姐|老师|经理|总$", re.IGNORECASE)
NOT_LETTERS = re.compile(r"[^a-z]+")
# Surnames that are read otherwise than the same characters elsewhere.
SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "盖": "ge", "任": "ren", "区": "ou",
    "朴": "piao", "翟": "zhai", "华": "hua", "冼": "xian", "乐": "yue", "缪": "miao", "宓": "mi", "秘": "bi",
    "员": "yun", "覃": "qin", "种": "chong", "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun",
}  # fmt: skip
LONG_ENOUGH = 9


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
    plain = TITLES.sub("", unicodedata.normalize("NFKC", name)).strip()
    if HAN.search(plain):
        plain = _pinyin(plain)
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    return NOT_LETTERS.sub("", decomposed)


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin

    for size in (2, 1):
        if reading := SURNAMES.get(name[:size]):
            return reading + "".join(lazy_pinyin(name[size:]))
    return "".join(lazy_pinyin(name))


def are_compatible(one: str, other: str) -> bool:
    """Whether both can be one person's name: the same letters, or a single slip in a long western name.

    A slip is not forgiven in Chinese names, where it makes another name; characters that are read alike
    (王伟, 王炜) are the usual slip there, and pass.

    >>> are_compatible("Jonathan Smith", "Jonathon Smith"), are_compatible("张伟", "张丽")
    (True, False)
    """
    if letters(one) == letters(other):
        return bool(letters(one)) or one == other
    if HAN.search(one) or HAN.search(other):
        return False
    shorter = min(len(letters(one)), len(letters(other)))
    return shorter >= LONG_ENOUGH and OSA.distance(_latin(one), _latin(other), score_cutoff=1) <= 1
