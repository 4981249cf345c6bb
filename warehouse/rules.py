"""Target segments as files: what a rule is, and how a folder of them becomes an ordered list.

A file `segments/<key>.yaml` says `name` and `description` (each `en` and `zh`), `purpose`, `owner`, `rule`.
A rule is a mapping; it holds when every entry of it holds:

- `all: [rule, …]`, `any: [rule, …]`, `none: [rule, …]`
- `segment: other_key`
- `column: value` (equal), `column: [value, …]` (one of), `column: {operator: value, …}`

Operators: see `warehouse.rule_grammar`. A condition on an unknown (NULL) value is false, never unknown,
so `none` excludes exactly those for whom a condition is true.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from warehouse.errors import ConfigurationError, nearest
from warehouse.rule_grammar import Group, Member, Rule, parse_rule

__all__ = ["Segment", "definition", "describe", "fingerprint", "load_segments"]

KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")
DESCRIBED = ("name_en", "name_zh", "description_en", "description_zh", "purpose", "owner")
FIELDS = ("name", "description", "purpose", "owner", "rule")


@dataclass(frozen=True)
class Segment:
    """One target segment: who belongs to it, what for, and who answers for it."""

    key: str
    name_en: str
    name_zh: str
    description_en: str
    description_zh: str
    purpose: str
    owner: str
    rule: Rule
    source: Mapping[str, Any] = field(compare=False, repr=False)

    @property
    def uses(self) -> tuple[str, ...]:
        """The segments its rule refers to, sorted."""
        return tuple(sorted(set(_references(self.rule))))


def load_segments(
    definitions: Mapping[str, Mapping[str, Any]], columns: Mapping[str, str]
) -> dict[str, Segment]:
    """The segments by key, each after those it refers to.

    `definitions` are the files by name, `columns` the columns and types of the table they choose from.
    Raises ConfigurationError that names the file, the place in it and the nearest valid name.
    """
    files = sorted(definitions.items())
    segments = {key: _segment(key, source, columns, definitions) for key, source in files}
    sorter = TopologicalSorter({key: segment.uses for key, segment in segments.items()})
    try:
        return {key: segments[key] for key in sorter.static_order()}
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        raise ConfigurationError(
            f"segments/{error.args[1][-1]}.yaml: rule: refers to itself in a circle: {circle}.",
            "客群之间循环引用，请去掉其中一处引用。",
        ) from error


def describe(segments: Mapping[str, Segment]) -> list[dict[str, str]]:
    """One row per segment: its key, texts, purpose, owner, definition and the definition's SHA-256."""
    rows = []
    for key, segment in segments.items():
        texts = {name: getattr(segment, name) for name in DESCRIBED}
        text = definition(key, segments)
        rows.append({"segment": key, **texts, "definition": text, "definition_sha256": fingerprint(text)})
    return rows


def definition(key: str, segments: Mapping[str, Segment]) -> str:
    """The segment's file and those it refers to, as canonical JSON."""
    closure: set[str] = set()
    waiting = [key]
    while waiting:
        name = waiting.pop()
        if name not in closure:
            closure.add(name)
            waiting.extend(segments[name].uses)
    return canonical({name: segments[name].source for name in closure})


def canonical(sources: Mapping[str, Any]) -> str:
    """The same text for the same definitions, whatever their order in the files."""
    return json.dumps(sources, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """The SHA-256 of a definition's canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _segment(key: str, source: Mapping[str, Any], columns: Mapping[str, str], keys: Iterable[str]) -> Segment:
    file = f"segments/{key}.yaml"
    if not KEY.fullmatch(key):
        raise ConfigurationError(
            f"{file}: name it with small letters, digits and _, first a letter.",
            "文件名只能用小写字母、数字和下划线，并以字母开头。",
        )
    if unknown := sorted(map(str, source.keys() - set(FIELDS))):
        en, zh = nearest(unknown[0], FIELDS)
        raise ConfigurationError(
            f"{file}: unknown entry {unknown[0]!r}{en}", f"没有 {unknown[0]!r} 这一项{zh}"
        )
    return Segment(
        key,
        name_en=_text(file, source, "name", "en"),
        name_zh=_text(file, source, "name", "zh"),
        description_en=_text(file, source, "description", "en"),
        description_zh=_text(file, source, "description", "zh"),
        purpose=_text(file, source, "purpose"),
        owner=_text(file, source, "owner"),
        rule=parse_rule(file, source.get("rule"), columns, keys),
        source=source,
    )


def _text(file: str, source: Mapping[str, Any], *path: str) -> str:
    value: Any = source
    for part in path:
        value = value.get(part) if isinstance(value, Mapping) else None
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(
            f"{file}: {'.'.join(path)} is missing; write it as text.", "缺少此项，请补充文字。"
        )
    return value.strip()


def _references(rule: Rule) -> Iterable[str]:
    if isinstance(rule, Member):
        yield rule.segment
    elif isinstance(rule, Group):
        for part in rule.parts:
            yield from _references(part)
