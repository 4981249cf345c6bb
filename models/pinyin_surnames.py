"""Chinese names in Latin letters: which words can be pinyin, and which of them are surnames."""

import re
from functools import cache, lru_cache

from models.han import COMPOUND, SURNAMES, pinyin

SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i(?:ang|ong|ao|an|ng|n|u|e|a)?|u(?:ang|ai|an|ng|n|o|i|e|a)?"
    r"|v(?:an|e|n)?|a(?:ng|i|o|n)?|e(?:ng|i|n|r)?|o(?:ng|u)?))"
)
PINYIN = re.compile(f"{SYLLABLE}{{1,4}}")
_OTHER_SPELLINGS = """
lee chang chow wong chan cheung ng lam leung tsang tsai hsu hsieh chou chiang chao chen teng tang kwok
ho yeung lau cheng choi chu lai lui mak poon yip yuen tse szeto auyeung lyu
"""
OTHER_SPELLINGS = frozenset(_OTHER_SPELLINGS.split())


@cache
def _surnames() -> frozenset[str]:
    return frozenset(pinyin(name, is_surname=True) for name in {*COMPOUND, *SURNAMES}) | OTHER_SPELLINGS


@lru_cache(maxsize=1 << 18)
def is_pinyin(word: str) -> bool:
    """Whether a lower-case word can be read as up to four syllables.

    >>> is_pinyin("xiaoming"), is_pinyin("smith")
    (True, False)
    """
    return PINYIN.fullmatch(word) is not None or word in OTHER_SPELLINGS


def is_pinyin_surname(word: str) -> bool:
    """Whether a lower-case word is a Chinese surname in Latin letters.

    >>> is_pinyin_surname("ouyang"), is_pinyin_surname("xiaoming")
    (True, False)
    """
    return word in _surnames()
