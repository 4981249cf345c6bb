"""One export into one folder of the lake: `<object>.parquet` and `quarantine.parquet`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from sources.arriving import Arrival
from sources.canonical import QUARANTINE
from sources.detection import choose
from sources.export import Export, HeldError, Rejected, UnreadableError
from sources.ledger import Entry
from sources.mapping import Preset
from sources.reading import reader
from sources.staging import Plan, plan, stage
from sources.styles import decide
from sources.typed import Typing
from sources.words import said

MOSTLY = 0.5
FEW = 20
STAGED = "staged.arrow"


@dataclass(frozen=True)
class Loader:
    """Reads exports by these presets on this engine, each into a folder of its own below `working`."""

    presets: Sequence[Preset]
    engine: duckdb.DuckDBPyConnection
    working: Path

    def folder(self, file_id: str) -> Path:
        """Where the file's rows are written."""
        return self.working / file_id

    def load(self, arrival: Arrival, entry: Entry) -> Entry:
        """The completed entry; its folder is filled where it says `loaded`, else empty."""
        folder = self.folder(entry.file_id)
        folder.mkdir()
        try:
            assert arrival.seen is not None
            return self._loaded(reader(arrival.path, arrival.seen), arrival.path.name, folder, entry)
        except HeldError as question:
            return _waiting(folder, entry, "held", str(question))
        except UnreadableError as refusal:
            return _waiting(folder, entry, "refused", str(refusal))
        except (pa.ArrowInvalid, duckdb.DataError) as error:
            return _waiting(folder, entry, "refused", said("unreadable", why=type(error).__name__))

    def _loaded(self, export: Export, name: str, folder: Path, entry: Entry) -> Entry:
        how = plan(choose(export.header, name, self.presets), export.header or ())
        accepted, rejected = self._written(export, how, folder, entry.file_id)
        counts, preset = export.counts, how.preset
        _ask_if_mostly_bad(how, counts.records, rejected)
        return replace(
            entry,
            system=preset.system,
            preset=preset.id,
            object=preset.object,
            message=" ".join(counts.notes),
            encoding=export.encoding,
            records=counts.records,
            accepted=accepted,
            quarantined=len(rejected),
            blank=counts.blank,
            extra=tuple(how.extra),
            not_carried=how.not_carried,
        )

    def _written(self, export: Export, how: Plan, folder: Path, file_id: str) -> tuple[int, list[Rejected]]:
        """How many rows are good, and the records that are not."""
        rows = stage(export, how, folder / STAGED)
        accepted, faulty = self._typed(rows, how, folder, file_id)
        (folder / STAGED).unlink()
        texts = export.raw([rejected.line for rejected in faulty])
        rejected = [*export.quarantined, *(each._replace(raw_text=texts[each.line]) for each in faulty)]
        _write_quarantine(folder, file_id, rejected)
        return accepted, rejected

    def _typed(self, rows: int, how: Plan, folder: Path, file_id: str) -> tuple[int, list[Rejected]]:
        """How many rows were good, and the others, still without their text."""
        engine = self.engine.cursor()

        def staged() -> duckdb.DuckDBPyRelation:
            return engine.from_arrow(pa.ipc.open_stream(pa.OSFile(str(folder / STAGED))))

        typing = Typing(staged, how, decide(staged, how), file_id)
        target = folder / f"{how.preset.object}.parquet"
        typing.good().write_parquet(str(target), compression="zstd")
        accepted = int(pq.read_metadata(target).num_rows)
        faulty = typing.faulty() if accepted < rows else []
        return accepted, [Rejected(line, "", fault.code, fault.reason) for line, fault in faulty]


def _waiting(folder: Path, entry: Entry, status: str, message: str) -> Entry:
    for file in folder.iterdir():
        file.unlink()
    return replace(entry, status=status, message=message)


def _write_quarantine(folder: Path, file_id: str, rejected: Sequence[Rejected]) -> None:
    types = {"BIGINT": pa.int64(), "VARCHAR": pa.string()}
    schema = pa.schema([(name, types[kind]) for name, kind in QUARANTINE.items()])
    rows = [dict(zip(QUARANTINE, (file_id, *each), strict=True)) for each in sorted(rejected)]
    table = pa.Table.from_pylist(rows, schema=schema)
    pq.write_table(table, folder / "quarantine.parquet", compression="zstd")


def _ask_if_mostly_bad(how: Plan, records: int, rejected: Sequence[Rejected]) -> None:
    if records < FEW or len(rejected) <= MOSTLY * records:
        return
    reasons = [each.reason for each in rejected]
    commonest = max(sorted(set(reasons)), key=reasons.count)
    raise HeldError(
        said("mostly_bad", bad=len(rejected), records=records, preset=how.preset.id, reason=commonest)
    )
