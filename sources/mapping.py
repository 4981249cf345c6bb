"""Presets: which header of which vendor's export is which canonical column."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from sources.canonical import OBJECTS
from warehouse.errors import ConfigurationError, nearest

SHIPPED = Path(__file__).with_name("presets")
NAME_PARTS = ("first_name", "last_name")
"""Staged beside the canonical columns, to make up a name from."""

LOOKUP = re.compile(r"([.]id|__r)$", re.IGNORECASE)
CUSTOM = ("_fivetran_*", "_airbyte_*", "_sdc_*", "_dlt_*", "*__c")
"""What loaders add, and fields that a company made itself."""
DELETED = ("_fivetran_deleted",)
HISTORY = ("_fivetran_start", "_fivetran_end", "_dbt_valid_from")
"""Marks of a table that keeps every version of a record, and so is no list of records."""
HAN = re.compile("[\u4e00-\u9fff]")
QUIRKS = ("apostrophes", "tagged_values", "first_of_several", "zero_for_none")
"""`'0123` for 0123; `p:+49…` for +49…; `12;34` for 12 (the whole is in `extra`); customer 0 for a guest."""

Definition = Mapping[str, Any]
Place = tuple[str, int, bool]


@dataclass(frozen=True)
class Preset:
    """One vendor's export of one object.

    `required` columns must be in the header (of a list, one of them), and of `signature` one name, where it
    has any; a name of `without` says that it is another object. `known` names are recognised without being
    mapped; `custom` patterns are the company's own columns, which neither speak for the preset nor against.
    `constants` fill columns that the export has not; `carry_forward` ones stand on an order's first line
    only. `lines` are the names by which JSON records may hold their lines as a list, `sums` the amounts in
    other lists that are added up to a column (`refunds.total`). Whatever is not mapped is kept in `extra`.
    """

    id: str
    system: str
    object: str
    name: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str | Sequence[str], ...] = ()
    signature: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    inverted: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    custom: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    quirks: tuple[str, ...] = ()
    carry_forward: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    date_order: str = ""
    decimal_mark: str = ""
    files: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.object not in OBJECTS:
            hint = nearest(self.object, OBJECTS)
            raise _wrong(self.id, f"unknown object {self.object}", f"object 不能是 {self.object}", hint)
        canonical = {*OBJECTS[self.object].columns, *NAME_PARTS}
        required = {column for choice in self.required for column in _choice(choice)}
        mapped = {*self.aliases, *self.inverted, *self.values, *self.constants}
        if unknown := sorted({*required, *mapped, *self.carry_forward} - canonical):
            en, zh = f"{self.object} has no column {unknown[0]}", f"{self.object} 没有列 {unknown[0]}"
            raise _wrong(self.id, en, zh, nearest(unknown[0], canonical))
        if unknown := sorted({*self.quirks} - {*QUIRKS}):
            hint = nearest(unknown[0], QUIRKS)
            raise _wrong(self.id, f"unknown quirk {unknown[0]}", f"quirks 中没有 {unknown[0]}", hint)
        if self.date_order not in ("", "dmy", "mdy") or self.decimal_mark not in ("", ".", ","):
            raise _wrong(
                self.id,
                "date_order is dmy or mdy, decimal_mark is a quoted point or comma",
                "date_order 须为 dmy 或 mdy，decimal_mark 须为加引号的点或逗号",
            )

    @cached_property
    def positions(self) -> dict[str, Place]:
        """Normalised header → canonical column, its rank among the column's aliases, and whether inverted."""
        deleted = {"is_deleted": DELETED} if "is_deleted" in OBJECTS[self.object].columns else {}
        own = _ranked(self.aliases, is_inverted=False)
        return _ranked(deleted, is_inverted=False) | _ranked(self.inverted, is_inverted=True) | own

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(normal, (*self.known, *self.signature)))

    def place(self, name: str) -> Place | None:
        """Where a header goes, with or without one of the preset's prefixes."""
        stripped = (name[len(each) :] for each in self.prefixes if name.startswith(each))
        found = (self.positions.get(normal(each)) for each in (name, *stripped))
        return next((each for each in found if each), None)

    def recognises(self, name: str) -> bool:
        """Whether a header is this preset's, or the twin of one: `X.id` and `x__r` beside `X`."""
        names = [name, LOOKUP.sub("", name)]
        names += [each[len(mark) :] for each in names for mark in self.prefixes if each.startswith(mark)]
        return any(normal(each) in self._known or normal(each) in self.positions for each in names)

    def missing(self, header: Sequence[str]) -> list[str]:
        """The required columns that no header stands for; of a choice, its first."""
        there = {place[0] for name in header if (place := self.place(name))}
        choices = map(_choice, self.required)
        return [choice[0] for choice in choices if there.isdisjoint(choice)]

    def is_signed(self, header: Sequence[str]) -> bool:
        """Whether the header bears a mark of this preset, where it has any, and none of another."""
        names = set(map(normal, header))
        marks, others = (set(map(normal, each)) for each in (self.signature, (*self.without, *HISTORY)))
        return not names & others and (not marks or bool(names & marks))

    def share(self, header: Sequence[str]) -> float:
        """The share of the header that is recognised, the company's own columns aside."""
        named = [name for name in header if name.strip() and not self._is_custom(name)]
        return sum(map(self.recognises, named)) / max(1, len(named))

    def _is_custom(self, name: str) -> bool:
        return any(fnmatchcase(name.lower(), pattern) for pattern in (*CUSTOM, *self.custom))


def _wrong(preset: str, en: str, zh: str, hint: tuple[str, str] = (".", "。")) -> ConfigurationError:
    return ConfigurationError(f"presets/{preset}: {en}{hint[0]}", f"{zh}{hint[1]}")


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
    return re.sub(r"\((?:必填|required|元|cny|rmb)\)|[\s_*'\u200b\ufeff]", "", _simplified(text))


def _simplified(text: str) -> str:
    """Chinese in simplified characters.

    >>> _simplified("訂單編號")
    '订单编号'
    """
    return str(_converter().convert(text)) if HAN.search(text) else text


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def presets(overrides: Mapping[str, Definition] | None = None) -> list[Preset]:
    """The shipped presets, and a company's own, which may extend shipped ones. Raises ConfigurationError.

    An extension with `files` stands beside its base for these files; one without replaces it.
    """
    definitions = dict(_shipped())
    for name, definition in (overrides or {}).items():
        base = definition.get("extends")
        if base is not None and base not in definitions:
            hint = nearest(str(base), definitions)
            raise _wrong(name, f"extends unknown preset {base}", f"没有预设 {base}", hint)
        own_name = name if base is None or definition.get("files") else base
        definitions[own_name] = _extended(definitions[base], definition) if base else definition
    return [_preset(name, definition) for name, definition in definitions.items()]


@cache
def _shipped() -> dict[str, Definition]:
    files = sorted(SHIPPED.glob("*/*.yaml"))
    return {f"{file.parent.name}/{file.stem}": _loaded(file) for file in files}


def _loaded(file: Path) -> Definition:
    definition: Definition = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    return definition


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
        hint = nearest(unknown[0], known)
        raise _wrong(name, f"unknown entry {unknown[0]}", f"没有 {unknown[0]} 这一项", hint)
    if missing := [each for each in ("system", "object") if each not in definition]:
        raise _wrong(name, f"{missing[0]} is missing; add it", f"缺少 {missing[0]}，请补充")
    values: dict[str, Any] = {
        key: tuple(each) if isinstance(each, list) else each for key, each in definition.items()
    }
    return Preset(id=name, **values)
