"""How one file's columns become the staged ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from sources.canonical import OBJECTS, Canonical
from sources.mapping import Preset


@dataclass(frozen=True)
class Plan:
    """Which positions of a header feed which staged column, best first; what is kept as extra."""

    preset: Preset
    header: tuple[str, ...]
    columns: dict[str, list[int]]
    inverted: frozenset[str]
    extra: dict[str, int]
    unknown: tuple[str, ...]
    """Of the extra columns, those that the preset does not know."""
    own: Canonical | None = None
    """The table that the file is, where it does not become the preset's."""

    @property
    def table(self) -> Canonical:
        """The table that the rows become."""
        return self.own or OBJECTS[self.preset.object]

    @property
    def positions(self) -> list[int]:
        """All positions to read."""
        return sorted({*(each for found in self.columns.values() for each in found), *self.extra.values()})

    @property
    def kinds(self) -> dict[str, str]:
        """The canonical columns that this file has, and their kinds."""
        return {name: kind for name, kind in self.table.columns.items() if name in self.columns}

    def title(self, column: str) -> str:
        """What the file itself calls a canonical column."""
        found = self.columns.get(column)
        return self.header[found[0]] if found else column


def plan(preset: Preset, header: Sequence[str]) -> Plan:
    """How a preset reads this header: of several names of one column the best, the others where it is blank.

    Whatever might not come through whole is kept in `extra` as well.
    """
    names = distinct(header)
    ranked: dict[str, list[tuple[int, int]]] = {}
    inverted = set()
    for position, name in enumerate(header):
        if found := preset.place(name):
            ranked.setdefault(found[0], []).append((found[1], position))
            inverted |= {found[0]} if found[2] else set()
    columns = {column: [position for _, position in sorted(each)] for column, each in ranked.items()}
    whole = {found[0] for column, found in columns.items() if not _is_cut(preset, column)}
    extra = {name: position for position, name in enumerate(names) if position not in whole}
    unknown = [names[position] for position, name in enumerate(header) if not preset.recognises(name)]
    return Plan(preset, names, columns, frozenset(inverted), extra, tuple(unknown))


def _is_cut(preset: Preset, column: str) -> bool:
    """Whether only the first of several values in a cell is used."""
    return "first_of_several" in preset.quirks and column.endswith("_ref")


def distinct(header: Sequence[str]) -> tuple[str, ...]:
    """The names, blank ones numbered by their column and repeated ones by their turn."""
    names: list[str] = []
    for position, name in enumerate(header, start=1):
        base = name.strip() or f"column {position}"
        count = sum(each == base or each.startswith(f"{base} (") for each in names)
        names.append(f"{base} ({count + 1})" if count else base)
    return tuple(names)
