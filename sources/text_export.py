"""CSV and its relatives: any common delimiter, any encoding of the cascade."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from sources import dialect, encoding
from sources.blocks import blocks
from sources.dialect import Dialect
from sources.encoding import Survey
from sources.export import Batch, Counts, Rejected, UnreadableError
from sources.raw_text import raw_text
from sources.reading_ahead import ahead
from sources.scrubbing import Scrubbed, Scrubber
from sources.words import said

LOOKED_AT = 1 << 18
LONGEST_FIELD = 1 << 30


class TextExport:
    """A delimited text file. `careful` parses every record one by one. Raises UnreadableError."""

    def __init__(self, path: Path, seen: Survey, careful: bool = False) -> None:
        self.path, self.seen, self.careful = path, seen, careful
        self.encoding, self.name = encoding.detect(path, seen), ""
        self.counts = Counts()
        self._rejected: list[Rejected] | None = None

    @cached_property
    def dialect(self) -> Dialect:
        """How the fields are separated, and where the rows begin."""
        first = next(blocks(self.path, self.encoding, self.seen), None)
        if first is None or not first.text.strip():
            raise UnreadableError(said("empty"))
        return dialect.detect(first.text[:LOOKED_AT], len(first.text) <= LOOKED_AT)

    @property
    def header(self) -> tuple[str, ...] | None:
        """The column names as written."""
        return self.dialect.header

    @property
    def quarantined(self) -> list[Rejected]:
        """The records that could not be read."""
        if self._rejected is None:
            for _ in self.scrubbed():
                pass
        return self._rejected or []

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each row as written."""
        csv.field_size_limit(LONGEST_FIELD)
        for part in self.scrubbed():
            text = io.StringIO(part.data.decode(), newline="")
            yield from map(tuple, csv.reader(text, delimiter=self.dialect.delimiter.decode(), strict=True))

    def batches(self, columns: Sequence[int]) -> Iterator[Batch]:
        """The rows' chosen columns, a block of the file at a time."""
        for part in ahead(self.scrubbed()):
            if len(part.lines):
                yield Batch(self._table(part.data, columns), part.lines)

    def scrubbed(self) -> Iterator[Scrubbed]:
        """Well-formed records, block by block; the books are kept on the way."""
        shape, counts = self.dialect, Counts()
        scrubber = Scrubber(shape.width, shape.delimiter, self.careful)
        rest, line, skip = b"", 1 + shape.skip_lines, shape.skip_bytes
        rejected: list[Rejected] = []
        for block in blocks(self.path, self.encoding, self.seen):
            before = rest.count(b"\n") - (shape.skip_lines if skip else 0)
            text = rest + block.text[skip:]
            damaged = [index + before for index in block.damaged if index + before >= 0]
            part = scrubber.scrub(text, line, block.is_last, damaged)
            rest, line, skip = text[part.end :], part.next_line, 0
            counts.add(len(part.lines), part.blank, len(part.rejected))
            rejected += part.rejected
            yield part
        counts.is_terminated = self.seen.is_terminated
        counts.notes += [] if self.seen.is_terminated else [said("unterminated")]
        self.counts, self._rejected = counts, rejected

    def raw(self, lines: Collection[int]) -> dict[int, str]:
        """The text of the records that begin at these lines."""
        found = blocks(self.path, self.encoding, self.seen)
        return dict(raw_text(found, sorted(lines), self.dialect.delimiter))

    def _table(self, data: bytes, columns: Sequence[int]) -> pa.Table:
        names = [f"c{index}" for index in range(self.dialect.width)]
        chosen = [names[index] for index in columns]
        return pa_csv.read_csv(
            pa.py_buffer(data),
            pa_csv.ReadOptions(column_names=names, use_threads=False, block_size=len(data) + 1),
            pa_csv.ParseOptions(delimiter=self.dialect.delimiter.decode(), newlines_in_values=True),
            pa_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(chosen, pa.string()),
                include_columns=chosen,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
