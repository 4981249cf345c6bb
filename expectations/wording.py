"""Each expectation as a sentence of both languages, and what to say where it is unmet."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("words.yaml")
LANGUAGES = ("en", "zh")
LISTED = 12
"""So many values of a set are named."""


@dataclass(frozen=True)
class Wording:
    """A sentence, what kind of thing it asks, and advice for when it does not hold; texts by language."""

    group: str
    sentence: Mapping[str, str]
    advice: Mapping[str, str] | None = None


def wording(expectation: Any) -> Wording:
    """The words of an expectation: those of its own description where it has one, else of its type.

    A description without an entry in `words.yaml` stands for itself in both languages.
    """
    config = getattr(expectation, "configuration", expectation)
    if config.description:
        return _rule(str(config.description))
    kind = words()["kinds"][config.type]
    arguments = dict(config.kwargs)
    texts = {language: kind[language].format_map(_places(arguments, language)) for language in LANGUAGES}
    return Wording(kind["group"], texts)


@cache
def words() -> dict[str, Any]:
    """All entries of `words.yaml`."""
    content: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return content


@cache
def patterns() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    """Each rule with a pattern of its English sentence, the exact ones first."""
    rules = sorted(words()["rules"], key=lambda rule: "{" in rule["en"])
    return tuple((_pattern(rule["en"]), rule) for rule in rules)


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(template)))


def _rule(description: str) -> Wording:
    for pattern, rule in patterns():
        if found := pattern.fullmatch(description):
            places = found.groupdict()
            chinese = {name: value.replace(" or ", " 或 ") for name, value in places.items()}
            texts = {"en": description, "zh": rule["zh"].format_map(chinese)}
            return Wording(rule.get("group", "rule"), texts, rule.get("advice"))
    return Wording("rule", dict.fromkeys(LANGUAGES, description))


def _places(arguments: Mapping[str, Any], language: str) -> dict[str, str]:
    """The arguments as they stand in a sentence."""
    shown = {name: _shown(value) for name, value in arguments.items()}
    return shown | {"bounds": _bounds(arguments, language), "mostly": _mostly(arguments, language)}


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple | set):
        texts = [str(one) for one in value]
        return ", ".join(texts[:LISTED]) + (f" … ({len(texts)})" if len(texts) > LISTED else "")
    return str(value)


def _bounds(arguments: Mapping[str, Any], language: str) -> str:
    low, high = arguments.get("min_value"), arguments.get("max_value")
    key = "at_most" if low is None else "between" if high is not None else "at_least"
    key = "above" if key == "at_least" and arguments.get("strict_min") else key
    return _part(key, language, min_value=_shown(low), max_value=_shown(high))


def _mostly(arguments: Mapping[str, Any], language: str) -> str:
    share = arguments.get("mostly")
    return "" if share in (None, 1) else _part("mostly", language, share=f"{share:.0%}")


def _part(key: str, language: str, **values: Any) -> str:
    return str(words()["parts"][key][language].format(**values))


def unused(descriptions: set[str]) -> Iterator[str]:
    """Rules of `words.yaml` that no description reads like."""
    for pattern, rule in patterns():
        if not any(pattern.fullmatch(description) for description in descriptions):
            yield rule["en"]
