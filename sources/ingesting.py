"""The inbox into the lake: each new file read, typed and entered in the ledger, once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from sources import arriving, engine
from sources.answers import answers as checked
from sources.arriving import Arrival
from sources.completing import QUESTION, completed, may_be_cut
from sources.declarations import feeds as declared_feeds
from sources.familiar import familiar
from sources.ledger import Entry, commit, ledger, sweep
from sources.loading import Loader, waiting
from sources.loading_apart import Apart
from sources.mapping import presets as all_presets
from sources.replaying import again
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
    answers: Mapping[str, Any] | None = None,
    time_zone: str = engine.ZONE,
) -> list[FileReport]:
    """Bring the lake up to date with the inbox; a report per file, in the order of arrival.

    Instants are told in `time_zone`. `progress(file, done, total)` is called after each file.
    Raises ConfigurationError.
    """
    declared = declared_feeds(feeds)
    run = _Run(lake, presets, answers, time_zone)
    names = arriving.names(inbox)
    reports: list[FileReport] = []
    with closing(run.loader.engine), ThreadPoolExecutor(AT_ONCE) as workers:
        found = workers.map(partial(arriving.arrival, inbox), names)
        arrivals = list(chain.from_iterable(workers.map(run.spread, found)))
        for report in run.reports(arrivals, workers):
            reports.append(report)
            if progress:
                progress(report.file, len(reports), len(arrivals))
        done = run.complete(arrivals)
        settle(lake, declared, run.loader.engine)
    return [replace(each, entry=done.get(each.entry.file_id, each.entry)) for each in reports]


class _Run:
    """One pass over the inbox: files are read side by side and entered one after the other."""

    def __init__(
        self,
        lake: Path,
        overrides: Mapping[str, Mapping[str, Any]] | None,
        answers: Mapping[str, Any] | None,
        zone: str,
    ) -> None:
        presets = all_presets(overrides)
        self.presets, self.answers = presets, checked(answers, [each.id for each in presets])
        self.lake, working = lake, sweep(lake)
        self.loader = Loader(presets, engine.connect(working, zone), working)
        self.apart = Apart(self.loader, overrides, zone)
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
        """The first file of each content that is not in the ledger, or that can be read better now."""
        new: dict[str, Arrival] = {}
        for arrival in arrivals:
            known = self.entries.get(arrival.file_id)
            if arrival.file_id and (known is None or self._may_read_better(known)):
                new.setdefault(arrival.file_id, arrival)
        return new

    def _may_read_better(self, known: Entry) -> bool:
        """Whether presets or answers have changed for a file of which something is left out."""
        if known.status == "completed" or known.recipe == self._recipe(known.file):
            return False
        is_whole = known.status == "loaded" and not known.quarantined
        return not is_whole or known.answers != self.answers.of(known.file)

    def _recipe(self, file: str) -> str:
        """A mark of everything that decides how a file is read."""
        parts = (EDITION, self.presets, sorted(self.answers.of(file).items()))
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    def _begun(self, new: Mapping[str, Arrival]) -> Iterator[Entry]:
        """Entries with their place in the order of arrival; one that waited keeps its own."""
        last = max((entry.arrival for entry in self.entries.values()), default=0)
        for file_id, arrival in new.items():
            known = self.entries.get(file_id)
            last += known is None
            name = known.file if known else arrival.name
            yield Entry(
                file_id,
                known.arrival if known else last,
                name,
                size=arrival.seen.size if arrival.seen else 0,
                recipe=self._recipe(name),
                answers=self.answers.of(name),
            )

    def _enter(self, arrival: Arrival, entry: Entry) -> FileReport:
        folder = self.loader.folder(entry.file_id)
        if arrival.has_changed():
            return _unopened(arrival, "held", said("changing"))
        known = self.entries.get(entry.file_id)
        if known and known.status == "loaded" and entry.status != "loaded":
            return FileReport(arrival.name, known, is_new=False)
        entry = familiar(self._held_if_cut(entry), self.entries.values())
        commit(self.lake, folder, entry)
        again(self.lake, self.presets, entry, self.loader.engine)
        self.entries[entry.file_id] = entry
        return FileReport(arrival.name, entry, is_new=True)

    def _held_if_cut(self, entry: Entry) -> Entry:
        others = [each for each in self.entries.values() if each.file_id != entry.file_id]
        if entry.status != "loaded" or QUESTION in entry.answers or not may_be_cut(entry, others):
            return entry
        begun = Entry(
            entry.file_id,
            entry.arrival,
            entry.file,
            system=entry.system,
            preset=entry.preset,
            object=entry.object,
            size=entry.size,
            question=QUESTION,
            recipe=entry.recipe,
            answers=entry.answers,
        )
        return waiting(self.loader.folder(entry.file_id), begun, "held", said("may_be_cut"))

    def complete(self, arrivals: list[Arrival]) -> dict[str, Entry]:
        """Close the questions about cut-off files whose whole is there now."""
        found = {each.file_id: completed(each, arrivals) for each in self.entries.values()}
        done = {file_id: entry for file_id, entry in found.items() if entry}
        for entry in done.values():
            folder = self.loader.folder(entry.file_id)
            folder.mkdir(exist_ok=True)
            commit(self.lake, folder, entry)
        self.entries |= done
        return done


def _unopened(arrival: Arrival, status: str, message: str) -> FileReport:
    return FileReport(arrival.name, Entry("", 0, arrival.name, status=status, message=message), is_new=False)
