"""Western given names and the short forms that people go by."""

from functools import cache, lru_cache


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
