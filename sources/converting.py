"""A clean table out of any file: plain CSV (RFC 4180, UTF-8) or Parquet, text as written."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sources.export import Export, Rejected, by_reason
from sources.reading import tables

UNSAFE = re.compile(r"[^\w.-]+")
QUARANTINE = ("line", "reason_code", "reason", "raw_text")
CODEC = "utf-8"


@dataclass(frozen=True)
class Converted:
    """One table and where it went: records = rows + quarantined + blank."""

    table: str
    out: Path
    encoding: str
    header: tuple[str, ...] | None
    records: int
    rows: int
    blank: int
    quarantined: tuple[Rejected, ...]
    notes: tuple[str, ...]

    @property
    def reasons(self) -> dict[str, int]:
        """How many records were set aside for each reason."""
        return by_reason(self.quarantined)


def convert(path: Path, out: Path, quarantine: Path | None = None) -> list[Converted]:
    """Write each table of a file: the longest to `out`, others beside it, and what was set aside.

    Raises UnreadableError; OSError where `out` cannot be written.
    """
    found = tables(path)
    done = [_converted(table, _place(out, table, index)) for index, table in enumerate(found)]
    if quarantine is not None:
        _write_quarantine(quarantine, done)
    return done


def _place(out: Path, table: Export, index: int) -> Path:
    return out.with_name(f"{out.stem}-{UNSAFE.sub('_', table.name)}{out.suffix}") if index else out


def _converted(table: Export, out: Path) -> Converted:
    rows = _write(table, out)
    rejected, counts = tuple(table.quarantined), table.counts
    return Converted(
        table=table.name,
        out=out,
        encoding=table.encoding,
        header=table.header,
        records=counts.records,
        rows=rows,
        blank=counts.blank,
        quarantined=rejected,
        notes=tuple(counts.notes),
    )


def _write(table: Export, out: Path) -> int:
    """Write whole or not at all; how many rows."""
    write = _write_parquet if out.suffix.lower() == ".parquet" else _write_csv
    partial = out.with_name(out.name + ".part")
    try:
        rows = write(table, partial)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return rows


class _Counted:
    """Rows on their way, counted."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Sequence[str]]:
        for row in self.rows:
            self.count += 1
            yield row


def _write_csv(table: Export, path: Path) -> int:
    rows = _Counted(table.rows())
    with path.open("w", encoding=CODEC, newline="") as stream:
        writer = csv.writer(stream)
        if table.header is not None:
            writer.writerow(table.header)
        writer.writerows(rows)
    return rows.count


def _write_parquet(table: Export, path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from sources.planning import distinct

    width = len(table.header) if table.header is not None else len(next(iter(table.rows()), ()))
    schema = pa.schema([(name, pa.string()) for name in distinct(table.header or [""] * width)])
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in table.batches(range(width)):
            writer.write_table(batch.table.rename_columns(schema.names))
            count += batch.table.num_rows
    return count


def _write_quarantine(path: Path, done: Sequence[Converted]) -> None:
    with path.open("w", encoding=CODEC, newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("table", *QUARANTINE))
        for table in done:
            for each in sorted(table.quarantined):
                writer.writerow((table.table, each.line, each.code, each.reason, each.raw_text))
