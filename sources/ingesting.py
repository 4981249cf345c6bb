"""The inbox into the lake: each new file read, typed and entered in the ledger, once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from sources import arriving, engine
from sources.arriving import Arrival
from sources.declarations import feeds as declared_feeds
from sources.ledger import Entry, commit, ledger, sweep
from sources.loading import Loader
from sources.loading_apart import Apart
from sources.mapping import presets as all_presets
from sources.spreading import spread
from sources.standing import settle
from sources.words import said

EDITION = "1"
"""Of the reading itself: another one reads held and refused files again."""
AT_ONCE = 2

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class FileReport:
    """One file of the inbox in this run: its entry in the ledger, and whether this run made it.

    A file that could not be opened has an entry that is not in the ledger, without a file_id.
    """

    file: str
    entry: Entry
    is_new: bool


def ingest(
    inbox: Path,
    lake: Path,
    presets: Mapping[str, Mapping[str, Any]] | None = None,
    progress: Progress | None = None,
    feeds: Mapping[str, Any] | None = None,
) -> list[FileReport]:
    """Bring the lake up to date with the inbox; a report per file, in the order of arrival.

    `progress(file, done, total)` is called after each file. Raises ConfigurationError.
    """
    declared = declared_feeds(feeds)
    run = _Run(lake, presets)
    names = arriving.names(inbox)
    reports: list[FileReport] = []
    with closing(run.loader.engine), ThreadPoolExecutor(AT_ONCE) as workers:
        found = workers.map(partial(arriving.arrival, inbox), names)
        arrivals = list(chain.from_iterable(workers.map(run.spread, found)))
        for report in run.reports(arrivals, workers):
            reports.append(report)
            if progress:
                progress(report.file, len(reports), len(arrivals))
        settle(lake, declared, run.loader.engine)
    return reports


class _Run:
    """One pass over the inbox: files are read side by side and entered one after the other."""

    def __init__(self, lake: Path, overrides: Mapping[str, Mapping[str, Any]] | None) -> None:
        presets = all_presets(overrides)
        self.lake, working = lake, sweep(lake)
        self.loader = Loader(presets, engine.connect(working), working)
        self.apart = Apart(self.loader, overrides)
        self.recipe = hashlib.sha256(repr((EDITION, presets)).encode()).hexdigest()[:16]
        self.entries = {entry.file_id: entry for entry in ledger(lake)}

    def spread(self, arrival: Arrival) -> list[Arrival]:
        """An arrival for each export of a file."""
        return spread(arrival, self.loader.working, self.entries)

    def reports(self, arrivals: list[Arrival], workers: Executor) -> Iterator[FileReport]:
        """A report per file; what the ledger has is not read again."""
        new = self._new(arrivals)
        loaded = workers.map(self.apart.load, new.values(), self._begun(new))
        for arrival in arrivals:
            if arrival.problem:
                yield _unopened(arrival, "refused", arrival.problem)
            elif new.get(arrival.file_id) is arrival:
                yield self._enter(arrival, next(loaded))
            elif arrival.file_id in self.entries:
                yield FileReport(arrival.name, self.entries[arrival.file_id], is_new=False)
            else:
                yield _unopened(arrival, "held", said("changing"))

    def _new(self, arrivals: list[Arrival]) -> dict[str, Arrival]:
        """The first file of each content that is not in the ledger, or that waits for other presets."""
        new: dict[str, Arrival] = {}
        for arrival in arrivals:
            known = self.entries.get(arrival.file_id)
            if arrival.file_id and not (known and (known.status == "loaded" or known.recipe == self.recipe)):
                new.setdefault(arrival.file_id, arrival)
        return new

    def _begun(self, new: Mapping[str, Arrival]) -> Iterator[Entry]:
        """Entries with their place in the order of arrival; one that waited keeps its own."""
        last = max((entry.arrival for entry in self.entries.values()), default=0)
        for file_id, arrival in new.items():
            known = self.entries.get(file_id)
            last += known is None
            yield Entry(file_id, known.arrival if known else last, arrival.name, recipe=self.recipe)

    def _enter(self, arrival: Arrival, entry: Entry) -> FileReport:
        folder = self.loader.folder(entry.file_id)
        if arrival.has_changed():
            return _unopened(arrival, "held", said("changing"))
        commit(self.lake, folder, entry)
        self.entries[entry.file_id] = entry
        return FileReport(arrival.name, entry, is_new=True)


def _unopened(arrival: Arrival, status: str, message: str) -> FileReport:
    return FileReport(arrival.name, Entry("", 0, arrival.name, status=status, message=message), is_new=False)
