"""What a company says of its feeds in `feeds.yaml`: whole or changes only, required, how late is late."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from warehouse.errors import ConfigurationError, nearest

KINDS = ("", "full", "delta")


@dataclass(frozen=True)
class Feed:
    """One preset's exports.

    `full`: each export holds all records, so one that is absent was deleted. `delta`: each holds only what
    changed. Blank: told from the content, file by file. `late_after` counts business days without news; none
    means learned.
    """

    kind: str = ""
    required: bool = False
    late_after: int | None = None


def feeds(declared: Mapping[str, Any] | None = None) -> dict[str, Feed]:
    """The declared feeds by preset. Raises ConfigurationError."""
    return {str(name): _feed(str(name), given) for name, given in (declared or {}).items()}


def _feed(name: str, given: Any) -> Feed:
    if not isinstance(given, Mapping):
        raise ConfigurationError(
            f"feeds.yaml: {name}: write `key: value` pairs below it.", "请在其下写“键: 值”。"
        )
    known = [each.name for each in fields(Feed)]
    if unknown := sorted(set(given) - set(known)):
        en, zh = nearest(str(unknown[0]), known)
        raise ConfigurationError(
            f"feeds.yaml: {name}: unknown entry {unknown[0]}{en}", f"没有 {unknown[0]} 这一项{zh}"
        )
    feed = Feed(**given)
    if feed.kind not in KINDS or type(feed.required) is not bool:
        raise ConfigurationError(
            f"feeds.yaml: {name}: kind is full or delta, required is true or false.",
            "kind 须为 full 或 delta，required 须为 true 或 false。",
        )
    if feed.late_after is not None and (type(feed.late_after) is not int or feed.late_after < 1):
        raise ConfigurationError(
            f"feeds.yaml: {name}: late_after is a number of business days, 1 or more.",
            "late_after 为工作日天数，须为不小于 1 的整数。",
        )
    return feed
