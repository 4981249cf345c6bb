"""The inbox into the lake: each new file read, typed and entered in the ledger, once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import ColumnExpression

from sources import encoding, mapping, staging, styles, typed
from sources.canonical import OBJECTS, QUARANTINE
from sources.export import Export, HeldError, Rejected, UnreadableError
from sources.ledger import Entry, arrival_order, commit, ledger, predecessor, sweep
from sources.mapping import Preset
from sources.reading import reader

EDITION = "1"
"""Of the reading itself: another one reads held and refused files again."""
UNFINISHED = (".part", ".crdownload", ".tmp", ".download", ".filepart")
MOSTLY_BAD = 0.5
FEW = 20

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class FileReport:
    """One file of the inbox in this run: its entry in the ledger, and whether this run made it."""

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

    `progress(file, done, total)` is called before each file. Raises ConfigurationError.
    """
    run = _Run(lake, mapping.presets(presets))
    files = sorted(_files(inbox), key=lambda path: arrival_order(path.relative_to(inbox).as_posix()))
    reports = []
    for done, path in enumerate(files):
        if progress:
            progress(path.name, done, len(files))
        reports.append(run.file(path, path.relative_to(inbox).as_posix()))
    return reports


def _files(inbox: Path) -> Iterator[Path]:
    for path in inbox.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(inbox).parts)
        if path.is_file() and not hidden and path.suffix.lower() not in UNFINISHED:
            yield path


class _Run:
    def __init__(self, lake: Path, presets: list[Preset]) -> None:
        self.lake, self.presets = lake, presets
        self.working = sweep(lake)
        self.entries = {entry.file_id: entry for entry in ledger(lake)}
        self.recipe = hashlib.sha256(repr((EDITION, presets)).encode()).hexdigest()[:16]
        self.connection = typed.connect()

    def file(self, path: Path, name: str) -> FileReport:
        """Read the file unless the ledger has it; a file that waited is tried again when presets have changed."""
        seen = encoding.survey(path)
        known = self.entries.get(seen.sha256)
        if known and (known.status == "loaded" or known.recipe == self.recipe):
            return FileReport(name, known, is_new=False)
        arrival = (
            known.arrival if known else 1 + max((each.arrival for each in self.entries.values()), default=0)
        )
        entry = self._enter(path, seen, Entry(seen.sha256, arrival, name, recipe=self.recipe))
        self.entries[entry.file_id] = entry
        return FileReport(name, entry, is_new=True)

    def _enter(self, path: Path, seen: encoding.Survey, entry: Entry) -> Entry:
        folder = self.working / entry.file_id
        try:
            folder.mkdir()
            entry = self._load(reader(path, seen), folder, entry)
        except (HeldError, UnreadableError) as waiting:
            status = "held" if isinstance(waiting, HeldError) else "refused"
            entry = replace(entry, status=status, message=str(waiting))
            for file in folder.iterdir():
                file.unlink()
        commit(self.lake, folder, entry)
        return entry

    def _load(self, export: Export, folder: Path, entry: Entry) -> Entry:
        preset = mapping.choose(export.header, Path(entry.file).name, self.presets)
        how = staging.plan(preset, export.header or ())
        stage = self.working / "staged.arrow"
        rows = staging.stage(export, how, stage)
        rejected = list(export.quarantined)
        accepted, faulty = self._type(stage, rows, how, folder / f"{preset.object}.parquet", entry.file_id)
        raw = export.raw([line for line, _ in faulty])
        rejected += [Rejected(line, raw.get(line, ""), fault.code, fault.reason) for line, fault in faulty]
        stage.unlink()
        _write_quarantine(folder, entry.file_id, rejected)
        entry = replace(
            entry, system=preset.system, preset=preset.id, object=preset.object, encoding=export.encoding,
            records=export.counts.records, blank=export.counts.blank, accepted=accepted, quarantined=len(rejected),
            message=" ".join(export.counts.notes), extra=tuple(how.extra), not_carried=how.not_carried,
        )  # fmt: skip
        _ask_if_mostly_bad(entry, rejected)
        return replace(entry, supersedes=self._superseded(entry, folder))

    def _type(
        self, stage: Path, rows: int, how: staging.Plan, target: Path, file_id: str
    ) -> tuple[int, list[tuple[int, typed.Fault]]]:
        def staged() -> duckdb.DuckDBPyRelation:
            return self.connection.from_arrow(pa.ipc.open_stream(pa.OSFile(str(stage))))

        typing = typed.Typing(staged, how, styles.decide(staged, how), file_id)
        typing.good().write_parquet(str(target), compression="zstd")
        accepted = pq.read_metadata(target).num_rows
        return accepted, typing.faulty() if accepted < rows else []

    def _superseded(self, entry: Entry, folder: Path) -> str | None:
        """The earlier file of which at least half the records come again in this one."""
        earlier = predecessor(self.entries.values(), entry.file, entry.preset, entry.file_id)
        if earlier is None:
            return None
        keys = [ColumnExpression(name) for name in OBJECTS[entry.object].key]
        old = self._keys(self.lake / earlier.file_id / f"{entry.object}.parquet", keys)
        new = self._keys(folder / f"{entry.object}.parquet", keys)
        again = old.intersect(new).count("*").fetchone()
        total = old.count("*").fetchone()
        return earlier.file_id if again and total and again[0] * 2 >= total[0] > 0 else None

    def _keys(self, file: Path, keys: list[ColumnExpression]) -> duckdb.DuckDBPyRelation:
        return self.connection.read_parquet(str(file)).select(*keys).distinct()


def _write_quarantine(folder: Path, file_id: str, rejected: list[Rejected]) -> None:
    schema = pa.schema(
        [(name, pa.int64() if kind == "BIGINT" else pa.string()) for name, kind in QUARANTINE.items()]
    )
    rows = [(file_id, *each) for each in sorted(rejected)]
    columns = list(zip(*rows, strict=True)) if rows else [[] for _ in schema]
    pq.write_table(pa.table(columns, schema=schema), folder / "quarantine.parquet", compression="zstd")


def _ask_if_mostly_bad(entry: Entry, rejected: list[Rejected]) -> None:
    if entry.records >= FEW and entry.quarantined > MOSTLY_BAD * entry.records:
        reasons = [each.reason for each in rejected]
        first = max(sorted(set(reasons)), key=reasons.count)
        raise HeldError(
            f"{entry.quarantined} of {entry.records} rows cannot be read as {entry.preset}, most often: {first}"
            " Correct the export or its preset."
            f" / {entry.records} 行中有 {entry.quarantined} 行无法读取，请更正导出文件或预设。"
        )
