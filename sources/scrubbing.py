"""From any block of text lines to strictly well-formed records, with the rest set aside.

A line that is surely one whole record passes as it is; only the others are parsed one by one. As both begin
where the record before them ended, a file reads the same with every line parsed one by one (`careful`).
"""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from sources.export import Rejected, shortened
from sources.lines import Mask, Places, doubtful_lines, is_blank, line_places
from sources.records import REACH, Fault, Record, parse, written
from sources.words import said


@dataclass
class Scrubbed:
    """Well-formed records, the line each begins at, what was set aside, and how many bytes were used."""

    data: bytes
    lines: Places
    end: int
    next_line: int
    blank: int = 0
    rejected: list[Rejected] = field(default_factory=list)


@dataclass(frozen=True)
class Scrubber:
    """Scrubs the blocks of one file: `width` fields a record, between `delimiter`s."""

    width: int
    delimiter: bytes
    careful: bool = False

    def scrub(self, block: bytes, first_line: int, final: bool, damaged: Collection[int] = ()) -> Scrubbed:
        """The block's records; `damaged` are indexes of lines that could not be decoded."""
        starts, ends = line_places(block)
        doubtful = self._doubtful(block, starts, ends)
        doubtful[list(damaged)] = True
        if not doubtful.any():
            lines = first_line + np.arange(len(starts))
            return Scrubbed(block, lines, len(block), first_line + len(starts))
        return _Mending(self, block, starts, ends, first_line, final, frozenset(damaged)).mend(doubtful)

    def _doubtful(self, block: bytes, starts: Places, ends: Places) -> Mask:
        if self.careful:
            return np.ones(len(starts), dtype=bool)
        return doubtful_lines(block, starts, ends, self.width, self.delimiter)


@dataclass
class _Mending:
    """One block, while its doubtful lines are settled one by one."""

    shape: Scrubber
    block: bytes
    starts: Places
    ends: Places
    first_line: int
    final: bool
    damaged: frozenset[int]
    pieces: list[bytes] = field(default_factory=list)
    numbers: list[Places] = field(default_factory=list)
    blank: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    def mend(self, doubtful: Mask) -> Scrubbed:
        """Settle the doubtful lines, and put what is well-formed together again."""
        free = 0
        for index in np.flatnonzero(doubtful).tolist():
            if index >= free:
                self._keep(free, index)
                after = self._settle(index)
                if after is None:
                    return self._mended(index)
                free = after
        self._keep(free, len(self.starts))
        return self._mended(len(self.starts))

    def _mended(self, stop: int) -> Scrubbed:
        end = int(self.starts[stop]) if stop < len(self.starts) else len(self.block)
        lines = np.concatenate(self.numbers) if self.numbers else np.empty(0, np.int64)
        data = b"".join(self.pieces)
        return Scrubbed(data, lines, end, self.first_line + stop, self.blank, self.rejected)

    def _keep(self, first: int, stop: int) -> None:
        if first < stop:
            self._add(self.block[self.starts[first] : self.ends[stop - 1] + 1], np.arange(first, stop))

    def _add(self, piece: bytes, indexes: Places) -> None:
        self.pieces.append(piece if piece.endswith(b"\n") else piece + b"\n")
        self.numbers.append(self.first_line + indexes)

    def _settle(self, index: int) -> int | None:
        """Settle the record at this line; the line after it, or None where the block ends inside it."""
        if is_blank(self._line(index), self.shape.delimiter):
            self.blank += 1
            return index + 1
        found = parse(self.block, int(self.starts[index]), self.shape.delimiter)
        if isinstance(found, Record):
            return self._record(index, found)
        if self._may_go_on(index, found):
            return None
        code = "undecodable" if self._is_undecodable(index) else "unclosed_quote"
        return self._reject(index, code, said(code))

    def _is_undecodable(self, index: int) -> bool:
        return index in self.damaged or b"\0" in self._line(index)

    def _line(self, index: int) -> bytes:
        return self.block[self.starts[index] : self.ends[index]]

    def _may_go_on(self, index: int, fault: Fault) -> bool:
        """Whether the quote may be closed in the next block."""
        is_near = len(self.block) - self.starts[index] < REACH
        return bool(fault.is_open and fault.is_at_end and not self.final and is_near)

    def _record(self, index: int, record: Record) -> int:
        after = int(np.searchsorted(self.starts, record.end))
        if len(record.fields) != self.shape.width:
            return self._misfit(index, after, len(record.fields))
        if any(map(self._is_undecodable, range(index, after))):
            return self._reject(index, "undecodable", said("undecodable"), after)
        strict = self.block[self.starts[index] : record.end] if record.is_strict else None
        self._add(strict or written(record.fields, self.shape.delimiter), np.array([index]))
        return after

    def _misfit(self, index: int, after: int, found: int) -> int:
        """A record of the wrong width; where it swallowed a good one, its first line alone is at fault."""
        if self._is_undecodable(index):
            return self._reject(index, "undecodable", said("undecodable"))
        if any(self._is_whole(number) for number in range(index + 1, after)):
            return self._reject(index, "unclosed_quote", said("unclosed_quote"))
        return self._reject(index, "ragged", said("ragged", found=found, width=self.shape.width), after)

    def _is_whole(self, index: int) -> bool:
        found = parse(self.block, int(self.starts[index]), self.shape.delimiter)
        return isinstance(found, Record) and found.is_strict and len(found.fields) == self.shape.width > 1

    def _reject(self, index: int, code: str, reason: str, after: int = 0) -> int:
        after = after or index + 1
        text = self.block[self.starts[index] : self.ends[after - 1]].rstrip(b"\r")
        self.rejected.append(
            Rejected(
                self.first_line + index, shortened(text.decode("utf-8", "backslashreplace")), code, reason
            )
        )
        return after
