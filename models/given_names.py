"""Western given names and the short forms that people go by."""

import re
from functools import cache, lru_cache

SPELLINGS = (
    (re.compile("ck|[cq]h?"), "k"),
    (re.compile("ph|v"), "f"),
    (re.compile("(?<=[a-z])h"), ""),
    (re.compile("ie|ey|y"), "i"),
    (re.compile("z"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""Letters that one name is written with and without."""


@cache
def _namer() -> object:
    from nicknames import NickNamer

    return NickNamer()


@lru_cache(maxsize=1 << 16)
def formal_names(name: str) -> frozenset[str]:
    """The full names that a short form stands for, and itself.

    >>> "robert" in formal_names("bob"), formal_names("lachlan") == {"lachlan"}
    (True, True)
    """
    return frozenset(_namer().canonicals_of(name)) | {name}  # type: ignore[attr-defined]


@lru_cache(maxsize=1 << 16)
def is_given_name(word: str) -> bool:
    """Whether a lower-case word is a known given name or a short form of one.

    >>> is_given_name("robert"), is_given_name("bob"), is_given_name("broadway")
    (True, True, False)
    """
    namer = _namer()
    return bool(namer.nicknames_of(word) or namer.canonicals_of(word))  # type: ignore[attr-defined]


@lru_cache(maxsize=1 << 18)
def are_nicknames(one: str, other: str) -> bool:
    """Whether one can be the short form of the other.

    >>> are_nicknames("bill", "william"), are_nicknames("bob", "rob"), are_nicknames("john", "peter")
    (True, True, False)
    """
    return other in formal_names(one) or one in formal_names(other)


@lru_cache(maxsize=1 << 16)
def spelling(name: str) -> str:
    """A lower-case name without the choices that its bearers make in writing it.

    >>> spelling("catherine") == spelling("katherine"), spelling("phillip") == spelling("philip")
    (True, True)
    """
    for pattern, letters in SPELLINGS:
        name = pattern.sub(letters, name)
    return name


@lru_cache(maxsize=1 << 18)
def are_two_names(one: str, other: str) -> bool:
    """Whether two lower-case given names, however alike, are never one person's: both known, or one known
    and its counterpart of the other sex, and neither a short form or another spelling of the other.

    >>> are_two_names("paul", "paula"), are_two_names("maria", "mario"), are_two_names("harry", "larry")
    (True, True, True)
    >>> are_two_names("jonathan", "jonathn"), are_two_names("stephen", "steven"), are_two_names("bob", "rob")
    (False, False, False)
    """
    known = is_given_name(one) + is_given_name(other)
    if not known or spelling(one) == spelling(other) or formal_names(one) & formal_names(other):
        return False
    return (known == 2 and not are_nicknames(one, other)) or _are_counterparts(one, other)


def _are_counterparts(one: str, other: str) -> bool:
    """Whether names differ in a last a alone: Daniel and Daniela, Mario and Maria."""
    her, him = (one, other) if one.endswith("a") else (other, one)
    return her[-1:] == "a" and him in (her[:-1], her[:-1] + "o")
