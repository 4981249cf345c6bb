"""What a company says of its feeds in `feeds.yaml`: whole or changes only, required, how late is late."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from warehouse.workspace import ConfigurationError

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
    known = [each.name for each in fields(Feed)]
    if not isinstance(given, Mapping) or (unknown := sorted(set(given) - set(known))):
        what = f"unknown entry {unknown[0]}" if isinstance(given, Mapping) else "no entries"
        raise ConfigurationError(f"feeds.yaml: {name}: {what}; known are {', '.join(known)}.")
    feed = Feed(**given)
    if feed.kind not in KINDS or type(feed.required) is not bool:
        raise ConfigurationError(f"feeds.yaml: {name}: kind is full or delta, required is true or false.")
    if feed.late_after is not None and (type(feed.late_after) is not int or feed.late_after < 1):
        raise ConfigurationError(f"feeds.yaml: {name}: late_after is a number of business days, 1 or more.")
    return feed
