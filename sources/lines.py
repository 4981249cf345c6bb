"""Which lines of a block are, each alone, one whole record of the right width: by arithmetic on bytes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

NEWLINE, RETURN, QUOTE = 10, 13, 34
Places = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def line_places(block: bytes) -> tuple[Places, Places]:
    """Where each physical line starts, and where it ends (at its newline, or at the end of the block)."""
    ends = np.flatnonzero(_bytes(block) == NEWLINE)
    if block and not block.endswith(b"\n"):
        ends = np.append(ends, len(block))
    return np.concatenate([np.zeros(min(1, len(ends)), np.int64), ends[:-1] + 1]), ends


def doubtful_lines(block: bytes, starts: Places, ends: Places, width: int, delimiter: bytes) -> Mask:
    """The lines that are not for certain one well-formed record of `width` fields by themselves."""
    text = _bytes(block)
    delimiters = _Ranks(text == delimiter[0])
    found = np.diff(delimiters.before(ends), prepend=0)
    doubtful = _blank(block, starts, ends, delimiter)
    if b'"' in block:
        inside, is_odd = _quoting(text, ends, delimiters, delimiter[0])
        found -= inside
        doubtful |= is_odd
    doubtful[np.searchsorted(ends, _unusual(block))] = True
    doubtful |= found != width - 1
    return doubtful


def is_blank(line: bytes, delimiter: bytes) -> bool:
    """Whether a line holds nothing but delimiters and white space."""
    return not line.strip(b" \t\r" + delimiter)


def _bytes(block: bytes) -> Bytes:
    return np.frombuffer(block, np.uint8)


def _blank(block: bytes, starts: Places, ends: Places, delimiter: bytes) -> Mask:
    first = _bytes(block)[starts]
    blank: Mask = (first <= 32) | (first == delimiter[0])
    for index in np.flatnonzero(blank).tolist():
        blank[index] = is_blank(block[starts[index] : ends[index]], delimiter)
    return blank


def _unusual(block: bytes) -> Places:
    """Where NUL bytes and carriage returns inside lines are."""
    text = _bytes(block)
    places = [np.flatnonzero(text == 0)] if b"\0" in block else []
    if b"\r" in block:
        returns = np.flatnonzero(text == RETURN)
        following = text[np.minimum(returns + 1, len(text) - 1)]
        places.append(returns[(following != NEWLINE) & (returns + 1 < len(text))])
    return np.concatenate(places) if places else np.empty(0, np.int64)


def _quoting(text: Bytes, ends: Places, delimiters: "_Ranks", delimiter: int) -> tuple[Places, Mask]:
    """Per line: how many delimiters are inside quotes, and whether any quote is not in its place."""
    quotes = np.flatnonzero(text == QUOTE)
    line = np.searchsorted(ends, quotes)
    rank = np.arange(len(quotes)) - np.searchsorted(line, line)
    is_opening = rank % 2 == 0
    placed = np.where(is_opening, *_neighbours_fit(text, quotes, rank, delimiter))
    is_odd = np.bincount(line, minlength=len(ends)) % 2 == 1
    is_odd |= np.bincount(line[~placed], minlength=len(ends)) > 0
    closing = np.flatnonzero(~is_opening)
    spans = delimiters.before(quotes[closing]) - delimiters.before(quotes[closing - 1])
    inside = np.bincount(line[closing], weights=spans, minlength=len(ends)).astype(np.int64)
    return inside, is_odd


class _Ranks:
    """How many bytes of a kind come before a place: bits counted by eights, then within the eight."""

    def __init__(self, is_there: Mask) -> None:
        self.bits = np.append(np.packbits(is_there), np.uint8(0))
        counts = np.bitwise_count(self.bits)
        self.sums = np.cumsum(counts, dtype=np.int32) - counts

    def before(self, places: Places) -> Places:
        """How many there are before each place."""
        eight = places >> 3
        head = self.bits[eight].astype(np.uint16) >> (8 - (places & 7)).astype(np.uint16)
        ranks: Places = self.sums[eight] + np.bitwise_count(head)
        return ranks.astype(np.int64)


def _neighbours_fit(text: Bytes, quotes: Places, rank: Places, delimiter: int) -> tuple[Mask, Any]:
    """For each quote: whether it may open a field, and whether it may close one."""
    before = np.where(quotes > 0, text[quotes - 1], NEWLINE)
    after = np.where(quotes + 1 < len(text), text[np.minimum(quotes + 1, len(text) - 1)], NEWLINE)
    may_open = (before == delimiter) | (before == NEWLINE) | ((before == QUOTE) & (rank > 0))
    may_close = (after == delimiter) | (after == NEWLINE) | (after == RETURN) | (after == QUOTE)
    return may_open, may_close
