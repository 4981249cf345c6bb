"""A clean table out of any file: plain CSV (RFC 4180, UTF-8) or Parquet, text as written or values typed."""

import csv
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sources.export import Export, HeldError, Rejected, by_reason
from sources.reading import tables

if TYPE_CHECKING:
    import duckdb

    from sources.mapping import Preset
    from sources.typed_table import Given, TypedTable

UNSAFE = re.compile(r"[^\w.-]+")
QUARANTINE = ("line", "reason_code", "reason", "raw_text")
CODEC = "utf-8"
BATCH = 50_000
Write = Callable[[Path], int]


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
    types: Mapping[str, str] = field(default_factory=dict)
    """The SQL type of each column, where the values were typed."""

    @property
    def reasons(self) -> dict[str, int]:
        """How many records were set aside for each reason."""
        return by_reason(self.quarantined)


def convert(
    path: Path,
    out: Path,
    quarantine: Path | None = None,
    typed: "Given | None" = None,
    presets: "Sequence[Preset]" = (),
) -> list[Converted]:
    """Write each table of a file: the longest to `out`, others beside it, and what was set aside.

    With `typed` the values are, by the preset among `presets` that knows the table, else by their look.
    Raises UnreadableError, HeldError; OSError where `out` cannot be written.
    """
    done = []
    for index, table in enumerate(tables(path)):
        place = _place(out, table, index)
        if typed is None:
            done.append(_converted(table, place))
        else:
            done.append(_typed(table, place, replace(typed, preset=_preset(table, path.name, presets))))
    if quarantine is not None:
        _write_quarantine(quarantine, done)
    return done


def _preset(table: Export, file: str, presets: "Sequence[Preset]") -> "Preset | None":
    from sources.detection import choose

    try:
        return choose(table.header, file, presets) if presets else None
    except HeldError:
        return None


def _place(out: Path, table: Export, index: int) -> Path:
    return out.with_name(f"{out.stem}-{UNSAFE.sub('_', table.name)}{out.suffix}") if index else out


def _converted(table: Export, out: Path) -> Converted:
    write = _write_parquet if _is_parquet(out) else _write_csv
    rows = _whole(out, lambda partial: write(table, partial))
    return _books(table, out, rows)


def _typed(table: Export, out: Path, given: "Given") -> Converted:
    from sources.typed_table import typed_table

    with tempfile.TemporaryDirectory(prefix="regulars-") as folder:
        found = typed_table(table, given, Path(folder))
        write = _write_typed_parquet if _is_parquet(out) else _write_typed_csv
        rows = _whole(out, lambda partial: write(found, partial, table.header is not None))
    done = _books(table, out, rows)
    rejected = (*done.quarantined, *found.rejected)
    return replace(done, quarantined=rejected, notes=(*done.notes, *found.notes), types=found.types)


def _books(table: Export, out: Path, rows: int) -> Converted:
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


def _is_parquet(out: Path) -> bool:
    return out.suffix.lower() == ".parquet"


def _whole(out: Path, write: Write) -> int:
    """Write whole or not at all; how many rows."""
    partial = out.with_name(out.name + ".part")
    try:
        rows = write(partial)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return rows


def _write_typed_parquet(found: "TypedTable", path: Path, _: bool) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    reader = found.rows.to_arrow_reader(BATCH)
    fields = [each.with_name(name) for each, name in zip(reader.schema, found.header, strict=True)]
    with pq.ParquetWriter(path, pa.schema(fields), compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch.rename_columns(list(found.header)))
    return _length(found.rows)


def _write_typed_csv(found: "TypedTable", path: Path, has_header: bool) -> int:
    from duckdb import ColumnExpression

    texts = (ColumnExpression(name).cast("VARCHAR").alias(name) for name in found.rows.columns)
    with path.open("w", encoding=CODEC, newline="") as stream:
        writer = csv.writer(stream)
        if has_header:
            writer.writerow(found.header)
        for batch in found.rows.select(*texts).to_arrow_reader(BATCH):
            writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))
    return _length(found.rows)


def _length(rows: "duckdb.DuckDBPyRelation") -> int:
    found = rows.count("*").fetchone()
    return int(found[0]) if found else 0


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
