"""Which export takes the place of which: by what they hold, and by arrival only where that cannot tell.

An export replaces an older one of the same feed whose records come again in it, so that a record it no
longer has is closed. The rule that was met is kept as the `basis`.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sources.comparing import Compare, Comparison
from sources.declarations import Feed
from sources.ledger import Entry
from sources.naming import base_name, says_corrected

HALF = 0.5
"""Of the older file's records, where a declaration or the name says that this is the same export again."""
NEARLY_ALL = 0.9
"""Where only the content says so: less may be a list of changes, which deletes nothing."""


@dataclass(frozen=True)
class Revision:
    """One file that took another's place, and what that changed."""

    compared: Comparison
    basis: str
    """`declared`, `named`, `same_name`, `same_days`, `more_days`, `all_records` or `changes`."""
    is_by_content: bool
    """Whether the files' content says which is newer; else the one that arrived later is."""


def editions(entries: Iterable[Entry]) -> list[Entry]:
    """The loaded files of one table of one system, the oldest first.

    Of two that share days, the one that begins no earlier and ends later is newer; else the later arrival.
    """
    waiting = sorted(entries, key=lambda each: each.arrival)
    after = {each.arrival: each for each in waiting}
    blockers: dict[int, int] = dict.fromkeys(after, 0)
    unblocks: dict[int, list[int]] = {number: [] for number in after}
    for older, newer in _by_content(waiting):
        blockers[newer.arrival] += 1
        unblocks[older.arrival].append(newer.arrival)
    free = [number for number, count in blockers.items() if not count]
    heapq.heapify(free)
    ordered = []
    while free:
        number = heapq.heappop(free)
        ordered.append(after[number])
        for other in unblocks[number]:
            blockers[other] -= 1
            if not blockers[other]:
                heapq.heappush(free, other)
    return ordered


def _by_content(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of which the second is newer for certain."""
    dated = sorted((each for each in entries if each.through_on), key=lambda each: each.first_on)
    for index, one in enumerate(dated):
        for other in dated[index + 1 :]:
            if other.first_on and other.first_on > one.through_on:
                break
            if is_newer(other, one):
                yield one, other
            elif is_newer(one, other):
                yield other, one


def is_newer(one: Entry, other: Entry) -> bool:
    """Whether the content of one says that it was exported after the other."""
    return bool(other.through_on) and one.first_on >= other.first_on and one.through_on > other.through_on


def groups(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The loaded files, those of one table of one system together, in their editions' order."""
    loaded = [each for each in entries if each.status == "loaded"]
    for _, group in groupby(sorted(loaded, key=_feed_of), key=_feed_of):
        yield editions(group)


def _feed_of(entry: Entry) -> tuple[str, str]:
    return entry.system, entry.object


def succession(entries: Iterable[Entry], feeds: Mapping[str, Feed], compare: Compare) -> list[Revision]:
    """Every file that took another's place; none takes one's that was replaced already."""
    return [each for group in groups(entries) for each in _succession(group, feeds, compare)]


def _succession(group: Sequence[Entry], feeds: Mapping[str, Feed], compare: Compare) -> Iterator[Revision]:
    live: list[Entry] = []
    for new in group:
        found = [revision for old in live if (revision := _revision(old, new, feeds, compare))]
        found += [*_changes(live, found, new, compare)]
        yield from found
        gone = {each.compared.old for each in found}
        live = [*(each for each in live if each.file_id not in gone), new]


def _revision(old: Entry, new: Entry, feeds: Mapping[str, Feed], compare: Compare) -> Revision | None:
    basis, enough = rule(old, new, feeds.get(new.preset, Feed()).kind)
    if not basis or not (old.accepted and new.accepted):
        return None
    compared = compare(old, new)
    if compared is None or compared.again < enough:
        return None
    return Revision(compared, basis, is_newer(new, old))


def _changes(
    live: Sequence[Entry], found: Sequence[Revision], new: Entry, compare: Compare
) -> Iterator[Revision]:
    """Lists of changes to a file that was replaced, holding none but its records, go with it."""
    replaced = {each.compared.old for each in found}
    for later in live:
        if later.file_id in replaced or not later.accepted or not _within(later, new):
            continue
        olds = [old for old in live if old.file_id in replaced and old.preset == later.preset]
        if any(_holds_all(compare(old, later)) for old in olds) and (pair := compare(later, new)):
            yield Revision(pair, "changes", is_newer(new, later))


def _within(one: Entry, other: Entry) -> bool:
    return other.first_on <= one.first_on and one.through_on <= other.through_on


def _holds_all(compared: Comparison | None) -> bool:
    return compared is not None and compared.shared == compared.after


def rule(old: Entry, new: Entry, kind: str) -> tuple[str, float]:
    """Why the newer of two files might replace the other, and what share of it must come again."""
    if kind == "delta":
        return "", 1.0
    if kind == "full" and old.preset == new.preset:
        return "declared", HALF
    if says_corrected(new.file, old.file):
        return "named", HALF
    if not new.first_on and not old.first_on:
        return "all_records", NEARLY_ALL
    if (new.first_on, new.through_on) == (old.first_on, old.through_on):
        is_namesake = base_name(new.file) == base_name(old.file)
        return ("same_name", HALF) if is_namesake else ("same_days", NEARLY_ALL)
    covers = new.first_on <= old.first_on and new.through_on >= old.through_on
    return ("more_days", NEARLY_ALL) if covers else ("", 1.0)
