"""The words by which presets know each canonical column, and those that headers are made of."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from sources.canonical import OBJECTS
from sources.mapping import NAME_PARTS, Preset, normal, presets

SURE, LIKELY, ALIKE = 1.0, 0.7, 0.5
"""How much a header says that a preset knows; that is one of our words; that contains one."""
WORD = re.compile(r"[a-z0-9]+")
THESAURUS = Path(__file__).with_name("thesaurus.yaml")

Words = Mapping[str, tuple[str, ...]]


@cache
def words_of(table: str) -> Words:
    """Each canonical column of a table, and what presets call it; inverted flags are left to a person."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for preset in sorted(presets(), key=lambda each: not each.id.startswith("generic/")):
        if preset.object == table:
            for column, names in preset.aliases.items():
                found[column] |= dict.fromkeys(map(normal, map(str, names)))
    return {column: tuple(found[column]) for column in (*OBJECTS[table].columns, *NAME_PARTS)}


@cache
def stems() -> Words:
    """What a header of each canonical column may contain."""
    content = yaml.load(THESAURUS.read_text("utf-8"), yaml.CSafeLoader)
    return {column: tuple(map(str, words)) for column, words in content.items()}


@cache
def speakers(table: str, name: str) -> tuple[str, ...]:
    """The presets of a table that know this very header."""
    return tuple(each.id for each in presets() if each.object == table and _maps(each, name))


def _maps(preset: Preset, name: str) -> bool:
    place = preset.positions.get(normal(name))
    return place is not None and not place[2]


def resemblance(table: str, column: str, header: str) -> tuple[float, str]:
    """How surely a header names a column, 0 to 1, and the word that says so."""
    if normal(header) in words_of(table)[column]:
        return SURE, header
    return max(((_alike(header, word), word) for word in stems().get(column, ())), default=(0.0, ""))


@cache
def _alike(header: str, word: str) -> float:
    """Longer words say more: of two that a header contains, the longer one is meant."""
    own, other = normal(header), normal(word)
    if own == other:
        return LIKELY
    if not _contains(header, word):
        return 0.0
    return ALIKE + (LIKELY - ALIKE) * len(other) / len(own)


def _contains(header: str, word: str) -> bool:
    if not word.isascii():
        return normal(word) in normal(header)
    said, wanted = (WORD.findall(text.lower().replace("_", " ")) for text in (header, word))
    return any(said[start : start + len(wanted)] == wanted for start in range(len(said)))
