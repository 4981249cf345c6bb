"""One export into one folder of the lake: `<object>.parquet` and `quarantine.parquet`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from sources.canonical import QUARANTINE
from sources.detection import choose
from sources.export import Export, HeldError, Rejected
from sources.mapping import Preset
from sources.staging import Plan, plan, stage
from sources.styles import decide
from sources.typed import Typing
from sources.words import said

MOSTLY = 0.5
FEW = 20


@dataclass(frozen=True)
class Loaded:
    """How an export was read, and how many of its records became rows."""

    how: Plan
    accepted: int
    rejected: list[Rejected]


@dataclass(frozen=True)
class Loader:
    """Reads exports by these presets on this engine; `working` is a folder for staged rows."""

    presets: Sequence[Preset]
    connection: duckdb.DuckDBPyConnection
    working: Path

    def load(self, export: Export, name: str, folder: Path, file_id: str) -> Loaded:
        """Read, type and write. Raises HeldError and UnreadableError."""
        how = plan(choose(export.header, name, self.presets), export.header or ())
        staged = self.working / "staged.arrow"
        rows = stage(export, how, staged)
        accepted, faulty = self._type(staged, rows, how, folder, file_id)
        staged.unlink()
        texts = export.raw([rejected.line for rejected in faulty])
        rejected = [*export.quarantined, *(each._replace(raw_text=texts[each.line]) for each in faulty)]
        _ask_if_mostly_bad(how, export.counts.records, rejected)
        _write_quarantine(folder, file_id, rejected)
        return Loaded(how, accepted, rejected)

    def _type(
        self, path: Path, rows: int, how: Plan, folder: Path, file_id: str
    ) -> tuple[int, list[Rejected]]:
        """How many rows were good, and the others, still without their text."""

        def staged() -> duckdb.DuckDBPyRelation:
            return self.connection.from_arrow(pa.ipc.open_stream(pa.OSFile(str(path))))

        typing = Typing(staged, how, decide(staged, how), file_id)
        target = folder / f"{how.preset.object}.parquet"
        typing.good().write_parquet(str(target), compression="zstd")
        accepted = int(pq.read_metadata(target).num_rows)
        faulty = typing.faulty() if accepted < rows else []
        return accepted, [Rejected(line, "", fault.code, fault.reason) for line, fault in faulty]


def _write_quarantine(folder: Path, file_id: str, rejected: Sequence[Rejected]) -> None:
    types = {"BIGINT": pa.int64(), "VARCHAR": pa.string()}
    schema = pa.schema([(name, types[kind]) for name, kind in QUARANTINE.items()])
    rows = [dict(zip(QUARANTINE, (file_id, *each), strict=True)) for each in sorted(rejected)]
    pq.write_table(
        pa.Table.from_pylist(rows, schema=schema), folder / "quarantine.parquet", compression="zstd"
    )


def _ask_if_mostly_bad(how: Plan, records: int, rejected: Sequence[Rejected]) -> None:
    if records < FEW or len(rejected) <= MOSTLY * records:
        return
    reasons = [each.reason for each in rejected]
    commonest = max(sorted(set(reasons)), key=reasons.count)
    raise HeldError(
        said("mostly_bad", bad=len(rejected), records=records, preset=how.preset.id, reason=commonest)
    )
