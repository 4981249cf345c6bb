"""Every text on the page, in both languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape

COMMAND = re.compile(r"`([^`]+)`")
FILE = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True)
class Both:
    """One text in English and Chinese; in a template it becomes a pair of elements, of which one is shown."""

    en: str
    zh: str

    def __html__(self) -> str:
        if self.en == self.zh:
            return _marked(self.en)
        return f'<span lang="en">{_marked(self.en)}</span><span lang="zh">{_marked(self.zh)}</span>'

    def __add__(self, other: "Both | str") -> "Both":
        more = both(other)
        return Both(self.en + more.en, self.zh + more.zh)

    def split(self) -> tuple["Both", "Both"]:
        """The first sentence, and the others."""
        english, chinese = self.en.split(". ", 1), self.zh.split("。", 1)
        rest = Both(english[1] if len(english) > 1 else "", chinese[1] if len(chinese) > 1 else "")
        head = Both(english[0] + ("." if rest.en else ""), chinese[0] + ("。" if len(chinese) > 1 else ""))
        return head, rest

    def before(self, ending: "Both") -> "Both":
        """The text without its ending."""
        return Both(self.en.removesuffix(ending.en).rstrip(), self.zh.removesuffix(ending.zh).rstrip())


def _marked(text: str) -> str:
    """The text as HTML; what stands in backticks is code."""
    return COMMAND.sub(r"<code>\1</code>", str(escape(text)))


def both(value: object) -> Both:
    """The value itself, or the same text in both languages."""
    return value if isinstance(value, Both) else Both(str(value), str(value))


def named(record: Mapping[str, Any], stem: str = "name", otherwise: str = "") -> Both:
    """The pair of columns `<stem>_en` and `<stem>_zh`; one stands in for the other where it is empty."""
    en, zh = record.get(f"{stem}_en"), record.get(f"{stem}_zh")
    return Both(str(en or zh or otherwise), str(zh or en or otherwise))


@cache
def entries() -> dict[str, dict[str, str]]:
    """All entries of `words.yaml` by dotted key, such as `gain.takeaway`."""
    groups = yaml.safe_load(FILE.read_text("utf-8"))
    return {f"{group}.{name}": entry for group, names in groups.items() for name, entry in names.items()}


def word(key: str, **values: object) -> Both:
    """The entry `key` with its `{places}` filled in each language. Raises KeyError for an unknown key."""
    entry = entries()[key]
    pairs = {name: both(value) for name, value in values.items()}
    return Both(
        entry["en"].format(**{name: pair.en for name, pair in pairs.items()}),
        entry["zh"].format(**{name: pair.zh for name, pair in pairs.items()}),
    )


def joined(texts: Sequence[Both]) -> Both:
    """The texts as one list in each language."""
    return Both(", ".join(text.en for text in texts), "，".join(text.zh for text in texts))


def word_or(key: str, otherwise: str) -> Both:
    """The entry `key`, or a name from the data where we have no words for it."""
    return word(key) if key in entries() else both(otherwise.replace("_", " "))


def model_name(model: str) -> Both:
    """What a model is called on the page."""
    return word_or(f"model.{model}", model)
