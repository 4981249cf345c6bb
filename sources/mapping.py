"""Presets: which header of which vendor's export is which canonical column."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from sources.canonical import OBJECTS
from sources.export import HeldError
from warehouse.workspace import ConfigurationError

SHIPPED = Path(__file__).with_name("presets")
ENOUGH = 0.5
CLOSE = 0.05
EXTRA_COLUMNS = ("first_name", "last_name")
"""Staged beside the canonical columns, to make up a name from."""

Definition = Mapping[str, Any]


@dataclass(frozen=True)
class Preset:
    """One vendor's export of one object. `known` columns are recognised and deliberately not carried."""

    id: str
    system: str
    object: str
    name: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
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
        canonical = {*OBJECTS[self.object].columns, *EXTRA_COLUMNS}
        named = {*self.required, *self.aliases, *self.inverted, *self.values, *self.carry_forward}
        if unknown := sorted(named - canonical):
            raise ConfigurationError(f"presets/{self.id}: {self.object} has no column {unknown[0]}.")

    @cached_property
    def positions(self) -> dict[str, tuple[str, int, bool]]:
        """Normalised header → canonical column, its rank among the column's aliases, and whether inverted."""
        own = {column: (*names, column) for column, names in self.aliases.items()}
        return _ranked(self.inverted, inverted=True) | _ranked(own, inverted=False)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(normal, self.known))

    def recognises(self, name: str) -> bool:
        """Whether a header is this preset's."""
        return normal(name) in self.positions or normal(name) in self._known

    def missing(self, header: Sequence[str]) -> list[str]:
        """The required columns that no header stands for."""
        there = {self.positions[normal(name)][0] for name in header if normal(name) in self.positions}
        return [column for column in self.required if column not in there]

    def share(self, header: Sequence[str]) -> float:
        """The share of the header that is recognised."""
        named = [name for name in header if name.strip()]
        return sum(map(self.recognises, named)) / max(1, len(named))


def _ranked(aliases: Mapping[str, Sequence[str]], inverted: bool) -> dict[str, tuple[str, int, bool]]:
    ranks: dict[str, tuple[str, int, bool]] = {}
    for column, names in aliases.items():
        for rank, name in enumerate(names):
            ranks.setdefault(normal(name), (column, rank, inverted))
    return ranks


@cache
def normal(name: str) -> str:
    """A header as it is compared: case, width, spaces, underscores and marks of obligation do not count.

    >>> normal(" 销售订单金额（元）*"), normal("Record_ID"), normal("客户名称（必填）")
    ('销售订单金额(元)', 'recordid', '客户名称')
    """
    text = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"\((?:必填|required)\)|[\s_*'\u200b\ufeff]", "", text)


def presets(overrides: Mapping[str, Definition] | None = None) -> list[Preset]:
    """The shipped presets, extended and overridden by a company's own. Raises ConfigurationError."""
    definitions = dict(_shipped())
    for name, definition in (overrides or {}).items():
        base = definition.get("extends")
        if base is not None and base not in definitions:
            raise ConfigurationError(
                f"presets/{name}: extends unknown preset {base}; known: {', '.join(definitions)}."
            )
        definitions[base or name] = _extended(definitions[base], definition) if base else definition
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
    known = set(Preset.__dataclass_fields__) - {"id"}
    if unknown := sorted(set(definition) - known):
        raise ConfigurationError(
            f"presets/{name}: unknown entry {unknown[0]}; known are {', '.join(sorted(known))}."
        )
    if missing := [each for each in ("system", "object") if each not in definition]:
        raise ConfigurationError(f"presets/{name}: {missing[0]} is missing.")
    lists = {key: tuple(value) if isinstance(value, list) else value for key, value in definition.items()}
    return Preset(id=name, **lists)


def choose(header: Sequence[str] | None, file: str, among: Sequence[Preset]) -> Preset:
    """The preset whose columns these are. Raises HeldError with a question where there is not exactly one."""
    if header is None:
        raise HeldError(
            "The first row holds data, not column names: which columns are these? Add a header row."
            " / 第一行是数据而不是列名：请添加表头。"
        )
    named = [each for each in among if any(fnmatchcase(file, pattern) for pattern in each.files)]
    scored = sorted(((each.share(header), each) for each in named or among), key=_order)
    fitting = [(share, each) for share, each in scored if share >= ENOUGH and not each.missing(header)]
    if not fitting:
        raise HeldError(_unknown(header, *scored[0]))
    (best, preset), *others = fitting
    rivals = [each for share, each in others if best - share < CLOSE and _generic(each) == _generic(preset)]
    if rivals and not named:
        raise HeldError(_which([preset, *rivals]))
    return preset


def _generic(preset: Preset) -> bool:
    return preset.system == "generic"


def _order(scored: tuple[float, Preset]) -> tuple[bool, float, str]:
    share, preset = scored
    return (_generic(preset), -share, preset.id)


def _unknown(header: Sequence[str], share: float, preset: Preset) -> str:
    missing = preset.missing(header)
    if share >= ENOUGH and missing:
        wanted = ", ".join("/".join(list(preset.aliases.get(column, ()))[:2]) or column for column in missing)
        return (
            f"This looks like {preset.id}, but its column {wanted} is missing: export again with it, or name the"
            f" column in presets/. / 看起来是 {preset.id}，但缺少列 {wanted}：请带上该列重新导出，或在 presets/ 中指定。"
        )
    return (
        f"Which export is this? Only {share:.0%} of its columns are known (closest: {preset.id}): describe it in"
        f" presets/. / 这是什么导出？只认识 {share:.0%} 的列（最接近 {preset.id}）：请在 presets/ 中描述。"
    )


def _which(rivals: Sequence[Preset]) -> str:
    names = " / ".join(each.id for each in rivals)
    return (
        f"This may be {names}: name the file under `files:` of the right preset in presets/."
        f" / 可能是 {names}：请在 presets/ 中用 files: 指定。"
    )
