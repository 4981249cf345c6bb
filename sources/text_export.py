"""CSV and its relatives: any common delimiter, any encoding of the cascade."""

import csv
import io
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from sources import dialect, encoding
from sources.blocks import LONGEST_LINE, blocks
from sources.cells import filled
from sources.encoding import Survey
from sources.export import Batch, Counts, Rejected, UnreadableError
from sources.header import Beginning, locate
from sources.lines import line_count
from sources.raw_text import raw_text
from sources.reading_ahead import ahead
from sources.scrubbing import Scrubbed, Scrubber
from sources.shape import footers
from sources.words import said

LOOKED_AT = 1 << 18
LONGEST_FIELD = 1 << 30
Parser = Callable[[bytes, bytes], pa.Table]


class TextExport:
    """A delimited text file. `careful` parses every record one by one. Raises UnreadableError."""

    def __init__(self, path: Path, seen: Survey, careful: bool = False) -> None:
        self.path, self.seen, self.careful = path, seen, careful
        self.encoding, self.name = encoding.detect(path, seen), ""
        self.counts = Counts()
        self._rejected: list[Rejected] | None = None

    @cached_property
    def _head(self) -> bytes:
        first = next(blocks(self.path, self.encoding, self.seen), None)
        if first and first.is_cut:
            raise UnreadableError(said("line_too_long", megabytes=LONGEST_LINE >> 20))
        return first.text if first else b""

    @cached_property
    def beginning(self) -> Beginning:
        """How the fields are separated, and where the rows begin."""
        head = self._head[:LOOKED_AT]
        is_whole = len(self._head) <= LOOKED_AT
        stop = len(head) if is_whole else max(head.rfind(b"\n"), head.rfind(b"\r")) + 1
        return locate(dialect.detect(head, stop))

    @property
    def header(self) -> tuple[str, ...] | None:
        """The column names as written."""
        return self.beginning.header

    @property
    def delimiter(self) -> str:
        """What separates the fields."""
        return self.beginning.shape.grammar.delimiter.decode()

    @property
    def question(self) -> str:
        """What a person must answer before the rows can be trusted; blank if nothing."""
        width = self.beginning.shape.width
        return said("short_header", found=width - 1, width=width) if self.beginning.is_short else ""

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
            yield from map(tuple, csv.reader(text, delimiter=part.delimiter.decode(), strict=True))

    def batches(self, columns: Sequence[int]) -> Iterator[Batch]:
        """The rows' chosen columns, a block of the file at a time."""
        yield from ahead(self._batches(partial(self._table, columns)))

    def _batches(self, parser: Parser) -> Iterator[Batch]:
        for part in self.scrubbed(parser):
            if len(part.lines):
                is_parsed = part.table is not None
                yield Batch(part.table if is_parsed else parser(part.data, part.delimiter), part.lines)

    def scrubbed(self, parser: Parser | None = None) -> Iterator[Scrubbed]:
        """Well-formed records, block by block; the books are kept on the way."""
        begun, counts = self.beginning, Counts()
        scrubber = Scrubber(begun.shape, self.careful, parser)
        skipped = line_count(self._head[: begun.start])
        rest, line, skip = b"", 1 + skipped, begun.start
        counts.add(0, begun.blank, 0, begun.summary)
        rejected: list[Rejected] = []
        last_row = 0
        for block in blocks(self.path, self.encoding, self.seen):
            before = line_count(rest) - (skipped if skip else 0)
            text = rest + block.text[skip:]
            found = {index + before: code for index, code in block.damaged.items()}
            damaged = {index: code for index, code in found.items() if index >= 0}
            part = scrubber.scrub(text, line, block.is_last, damaged)
            rest, line, skip = text[part.end :], part.next_line, 0
            counts.add(len(part.lines), part.blank, len(part.rejected), part.summary)
            rejected += part.rejected
            last_row = int(part.lines[-1]) if len(part.lines) else last_row
            yield part
        counts.is_terminated = self.seen.is_terminated
        footer = footers(rejected, last_row, begun.shape, self.seen.is_terminated)
        counts.blank, counts.summary = counts.blank + len(footer), counts.summary + len(footer)
        counts.notes += [] if self.seen.is_terminated else [said("unterminated")]
        self.counts, self._rejected = counts, [each for each in rejected if each not in footer]

    def raw(self, lines: Collection[int]) -> dict[int, str]:
        """The text of the records that begin at these lines."""
        found = blocks(self.path, self.encoding, self.seen)
        return dict(raw_text(found, sorted(lines), self.beginning.shape.grammar))

    def _table(self, columns: Sequence[int], records: bytes, delimiter: bytes) -> pa.Table:
        names = [f"c{index}" for index in range(self.beginning.shape.width)]
        chosen = [names[index] for index in columns]
        found = pa_csv.read_csv(
            pa.py_buffer(records),
            pa_csv.ReadOptions(column_names=names, use_threads=False, block_size=len(records) + 1),
            pa_csv.ParseOptions(delimiter=delimiter.decode(), newlines_in_values=True),
            pa_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(chosen, pa.string()),
                include_columns=chosen,
                strings_can_be_null=False,
            ),
        )
        return pa.table([filled(column.combine_chunks()) for column in found.columns], chosen)
