"""CSV and its relatives: any common delimiter, any encoding of the cascade."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from sources import dialect as dialects
from sources import encoding as encodings
from sources.encoding import Survey, blocks
from sources.export import Batch, Counts, Rejected, shortened
from sources.records import Fault, parse
from sources.scrubbing import Scrubbed, Scrubber

UNTERMINATED = (
    "The last record has no line end: the file may be cut off. / 最后一行没有换行符，文件可能不完整。"
)


class TextExport:
    """A delimited text file. `careful` parses every record one by one. Raises UnreadableError."""

    def __init__(self, path: Path, seen: Survey, careful: bool = False) -> None:
        self.path, self.seen, self.careful = path, seen, careful
        self.encoding = encodings.detect(path, seen)
        self.counts = Counts()

    @cached_property
    def dialect(self) -> dialects.Dialect:
        """How the fields are separated, and where the rows begin."""
        first = next(blocks(self.path, self.encoding, self.seen), None)
        return (
            dialects.detect(first.text[: 1 << 18], len(first.text) <= 1 << 18)
            if first
            else dialects.detect(b"", True)
        )

    @property
    def header(self) -> tuple[str, ...] | None:
        """The column names as written."""
        return self.dialect.header

    @cached_property
    def quarantined(self) -> list[Rejected]:
        """The records that could not be read."""
        for _ in self.scrubbed():
            pass
        return self.rejected

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each row as written."""
        csv.field_size_limit(1 << 30)
        for part in self.scrubbed():
            text = io.StringIO(part.data.decode(), newline="")
            yield from map(tuple, csv.reader(text, delimiter=self.dialect.delimiter.decode(), strict=True))

    def batches(self, columns: Sequence[int]) -> Iterator[Batch]:
        """The rows' chosen columns, a block of the file at a time."""
        for part in self.scrubbed():
            if len(part.lines):
                yield Batch(self._table(part.data, columns), part.lines)

    def scrubbed(self) -> Iterator[Scrubbed]:
        """Well-formed records, block by block; the books are kept on the way."""
        shape = self.dialect
        scrubber = Scrubber(shape.width, shape.delimiter, self.careful)
        counts, self.rejected = Counts(), []
        rest, line, skip = b"", 1 + shape.skip_lines, shape.skip_bytes
        for block in blocks(self.path, self.encoding, self.seen):
            before = rest.count(b"\n") - (shape.skip_lines if skip else 0)
            damaged = [index + before for index in block.damaged if index + before >= 0]
            part = scrubber.scrub(rest + block.text[skip:], line, block.is_last, damaged)
            rest, line, skip = (rest + block.text[skip:])[part.end :], part.next_line, 0
            counts.records += len(part.lines) + len(part.rejected) + part.blank
            counts.blank += part.blank
            self.rejected += part.rejected
            yield part
        counts.notes += [] if self.seen.is_terminated else [UNTERMINATED]
        self.counts = counts

    def raw(self, lines: Collection[int]) -> dict[int, str]:
        """The text of the records that begin at these lines."""
        wanted, found, line, rest = sorted(lines), dict[int, str](), 1, b""
        for block in blocks(self.path, self.encoding, self.seen) if wanted else ():
            text = rest + block.text
            starts = np.concatenate([[0], np.flatnonzero(np.frombuffer(text, np.uint8) == 10) + 1])
            while wanted and wanted[0] - line < len(starts) - (not block.is_last):
                start = int(starts[wanted[0] - line])
                record = self._raw(text, start)
                if record is None and not block.is_last:
                    break
                found[wanted.pop(0)] = record or text[start:].decode()
            keep = min(wanted[0] - line, len(starts) - 1) if wanted else len(starts) - 1
            line, rest = line + keep, text[int(starts[keep]) :]
        return found

    def _raw(self, text: bytes, start: int) -> str | None:
        found = parse(text, start, self.dialect.delimiter)
        if isinstance(found, Fault):
            return None if found.is_at_end else shortened(text[start : text.find(b"\n", start)].decode())
        return shortened(text[start : found.end].decode().rstrip("\r\n"))

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
