"""Which lines of a block are, each alone, one whole record of the right width: by arithmetic on bytes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEWLINE, RETURN, QUOTE, CASE = 10, 13, 34, 32
BEGINNING = 4
MOST_TITLED = 2
"""A line with one filled field says something of the whole table only where it has more columns than this."""
Places = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def line_places(block: bytes) -> tuple[Places, Places]:
    """Where each line starts, and where it ends: at its newline, lone carriage return, or with the block."""
    text = _bytes(block)
    ends = np.flatnonzero(text == NEWLINE)
    if b"\r" in block and len(lone := _lone_returns(text)):
        ends = np.sort(np.concatenate([ends, lone]))
    if block and (not len(ends) or ends[-1] < len(block) - 1):
        ends = np.append(ends, len(block))
    return np.concatenate([np.zeros(min(1, len(ends)), np.int64), ends[:-1] + 1]), ends


def line_count(block: bytes) -> int:
    """How many line ends there are."""
    return block.count(b"\n") + block.count(b"\r") - block.count(b"\r\n")


def _lone_returns(text: Bytes) -> Places:
    returns = np.flatnonzero(text == RETURN)
    following = text[np.minimum(returns + 1, len(text) - 1)]
    lone: Places = returns[following != NEWLINE]
    return lone


@dataclass(frozen=True)
class Expected:
    """What every line of a table should be: so many fields, with none of these beginnings.

    `is_full`: some column but the first is never blank, so a line of one field and empty ones is no record.
    """

    width: int
    delimiter: bytes
    beginnings: tuple[bytes, ...] = ()
    is_full: bool = False


def odd_lines(block: bytes, starts: Places, ends: Places, expected: Expected) -> Mask:
    """The lines that may be no record of the table whatever their fields: blank, titles, totals, with NUL."""
    text = _bytes(block)
    odd = _blank(block, starts, ends, expected.delimiter)
    if b"\0" in block:
        odd[np.searchsorted(ends, np.flatnonzero(text == 0))] = True
    if expected.beginnings:
        odd |= _begin_with(text, starts, expected.beginnings)
    if expected.is_full and expected.width > MOST_TITLED:
        odd |= _end_empty(text, ends, expected)
    return odd


def ragged_lines(block: bytes, ends: Places, expected: Expected) -> Mask:
    """The lines that have another width, or quotes that are not in their place."""
    text, delimiter = _bytes(block), expected.delimiter[0]
    delimiters = _Ranks(text == delimiter)
    found = np.diff(delimiters.before(ends), prepend=0)
    ragged: Mask = found != expected.width - 1
    if b'"' in block:
        inside, is_odd = _quoting(text, ends, delimiters, delimiter)
        ragged = is_odd | (found - inside != expected.width - 1)
    return ragged


def has_quotes_in_place(block: bytes, delimiter: bytes) -> bool:
    """Whether every quote opens or closes a field, or is half of a pair, if each line is a whole record."""
    if b'"' not in block:
        return True
    text = _bytes(block)
    quotes = np.flatnonzero(text == QUOTE)
    opens, closes = _neighbours_fit(text, quotes[::2], quotes[1::2], delimiter[0])
    return len(quotes) % 2 == 0 and bool(opens.all() and closes.all())


def beginning(line: bytes) -> bytes:
    """The few bytes by which a line is recognised: after a quote, whatever the case of its letters."""
    return bytes(byte | CASE for byte in line.removeprefix(b'"')[:BEGINNING])


def _begin_with(text: Bytes, starts: Places, beginnings: tuple[bytes, ...]) -> Mask:
    """Which lines begin with one of these; only those with the same first byte are looked at closely."""
    first = starts + (text[starts] == QUOTE)
    known = np.zeros(256, np.bool_)
    known[[each[0] for each in beginnings]] = True
    found: Mask = known[text[np.minimum(first, len(text) - 1)] | CASE]
    close = np.flatnonzero(found)
    places = np.minimum(first[close, None] + np.arange(BEGINNING), len(text) - 1)
    keys = np.ascontiguousarray(text[places] | CASE).view(np.uint32).ravel()
    found[close] = np.isin(keys, np.array([np.frombuffer(each, np.uint32)[0] for each in beginnings]))
    return found


def _end_empty(text: Bytes, ends: Places, expected: Expected) -> Mask:
    """Whether a line may end with as many delimiters as it can have."""
    stops = ends - (text[np.maximum(ends - 1, 0)] == RETURN)
    found: Mask = text[np.maximum(stops - 1, 0)] == expected.delimiter[0]
    close = np.flatnonzero(found)
    first = np.maximum(stops[close] - expected.width + 1, 0)
    found[close] = text[first] == expected.delimiter[0]
    return found


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


def _quoting(text: Bytes, ends: Places, delimiters: "_Ranks", delimiter: int) -> tuple[Places, Mask]:
    """Per line: how many delimiters are inside quotes, and whether any quote is not in its place."""
    quotes = np.flatnonzero(text == QUOTE)
    line = np.searchsorted(ends, quotes)
    rank = np.arange(len(quotes)) - np.searchsorted(line, line)
    is_opening = rank % 2 == 0
    placed = np.empty(len(quotes), np.bool_)
    placed[is_opening], placed[~is_opening] = _neighbours_fit(
        text, quotes[is_opening], quotes[~is_opening], delimiter
    )
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


def _neighbours_fit(text: Bytes, opening: Places, closing: Places, delimiter: int) -> tuple[Mask, Mask]:
    """Which quotes may open a field by what is before them, and which may close one by what follows."""
    edges = np.zeros(256, np.bool_)
    edges[[delimiter, NEWLINE, RETURN, QUOTE]] = True
    before, after = text[np.maximum(opening - 1, 0)], text[np.minimum(closing + 1, len(text) - 1)]
    opens: Mask = edges[before] | (opening == 0)
    closes: Mask = edges[after] | (closing == len(text) - 1)
    return opens, closes
