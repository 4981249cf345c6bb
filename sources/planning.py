"""How one file's columns become the staged ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from sources.canonical import OBJECTS
from sources.mapping import Preset, normal


@dataclass(frozen=True)
class Plan:
    """Which positions of a header feed which staged column, best first; what is extra; what is left out."""

    preset: Preset
    header: tuple[str, ...]
    columns: dict[str, list[int]]
    inverted: frozenset[str]
    extra: dict[str, int]
    not_carried: tuple[str, ...]

    @property
    def positions(self) -> list[int]:
        """All positions to read."""
        return sorted({*(each for found in self.columns.values() for each in found), *self.extra.values()})

    @property
    def kinds(self) -> dict[str, str]:
        """The canonical columns that this file has, and their kinds."""
        table = OBJECTS[self.preset.object]
        return {name: kind for name, kind in table.columns.items() if name in self.columns}

    def title(self, column: str) -> str:
        """What the file itself calls a canonical column."""
        found = self.columns.get(column)
        return self.header[found[0]] if found else column


def plan(preset: Preset, header: Sequence[str]) -> Plan:
    """How a preset reads this header."""
    names = distinct(header)
    ranked: dict[str, list[tuple[int, int]]] = {}
    inverted, extra, left_out = set(), {}, []
    for position, name in enumerate(header):
        if found := preset.positions.get(normal(name)):
            ranked.setdefault(found[0], []).append((found[1], position))
            inverted |= {found[0]} if found[2] else set()
        elif preset.recognises(name):
            left_out.append(names[position])
        else:
            extra[names[position]] = position
    columns = {column: [position for _, position in sorted(each)] for column, each in ranked.items()}
    return Plan(preset, names, columns, frozenset(inverted), extra, tuple(left_out))


def distinct(header: Sequence[str]) -> tuple[str, ...]:
    """The names, blank ones numbered by their column and repeated ones by their turn."""
    names: list[str] = []
    for position, name in enumerate(header, start=1):
        base = name.strip() or f"column {position}"
        count = sum(each == base or each.startswith(f"{base} (") for each in names)
        names.append(f"{base} ({count + 1})" if count else base)
    return tuple(names)
