"""A table that a limited process has read and left behind as Arrow, with its books."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from sources.export import Batch, Counts, Export, Rejected, shortened

LINE = "line"


def store(export: Export, path: Path) -> dict[str, Any]:
    """Write the rows, and give what else there is to know, in JSON's types."""
    width = len(export.header) if export.header is not None else _width(export)
    schema = pa.schema([(LINE, pa.int64()), *((f"c{index}", pa.string()) for index in range(width))])
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, schema) as writer:
        for batch in export.batches(range(width)):
            columns = [pa.array(batch.lines), *batch.table.columns]
            writer.write_table(pa.table(columns, schema=schema))
    return {
        "name": export.name,
        "encoding": export.encoding,
        "header": export.header,
        "counts": asdict(export.counts),
        "quarantined": export.quarantined,
    }


def _width(export: Export) -> int:
    return len(next(iter(export.rows()), ()))


class StoredExport:
    """One table, from what `store` wrote and gave."""

    question = ""

    def __init__(self, path: Path, known: dict[str, Any]) -> None:
        self.path, self.name, self.encoding = path, str(known["name"]), str(known["encoding"])
        self.header = None if known["header"] is None else tuple(map(str, known["header"]))
        self.counts = Counts(**known["counts"])
        self.quarantined = [Rejected(*each) for each in known["quarantined"]]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each row's cells as text."""
        for batch in self._stored():
            columns = [column.fill_null("").to_pylist() for column in batch.columns[1:]]
            yield from zip(*columns, strict=True)

    def batches(self, columns: Sequence[int]) -> Iterator[Batch]:
        """The rows' chosen columns."""
        for batch in self._stored():
            chosen = pa.Table.from_batches([batch]).select([f"c{index}" for index in columns])
            yield Batch(chosen, batch.column(LINE).to_numpy())

    def raw(self, lines: Collection[int]) -> dict[int, str]:
        """The rows at these numbers, cells separated by tabs."""
        wanted = set(lines)
        numbers = (number for batch in self._stored() for number in batch.column(LINE).to_pylist())
        found = zip(numbers, self.rows(), strict=True)
        return {number: shortened("\t".join(row)) for number, row in found if number in wanted}

    def _stored(self) -> Iterator[pa.RecordBatch]:
        with pa.OSFile(str(self.path)) as file, pa.ipc.open_stream(file) as reader:
            yield from reader
