"""Errors that a person reads, in both languages; what goes on being served is added by whoever shows them."""


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
