"""Errors that a person reads, in both languages; what goes on being served is added by whoever shows them."""

import difflib
from collections.abc import Iterable


class BilingualError(Exception):
    """What happened and what to do, in English and in Chinese; it quotes no personal value.

    The English says where (a file, a place in it); the Chinese follows it on the same line.
    """

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en, zh)

    def __str__(self) -> str:
        return " ".join(self.args)


class ConfigurationError(BilingualError):
    """A setting cannot be used: which, why, and what to write instead."""


def nearest(name: str, valid: Iterable[str]) -> tuple[str, str]:
    """A hint at the valid name nearest to a wrong one, to end a sentence with, in English and Chinese.

    >>> nearest("agee", ["age", "spend"])
    ("; did you mean 'age'?", "，是否应为 'age'？")
    """
    if close := difflib.get_close_matches(str(name), list(valid), n=1, cutoff=0.5):
        return f"; did you mean {close[0]!r}?", f"，是否应为 {close[0]!r}？"
    known = sorted(valid)
    return f"; valid are {', '.join(known) or 'none'}.", f"，可用的有：{'、'.join(known) or '无'}。"
