"""From any block of text lines to strictly well-formed records, with the rest repaired or set aside.

A line that is surely one whole record passes as it is; only the others are parsed one by one. As both begin
where the record before them ended, a file reads the same with every line parsed one by one (`careful`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from sources.export import Rejected, shortened
from sources.lines import (
    Mask,
    Places,
    has_quotes_in_place,
    is_blank,
    line_places,
    odd_lines,
    ragged_lines,
)
from sources.records import REACH, Fault, Record, parse, written
from sources.shape import Shape
from sources.words import said

BROKEN_OVER = 3
"""Over how many more lines a record with quotes out of order is looked for."""
OUT = b","
"""The delimiter of records that had to be written anew in a grammar of their own."""


@dataclass
class Scrubbed:
    """Well-formed records, the line each begins at, what was set aside, and how many bytes were used.

    `blank` lines hold no record; `summary` of them are titles, totals or repeated headers.
    """

    data: bytes
    lines: Places
    end: int
    next_line: int
    blank: int = 0
    summary: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    delimiter: bytes = OUT
    table: pa.Table | None = None
    """The records, where the parser had to be asked whether they are well-formed."""


@dataclass
class Scrubber:
    """Scrubs the blocks of one file, in their order.

    `parser` reads records with this delimiter as a table of their usual width, or raises ArrowInvalid; where
    the rows are wanted as a table anyway, it tells as well whether each line is a record.
    """

    shape: Shape
    careful: bool = False
    parser: Callable[[bytes, bytes], pa.Table] | None = None
    has_ended: bool = False
    """Whether another table has begun, of which no row belongs to this one."""
    misfit: tuple[int, int] = (0, 0)
    """The line after the last record that did not fit, and its width."""
    is_folded: bool = False
    """Whether records of several lines were met."""

    @property
    def delimiter(self) -> bytes:
        """What separates the fields of scrubbed records."""
        return self.shape.grammar.delimiter if self.shape.grammar.is_standard else OUT

    def scrub(
        self, block: bytes, first_line: int, final: bool, damaged: Mapping[int, str] | None = None
    ) -> Scrubbed:
        """The block's records; `damaged` are the lines that cannot be read, by index, and why."""
        damaged = damaged or {}
        starts, ends = line_places(block)
        doubtful = self._odd(block, starts, ends)
        doubtful[list(damaged)] = True
        table = None if doubtful.any() else self._parsed(block, len(starts))
        if table is None and not doubtful.all():
            doubtful |= ragged_lines(block, ends, self.shape.expected)
        if doubtful.any():
            return _Mending(self, block, starts, ends, first_line, final, damaged).mend(doubtful)
        lines = first_line + np.arange(len(starts))
        following = first_line + len(starts)
        return Scrubbed(block, lines, len(block), following, delimiter=self.delimiter, table=table)

    def _odd(self, block: bytes, starts: Places, ends: Places) -> Mask:
        if self.careful or self.has_ended or not self.shape.grammar.is_standard:
            return np.ones(len(starts), dtype=bool)
        return odd_lines(block, starts, ends, self.shape.expected)

    def _parsed(self, block: bytes, lines: int) -> pa.Table | None:
        """The block as a table, if the parser finds one record of the usual width in each of its lines."""
        is_asked = self.parser and not self.is_folded and has_quotes_in_place(block, self.delimiter)
        if not self.parser or not is_asked:
            return None
        try:
            table = self.parser(block, self.delimiter)
        except pa.ArrowInvalid:
            return None
        self.is_folded = len(table) < lines
        return None if self.is_folded else table


@dataclass
class _Mending:
    """One block, while its doubtful lines are settled one by one."""

    scrubber: Scrubber
    block: bytes
    starts: Places
    ends: Places
    first_line: int
    final: bool
    damaged: Mapping[int, str]
    pieces: list[bytes] = field(default_factory=list)
    numbers: list[Places] = field(default_factory=list)
    blank: int = 0
    summary: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shape = self.scrubber.shape

    def mend(self, doubtful: Mask) -> Scrubbed:
        """Settle the doubtful lines, and put what is well-formed together again."""
        free = 0
        while (index := free + _first(doubtful[free:])) < len(self.starts):
            self._keep(free, index)
            after = self._settle(index)
            if after is None:
                return self._mended(index)
            free = after
            if self.scrubber.has_ended:
                doubtful[free:] = True
        self._keep(free, len(self.starts))
        return self._mended(len(self.starts))

    def _mended(self, stop: int) -> Scrubbed:
        end = int(self.starts[stop]) if stop < len(self.starts) else len(self.block)
        lines = np.concatenate(self.numbers) if self.numbers else np.empty(0, np.int64)
        data, following = b"".join(self.pieces), self.first_line + stop
        books = (self.blank, self.summary, self.rejected)
        return Scrubbed(data, lines, end, following, *books, self.scrubber.delimiter)

    def _keep(self, first: int, stop: int) -> None:
        if first < stop:
            self._add(self.block[self.starts[first] : self.ends[stop - 1] + 1], np.arange(first, stop))

    def _add(self, piece: bytes, indexes: Places) -> None:
        self.pieces.append(piece if piece.endswith(b"\n") else piece + b"\n")
        self.numbers.append(self.first_line + indexes)

    def _settle(self, index: int) -> int | None:
        """Settle the record at this line; the line after it, or None where the block ends inside it."""
        if is_blank(self._line(index), self.shape.grammar.delimiter):
            self.blank += 1
            return index + 1
        found = self._parse(index)
        if isinstance(found, Record):
            return self._record(index, found)
        if self._may_go_on(index, found) or self._is_near_end(index):
            return None
        if self.scrubber.has_ended:
            return self._reject(index, "another_table", said("another_table"))
        if code := self._damage(index):
            return self._reject(index, code, said(code))
        return self._requoted(index) or self._reject(index, "unclosed_quote", said("unclosed_quote"))

    def _parse(self, index: int) -> Record | Fault:
        return parse(self.block, int(self.starts[index]), self.shape.grammar)

    def _damage(self, index: int) -> str:
        """Why the line cannot be read; blank if it can."""
        return self.damaged.get(index) or ("undecodable" if b"\0" in self._line(index) else "")

    def _line(self, index: int, stop: int = 0) -> bytes:
        text = self.block[self.starts[index] : self.ends[(stop or index + 1) - 1]]
        return text.removesuffix(b"\r")

    def _may_go_on(self, index: int, fault: Fault) -> bool:
        """Whether the quote may be closed in the next block."""
        is_near = len(self.block) - self.starts[index] < REACH
        return bool(fault.is_open and fault.is_at_end and not self.final and is_near)

    def _is_near_end(self, index: int) -> bool:
        """Whether the next block must be seen before a broken record can be judged."""
        return not self.final and index + 2 + BROKEN_OVER > len(self.starts)

    def _record(self, index: int, record: Record) -> int | None:
        after = int(np.searchsorted(self.starts, record.end))
        if self.scrubber.has_ended:
            return self._reject(index, "another_table", said("another_table"), after)
        if len(record.fields) != self.shape.width:
            return self._misfit(index, after, record.fields)
        if code := next(filter(None, map(self._damage, range(index, after))), ""):
            return self._reject(index, code, said(code), after)
        if self.shape.is_header(self._line(index, after), record.fields):
            return self._header_again(index, after)
        if self.shape.is_title(self._line(index, after), record.fields):
            return self._summary(after)
        if not record.is_strict and self._line(index, after).count(self.shape.grammar.quote) > 1:
            return self._unlike(index, record, after)
        return self._accept(index, record, after)

    def _accept(self, index: int, record: Record, after: int) -> int:
        is_strict = record.is_strict and self.shape.grammar.is_standard
        strict = self.block[self.starts[index] : record.end] if is_strict else None
        self._add(strict or written(record.fields, self.scrubber.delimiter), np.array([index]))
        return after

    def _unlike(self, index: int, record: Record, after: int) -> int:
        """Such a record as it is, or with the separator, or set aside where both are as likely."""
        fields = tuple(record.fields)
        found = self.shape.repairer.settled(self._line(index, after), fields)
        if found is None:
            return self._reject(index, "unclosed_quote", said("unclosed_quote"), after)
        return self._write(index, found, after)

    def _write(self, index: int, fields: Sequence[bytes], after: int) -> int:
        self._add(written(list(fields), self.scrubber.delimiter), np.array([index]))
        return after

    def _summary(self, after: int) -> int:
        self.blank += 1
        self.summary += 1
        return after

    def _header_again(self, index: int, after: int) -> int | None:
        """A header inside the table: of a page, or of the same table once more, which then ends this one."""
        following = self._following(after)
        if following is None:
            return None
        if self.shape.first_row and tuple(following) == self.shape.first_row:
            self.scrubber.has_ended = True
            return self._reject(index, "another_table", said("another_table"), after)
        return self._summary(after)

    def _following(self, index: int) -> list[bytes] | None:
        """The fields of the next record (none at the file's end), or None where the block ends before it."""
        while index < len(self.starts) and is_blank(self._line(index), self.shape.grammar.delimiter):
            index += 1
        if index >= len(self.starts):
            return [] if self.final else None
        found = self._parse(index)
        if isinstance(found, Record):
            return found.fields
        return None if self._may_go_on(index, found) else []

    def _misfit(self, index: int, after: int, fields: list[bytes]) -> int | None:
        """A record of the wrong width; where it swallowed a good one, its first line alone is at fault."""
        if code := self._damage(index):
            return self._reject(index, code, said(code))
        if self._is_near_end(index):
            return None
        if any(self._is_whole(number) for number in range(index + 1, after)):
            return self._requoted(index) or self._reject(index, "unclosed_quote", said("unclosed_quote"))
        following = self._following(after)
        if following is None:
            return None
        is_one_of_many = len(fields) in (len(following), self._width_before(index))
        self.scrubber.misfit = (self.first_line + after, len(fields))
        if not is_one_of_many and (repaired := self._repaired(index, after)):
            return repaired
        reason = said("ragged", found=len(fields), width=self.shape.width)
        return self._reject(index, "ragged", reason, self._folded(index, after))

    def _width_before(self, index: int) -> int:
        """How wide the record just before this one was, if it did not fit either."""
        line, width = self.scrubber.misfit
        return width if line == self.first_line + index else 0

    def _requoted(self, index: int) -> int | None:
        """The line after a broken record, if it can be read in one way only, whatever is wrong with it."""
        if after := self._reread(index):
            return after
        row = self.shape.repairer.repaired(self._line(index)) if self._begins_anew(index + 1) else None
        return None if row is None else self._write(index, row, index + 1)

    def _reread(self, index: int) -> int | None:
        """The line after a record whose quotes are out of order, if it can be read in one way only.

        It goes on over lines as long as none of them begins a record of its own.
        """
        repairer, found = self.shape.repairer, list[tuple[int, tuple[bytes, ...], int]]()
        for stop in range(index + 1, min(index + 2 + BROKEN_OVER, len(self.starts) + 1)):
            if stop - index > 1 and (self._damage(stop - 1) or self._is_own(stop - 1)):
                break
            reading = repairer.requoted(self._line(index, stop)) if self._begins_anew(stop) else None
            if reading:
                found.append((reading.cost, reading.fields, stop))
        if not found:
            return None
        cost, fields, stop = min(found)
        is_only = [each[0] for each in found].count(cost) == 1
        return self._write(index, fields, stop) if is_only else None

    def _begins_anew(self, index: int) -> bool:
        """Whether a record, a blank line or nothing is here, so that nothing of the one above is left."""
        if index >= len(self.starts) or is_blank(self._line(index), self.shape.grammar.delimiter):
            return True
        return self._is_own(index)

    def _is_own(self, index: int) -> bool:
        """Whether the line is a record of its own, even with quotes out of order."""
        repairer = self.shape.repairer
        return self._is_whole(index) or (
            repairer.is_known and repairer.requoted(self._line(index)) is not None
        )

    def _is_odd(self, index: int) -> bool:
        mark = self.shape.grammar.quote
        return bool(mark) and self._line(index).count(mark) % 2 == 1

    def _repaired(self, index: int, after: int) -> int | None:
        """The line after a record of the wrong width, if it can be put right in one way only."""
        is_folded = after - index > 1 or self._is_odd(index)
        if is_folded and (reread := self._reread(index)):
            return reread
        stop = self._folded(index, after)
        if is_folded and stop - index == 1:
            return None
        row = self.shape.repairer.repaired(self._line(index, stop))
        return None if row is None else self._write(index, row, stop)

    def _folded(self, index: int, after: int) -> int:
        """The line after a record of the wrong width, which goes on over lines until its quotes pair up."""
        if after - index > 1 or not self._is_odd(index):
            return after
        for stop in range(index + 2, min(index + 2 + BROKEN_OVER, len(self.starts) + 1)):
            if self._damage(stop - 1) or self._is_own(stop - 1):
                break
            if self._is_odd(stop - 1):
                return stop if self._begins_anew(stop) else after
        return after

    def _is_whole(self, index: int) -> bool:
        found = self._parse(index)
        return isinstance(found, Record) and found.is_strict and len(found.fields) == self.shape.width > 1

    def _reject(self, index: int, code: str, reason: str, after: int = 0) -> int:
        after = after or index + 1
        text = shortened(self._line(index, after).decode("utf-8", "backslashreplace"))
        self.rejected.append(Rejected(self.first_line + index, text, code, reason))
        return after


def _first(doubtful: Mask) -> int:
    """The index of the first doubtful line, or how many lines there are."""
    return int(doubtful.argmax()) if doubtful.any() else len(doubtful)
