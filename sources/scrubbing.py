"""From any block of text lines to strictly well-formed records, with the rest set aside.

A line that alone is one whole record of the right width is recognised by arithmetic on the block's bytes;
only the others are parsed one by one. As both begin where the record before them ended, a file reads
the same with every line parsed one by one (`careful`).
"""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from sources.export import Rejected, shortened
from sources.records import REACH, Fault, Record, parse, written

NEWLINE, RETURN, QUOTE = 10, 13, 34
REASONS = {
    "undecodable": "This line holds bytes that are no text in this file's encoding: export it again."
    " / 此行含有无法解码的字节，请重新导出。",
    "unclosed_quote": 'The quotes (") of this record do not pair up: close or double them.'
    ' / 此记录的引号 (") 不成对，请补全或写成两个引号。',
}


@dataclass
class Scrubbed:
    """Well-formed records as bytes, the line each begins at, and what was set aside; `end` = bytes used up."""

    data: bytes
    lines: np.ndarray
    end: int
    next_line: int
    blank: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def ragged(found: int, width: int) -> str:
    """The reason given for a record of the wrong width."""
    return f"This record has {found} fields where the header has {width}. / 此记录有 {found} 列，表头有 {width} 列。"


class Scrubber:
    """Scrubs the blocks of one file: `width` fields a record, between `delimiter`s."""

    def __init__(self, width: int, delimiter: bytes, careful: bool = False) -> None:
        self.width, self.delimiter, self.careful = width, delimiter, careful

    def scrub(self, block: bytes, first_line: int, final: bool, damaged: Collection[int] = ()) -> Scrubbed:
        """The block's records; `damaged` are indexes of lines that could not be decoded."""
        starts, ends = _lines(block)
        doubtful = self._doubtful(block, starts, ends)
        doubtful[list(damaged)] = True
        if not doubtful.any():
            return Scrubbed(block, first_line + np.arange(len(starts)), len(block), first_line + len(starts))
        return _Mending(self, block, starts, ends, first_line, final, frozenset(damaged)).mend(doubtful)

    def _doubtful(self, block: bytes, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        if self.careful:
            return np.ones(len(starts), dtype=bool)
        text = np.frombuffer(block, np.uint8)
        delimiters = np.flatnonzero(text == self.delimiter[0])
        found = np.diff(np.searchsorted(delimiters, ends), prepend=0)
        doubtful = self._blank(block, starts, ends)
        if b'"' in block:
            inside, odd = _quoting(text, ends, delimiters, self.delimiter[0])
            found -= inside
            doubtful |= odd
        for byte in _unusual(block):
            doubtful[np.searchsorted(ends, byte)] = True
        return doubtful | (found != self.width - 1)

    def _blank(self, block: bytes, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        first = np.frombuffer(block, np.uint8)[starts]
        blank = (first <= 32) | (first == self.delimiter[0])
        for index in np.flatnonzero(blank).tolist():
            blank[index] = self.is_blank(block[starts[index] : ends[index]])
        return blank

    def is_blank(self, line: bytes) -> bool:
        """Whether a line holds nothing but delimiters and white space."""
        return not line.strip(b" \t\r" + self.delimiter)


def _lines(block: bytes) -> tuple[np.ndarray, np.ndarray]:
    ends = np.flatnonzero(np.frombuffer(block, np.uint8) == NEWLINE)
    if block and not block.endswith(b"\n"):
        ends = np.append(ends, len(block))
    return np.concatenate([np.zeros(min(1, len(ends)), np.int64), ends[:-1] + 1]), ends


def _unusual(block: bytes) -> np.ndarray:
    """Where NUL bytes and carriage returns inside lines are."""
    text = np.frombuffer(block, np.uint8)
    places = [np.flatnonzero(text == 0)] if b"\0" in block else []
    if b"\r" in block:
        returns = np.flatnonzero(text == RETURN)
        following = text[np.minimum(returns + 1, len(text) - 1)]
        places.append(returns[(following != NEWLINE) & (returns + 1 < len(text))])
    return np.concatenate(places) if places else np.empty(0, np.int64)


def _quoting(
    text: np.ndarray, ends: np.ndarray, delimiters: np.ndarray, delimiter: int
) -> tuple[np.ndarray, np.ndarray]:
    """Per line: how many delimiters are inside quotes, and whether its quotes are not all in their place."""
    quotes = np.flatnonzero(text == QUOTE)
    line = np.searchsorted(ends, quotes)
    rank = np.arange(len(quotes)) - np.searchsorted(line, line)
    opens = rank % 2 == 0
    before = np.where(quotes > 0, text[quotes - 1], NEWLINE)
    after = np.where(quotes + 1 < len(text), text[np.minimum(quotes + 1, len(text) - 1)], NEWLINE)
    placed = np.where(
        opens,
        (before == delimiter) | (before == NEWLINE) | ((before == QUOTE) & (rank > 0)),
        (after == delimiter) | (after == NEWLINE) | (after == RETURN) | (after == QUOTE),
    )
    odd = np.bincount(line, minlength=len(ends)) % 2 == 1
    odd |= np.bincount(line[~placed], minlength=len(ends)) > 0
    closing = np.flatnonzero(~opens)
    spans = np.searchsorted(delimiters, quotes[closing]) - np.searchsorted(delimiters, quotes[closing - 1])
    return np.bincount(line[closing], weights=spans, minlength=len(ends)).astype(np.int64), odd


@dataclass
class _Mending:
    scrubber: Scrubber
    block: bytes
    starts: np.ndarray
    ends: np.ndarray
    first_line: int
    final: bool
    damaged: frozenset[int]

    def mend(self, doubtful: np.ndarray) -> Scrubbed:
        """Parse the doubtful lines one by one, and put what is well-formed together again."""
        self.result = Scrubbed(
            b"", np.empty(0, np.int64), len(self.block), self.first_line + len(self.starts)
        )
        self.pieces: list[bytes] = []
        self.numbers: list[np.ndarray] = []
        free = 0
        for index in np.flatnonzero(doubtful).tolist():
            if index < free:
                continue
            self._keep(free, index)
            upto = self._one(index)
            if upto is None:
                self.result.end, self.result.next_line = int(self.starts[index]), self.first_line + index
                free = len(self.starts)
                break
            free = upto
        self._keep(free, len(self.starts))
        self.result.data = b"".join(self.pieces)
        self.result.lines = np.concatenate(self.numbers) if self.numbers else self.result.lines
        return self.result

    def _keep(self, first: int, stop: int) -> None:
        if first < stop:
            piece = self.block[self.starts[first] : self.ends[stop - 1] + 1]
            self.pieces.append(piece if piece.endswith(b"\n") else piece + b"\n")
            self.numbers.append(self.first_line + np.arange(first, stop))

    def _one(self, index: int) -> int | None:
        """Settle the record at this line; the line after it, or None where the block ends inside it."""
        start = int(self.starts[index])
        line = self.block[start : self.ends[index]]
        if index in self.damaged or b"\0" in line:
            return self._reject(index, "undecodable", line)
        if self.scrubber.is_blank(line):
            self.result.blank += 1
            return index + 1
        found = parse(self.block, start, self.scrubber.delimiter)
        if isinstance(found, Fault):
            waits = found.is_open and found.is_at_end and not self.final and len(self.block) - start < REACH
            return None if waits else self._reject(index, "unclosed_quote", line)
        return self._record(index, line, found)

    def _record(self, index: int, line: bytes, record: Record) -> int:
        after = int(np.searchsorted(self.starts, record.end))
        if len(record.fields) == self.scrubber.width:
            if b"\0" in b"".join(record.fields) or any(n in self.damaged for n in range(index, after)):
                return self._reject(index, "undecodable", line)
            self.pieces.append(self._well_formed(index, record))
            self.numbers.append(np.array([self.first_line + index]))
            return after
        if after > index + 1:
            return self._reject(index, "unclosed_quote", line)
        return self._reject(index, "ragged", line, ragged(len(record.fields), self.scrubber.width))

    def _well_formed(self, index: int, record: Record) -> bytes:
        if not record.is_strict:
            return written(record.fields, self.scrubber.delimiter) + b"\n"
        text = self.block[self.starts[index] : record.end]
        return text if text.endswith(b"\n") else text + b"\n"

    def _reject(self, index: int, code: str, line: bytes, reason: str = "") -> int:
        text = shortened(line.rstrip(b"\r").decode("utf-8", "backslashreplace"))
        self.result.rejected.append(Rejected(self.first_line + index, text, code, reason or REASONS[code]))
        return index + 1
