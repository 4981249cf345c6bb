"""Where every file stands: its place among the editions of its table, and what took its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sources.comparing import Comparison, is_fresh, measure, remember, remembered
from sources.declarations import Feed
from sources.ledger import Entry, ledger
from sources.succession import Revision, groups, succession


@dataclass(frozen=True)
class Standing:
    """A file of the ledger: the higher its edition, the newer; `superseded_by` is blank while it counts."""

    entry: Entry
    edition: int
    superseded_by: str


def settle(lake: Path, feeds: Mapping[str, Feed], engine: duckdb.DuckDBPyConnection) -> None:
    """Compare the files that may take each other's place, where that has not been done."""
    known = remembered(lake)
    used: dict[tuple[str, str], Comparison] = {}

    def compare(old: Entry, new: Entry) -> Comparison:
        pair = (old.file_id, new.file_id)
        found = known.get(pair)
        fresh = found if found and is_fresh(found, old, new) else measure(engine, lake, old, new)
        return used.setdefault(pair, fresh)

    succession(ledger(lake), feeds, compare)
    if used != known:
        remember(lake, used.values())


def revisions(lake: Path, feeds: Mapping[str, Feed]) -> list[Revision]:
    """Every file that took another's place, by the comparisons made."""
    known = remembered(lake)
    return succession(ledger(lake), feeds, lambda old, new: known.get((old.file_id, new.file_id)))


def standings(lake: Path, feeds: Mapping[str, Feed]) -> list[Standing]:
    """Every file, in the order of arrival."""
    entries = ledger(lake)
    places = [entry.file_id for group in groups(entries) for entry in group]
    edition = {file_id: place for place, file_id in enumerate(places, start=1)}
    gone = {each.compared.old: each.compared.new for each in revisions(lake, feeds)}
    return [Standing(each, edition.get(each.file_id, 0), gone.get(each.file_id, "")) for each in entries]
