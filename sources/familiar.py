"""Which feed a file that cannot be read belongs to: the one whose header it nearly has."""

from collections.abc import Iterable
from dataclasses import replace

from sources.ledger import Entry
from sources.words import said

ENOUGH = 0.5
UNDECIDED = ("", "preset")
"""Questions that leave open which feed it is."""


def familiar(entry: Entry, entries: Iterable[Entry]) -> Entry:
    """A held file with the feed it nearly looks like, and the columns that feed had until now."""
    if entry.status != "held" or entry.question not in UNDECIDED or not entry.header:
        return entry
    loaded = [each for each in entries if each.status == "loaded" and each.header]
    nearest = max(loaded, key=lambda each: (_alike(each, entry), each.arrival), default=None)
    if nearest is None or _alike(nearest, entry) < ENOUGH:
        return entry
    feed = replace(entry, system=nearest.system, preset=nearest.preset, object=nearest.object)
    gone = [name for name in nearest.header if name not in entry.header]
    if not gone:
        return feed
    what = said("column_gone", preset=nearest.preset, columns=", ".join(gone), file=nearest.file)
    return replace(feed, message=f"{what} {entry.message}")


def _alike(one: Entry, other: Entry) -> float:
    return len({*one.header} & {*other.header}) / max(len(one.header), len(other.header))
