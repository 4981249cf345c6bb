"""The inbox into the lake: each new file read, typed and entered in the ledger, once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sources import encoding, engine
from sources.canonical import OBJECTS
from sources.export import HeldError, UnreadableError
from sources.ledger import Entry, arrival_order, commit, ledger, predecessor, sweep
from sources.loading import Loader
from sources.mapping import presets as all_presets
from sources.reading import reader
from sources.words import said

EDITION = "1"
"""Of the reading itself: another one reads held and refused files again."""
UNFINISHED = (".part", ".crdownload", ".tmp", ".download", ".filepart")
AGAIN = 0.5

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
) -> list[FileReport]:
    """Bring the lake up to date with the inbox; a report per file, in the order of arrival.

    `progress(file, done, total)` is called before each file. Raises ConfigurationError for a wrong preset.
    """
    run = _Run(lake, presets)
    names = sorted((path.relative_to(inbox).as_posix() for path in _files(inbox)), key=arrival_order)
    reports = []
    for done, name in enumerate(names):
        if progress:
            progress(name, done, len(names))
        reports.append(run.file(inbox / name, name))
    return reports


def _files(inbox: Path) -> Iterator[Path]:
    for path in inbox.rglob("*"):
        is_hidden = any(part.startswith((".", "~$")) for part in path.relative_to(inbox).parts)
        if path.is_file() and not is_hidden and path.suffix.lower() not in UNFINISHED:
            yield path


class _Run:
    """One pass over the inbox."""

    def __init__(self, lake: Path, overrides: Mapping[str, Mapping[str, Any]] | None) -> None:
        presets = all_presets(overrides)
        self.lake, self.working = lake, sweep(lake)
        self.loader = Loader(presets, engine.connect(self.working), self.working)
        self.recipe = hashlib.sha256(repr((EDITION, presets)).encode()).hexdigest()[:16]
        self.entries = {entry.file_id: entry for entry in ledger(lake)}

    def file(self, path: Path, name: str) -> FileReport:
        """Read the file unless the ledger has it; one that waited is tried again with other presets."""
        try:
            before, seen = path.stat(), encoding.survey(path)
            known = self.entries.get(seen.sha256)
            if known and (known.status == "loaded" or known.recipe == self.recipe):
                return FileReport(name, known, is_new=False)
            entry, folder = self._read(path, seen, self._begun(seen.sha256, name))
            after = path.stat()
        except OSError as error:
            why = error.strerror or type(error).__name__
            return _unopened(name, "refused", said("unreadable", why=why))
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            return _unopened(name, "held", said("changing"))
        commit(self.lake, folder, entry)
        self.entries[entry.file_id] = entry
        return FileReport(name, entry, is_new=True)

    def _begun(self, file_id: str, name: str) -> Entry:
        known = self.entries.get(file_id)
        last = max((each.arrival for each in self.entries.values()), default=0)
        return Entry(file_id, known.arrival if known else last + 1, name, recipe=self.recipe)

    def _read(self, path: Path, seen: encoding.Survey, entry: Entry) -> tuple[Entry, Path]:
        """The entry, and the folder with what was made of the file."""
        folder = self.working / entry.file_id
        folder.mkdir(exist_ok=True)
        try:
            return self._loaded(path, seen, entry, folder), folder
        except (HeldError, UnreadableError) as waiting:
            for file in folder.iterdir():
                file.unlink()
            status = "held" if isinstance(waiting, HeldError) else "refused"
            return replace(entry, status=status, message=str(waiting)), folder

    def _loaded(self, path: Path, seen: encoding.Survey, entry: Entry, folder: Path) -> Entry:
        export = reader(path, seen)
        loaded = self.loader.load(export, path.name, folder, entry.file_id)
        preset, counts = loaded.how.preset, export.counts
        entry = replace(
            entry,
            system=preset.system,
            preset=preset.id,
            object=preset.object,
            message=" ".join(counts.notes),
            encoding=export.encoding,
            records=counts.records,
            accepted=loaded.accepted,
            quarantined=len(loaded.rejected),
            blank=counts.blank,
            extra=tuple(loaded.how.extra),
            not_carried=loaded.how.not_carried,
        )
        return replace(entry, supersedes=self._superseded(entry, folder))

    def _superseded(self, entry: Entry, folder: Path) -> str | None:
        """The earlier file of which at least half the records come again in this one."""
        earlier = predecessor(self.entries.values(), entry.file, entry.preset, entry.file_id)
        if earlier is None:
            return None
        file, key = f"{entry.object}.parquet", OBJECTS[entry.object].key
        share = engine.share_again(
            self.loader.connection, self.lake / earlier.file_id / file, folder / file, key
        )
        return earlier.file_id if share >= AGAIN else None


def _unopened(name: str, status: str, message: str) -> FileReport:
    return FileReport(name, Entry("", 0, name, status=status, message=message), is_new=False)
