"""Presets: which header of which vendor's export is which canonical column."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from sources.canonical import OBJECTS
from warehouse.workspace import ConfigurationError

SHIPPED = Path(__file__).with_name("presets")
NAME_PARTS = ("first_name", "last_name")
"""Staged beside the canonical columns, to make up a name from."""

Definition = Mapping[str, Any]
Place = tuple[str, int, bool]


@dataclass(frozen=True)
class Preset:
    """One vendor's export of one object.

    `required` columns must be in the header (of a list, one of them); `known` ones are recognised and
    deliberately not carried; those of `carry_forward` stand on the first line of an order only.
    """

    id: str
    system: str
    object: str
    name: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str | Sequence[str], ...] = ()
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    inverted: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    carry_forward: tuple[str, ...] = ()
    date_order: str = ""
    decimal_mark: str = ""
    files: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.object not in OBJECTS:
            raise ConfigurationError(f"presets/{self.id}: object must be one of {', '.join(OBJECTS)}.")
        canonical = {*OBJECTS[self.object].columns, *NAME_PARTS}
        required = {column for choice in self.required for column in _choice(choice)}
        named = {*required, *self.aliases, *self.inverted, *self.values, *self.carry_forward}
        if unknown := sorted(named - canonical):
            raise ConfigurationError(f"presets/{self.id}: {self.object} has no column {unknown[0]}.")
        if self.date_order not in ("", "dmy", "mdy") or self.decimal_mark not in ("", ".", ","):
            raise ConfigurationError(
                f"presets/{self.id}: date_order is dmy or mdy, decimal_mark is a quoted point or comma."
            )

    @cached_property
    def positions(self) -> dict[str, Place]:
        """Normalised header → canonical column, its rank among the column's aliases, and whether inverted."""
        own = {column: (*names, column) for column, names in self.aliases.items()}
        return _ranked(self.inverted, is_inverted=True) | _ranked(own, is_inverted=False)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(normal, self.known))

    def recognises(self, name: str) -> bool:
        """Whether a header is this preset's."""
        return normal(name) in self.positions or normal(name) in self._known

    def missing(self, header: Sequence[str]) -> list[str]:
        """The required columns that no header stands for; of a choice, its first."""
        there = {self.positions[normal(name)][0] for name in header if normal(name) in self.positions}
        choices = map(_choice, self.required)
        return [choice[0] for choice in choices if there.isdisjoint(choice)]

    def share(self, header: Sequence[str]) -> float:
        """The share of the header that is recognised."""
        named = [name for name in header if name.strip()]
        return sum(map(self.recognises, named)) / max(1, len(named))


def _choice(required: str | Sequence[str]) -> list[str]:
    return [required] if isinstance(required, str) else list(required)


def _ranked(aliases: Mapping[str, Sequence[str]], is_inverted: bool) -> dict[str, Place]:
    ranks: dict[str, Place] = {}
    for column, names in aliases.items():
        for rank, name in enumerate(names):
            ranks.setdefault(normal(str(name)), (column, rank, is_inverted))
    return ranks


@cache
def normal(name: str) -> str:
    """A header as it is compared: case, width, spaces, units and marks of obligation do not count.

    >>> normal(" 销售订单金额（元）*"), normal("Record_ID"), normal("客户名称（必填）")
    ('销售订单金额', 'recordid', '客户名称')
    """
    text = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"\((?:必填|required|元|cny|rmb)\)|[\s_*'\u200b\ufeff]", "", text)


def presets(overrides: Mapping[str, Definition] | None = None) -> list[Preset]:
    """The shipped presets, and a company's own, which may extend shipped ones. Raises ConfigurationError.

    An extension with `files` stands beside its base for these files; one without replaces it.
    """
    definitions = dict(_shipped())
    for name, definition in (overrides or {}).items():
        base = definition.get("extends")
        if base is not None and base not in definitions:
            known = ", ".join(definitions)
            raise ConfigurationError(f"presets/{name}: extends unknown preset {base}; known: {known}.")
        own_name = name if base is None or definition.get("files") else base
        definitions[own_name] = _extended(definitions[base], definition) if base else definition
    return [_preset(name, definition) for name, definition in definitions.items()]


@cache
def _shipped() -> dict[str, Definition]:
    files = sorted(SHIPPED.glob("*/*.yaml"))
    return {f"{file.parent.name}/{file.stem}": yaml.safe_load(file.read_text("utf-8")) for file in files}


def _extended(base: Definition, more: Definition) -> Definition:
    """Mappings are merged, lists put before the base's, single values replaced."""
    merged = dict(base)
    for name, value in more.items():
        old = base.get(name)
        if isinstance(value, Mapping) and isinstance(old, Mapping):
            merged[name] = _extended(old, value)
        elif isinstance(value, list) and isinstance(old, list) and name != "required":
            merged[name] = [*value, *(each for each in old if each not in value)]
        elif name != "extends":
            merged[name] = value
    return merged


def _preset(name: str, definition: Definition) -> Preset:
    known = {each.name for each in fields(Preset)} - {"id"}
    if unknown := sorted(set(definition) - known):
        raise ConfigurationError(
            f"presets/{name}: unknown entry {unknown[0]}; known are {', '.join(sorted(known))}."
        )
    if missing := [each for each in ("system", "object") if each not in definition]:
        raise ConfigurationError(f"presets/{name}: {missing[0]} is missing.")
    values: dict[str, Any] = {
        key: tuple(each) if isinstance(each, list) else each for key, each in definition.items()
    }
    return Preset(id=name, **values)
