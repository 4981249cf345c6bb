"""How a text file separates its fields, and where its header is."""

import re
from collections import Counter
from dataclasses import dataclass

from sources.records import Fault, parse

DELIMITERS = (b",", b"\t", b";", b"|")
TRIED = 100
BEGINNING = 4096
HINT = re.compile(rb'"?sep=(.)"?\r?\n', re.IGNORECASE)
DATA_LIKE = re.compile(r"[-+¥$€£]?[\d\s.,:/%-]*\d[\d\s.,:/%-]*|\S+@\S+\.\S+")


@dataclass(frozen=True)
class Dialect:
    """The delimiter, the header if there is one, and how many bytes and lines come before the first row."""

    delimiter: bytes
    header: tuple[str, ...] | None
    width: int
    skip_bytes: int
    skip_lines: int


def detect(head: bytes, is_whole: bool) -> Dialect:
    """The dialect under which the beginning of the file (UTF-8) reads as the most regular table."""
    hint = HINT.match(head)
    start = hint.end() if hint else 0
    beginning = head[start : start + BEGINNING]
    candidates = (
        (hint[1],) if hint else tuple(each for each in DELIMITERS if each in beginning) or DELIMITERS[:1]
    )
    samples = {delimiter: _sample(head, start, delimiter, is_whole) for delimiter in candidates}
    delimiter = max(candidates, key=lambda each: _regularity(samples[each]))
    return _with_header(head, delimiter, samples[delimiter])


def _sample(head: bytes, start: int, delimiter: bytes, is_whole: bool) -> list[tuple[int, list[bytes], int]]:
    records: list[tuple[int, list[bytes], int]] = []
    stop = len(head) if is_whole else head.rfind(b"\n") + 1
    while start < stop and len(records) < TRIED:
        found = parse(head, start, delimiter)
        if isinstance(found, Fault):
            start = head.find(b"\n", start) + 1 or stop
            continue
        if any(field.strip() for field in found.fields):
            records.append((start, found.fields, found.end))
        start = found.end
    return records


def _regularity(records: list[tuple[int, list[bytes], int]]) -> float:
    widths = Counter(len(fields) for _, fields, _ in records)
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return 0.0
    count, width = max(wide)
    return count / len(records) * (1 - 1 / width)


def _with_header(head: bytes, delimiter: bytes, records: list[tuple[int, list[bytes], int]]) -> Dialect:
    widths = Counter(len(fields) for _, fields, _ in records)
    usual = max(widths, key=lambda width: (widths[width], width), default=1)
    while len(records) > 1 and usual > 2 and len(records[0][1]) == 1:
        records = records[1:]
    if not records:
        return Dialect(delimiter, None, 1, 0, 0)
    start, fields, end = records[0]
    names = tuple(field.decode("utf-8", "backslashreplace").strip() for field in fields)
    if not is_header(names):
        return Dialect(delimiter, None, usual, start, head.count(b"\n", 0, start))
    return Dialect(delimiter, names, len(names), end, head.count(b"\n", 0, end))


def is_header(cells: tuple[str, ...]) -> bool:
    """Whether the cells are names: some text, and nothing that looks like a number, a date or an address."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and not any(DATA_LIKE.fullmatch(cell) for cell in filled)
