"""How a text file separates its fields, and where its header is."""

import re
from collections import Counter
from dataclasses import dataclass, field

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


@dataclass
class _Sample:
    """The first records under one delimiter, each with its start and end, and how many lines are none."""

    records: list[tuple[int, list[bytes], int]] = field(default_factory=list)
    faults: int = 0

    @property
    def widths(self) -> Counter[int]:
        return Counter(len(fields) for _, fields, _ in self.records)

    @property
    def regularity(self) -> float:
        """The share of records of the commonest width over one; wide ones count a little more."""
        wide = [(count, width) for width, count in self.widths.items() if width > 1]
        count, width = max(wide, default=(0, 1))
        return count / max(1, len(self.records) + self.faults) * (1 - 1 / width)


def detect(head: bytes, is_whole: bool) -> Dialect:
    """The dialect under which the beginning of the file (UTF-8) reads as the most regular table."""
    hint = HINT.match(head)
    start = hint.end() if hint else 0
    beginning = head[start : start + BEGINNING]
    candidates = (
        (hint[1],) if hint else tuple(each for each in DELIMITERS if each in beginning) or DELIMITERS[:1]
    )
    samples = {delimiter: _sample(head, start, delimiter, is_whole) for delimiter in candidates}
    delimiter = max(candidates, key=lambda each: samples[each].regularity)
    return _with_header(head, delimiter, samples[delimiter])


def _sample(head: bytes, start: int, delimiter: bytes, is_whole: bool) -> _Sample:
    sample = _Sample()
    stop = len(head) if is_whole else head.rfind(b"\n") + 1
    while start < stop and len(sample.records) + sample.faults < TRIED:
        found = parse(head, start, delimiter)
        if isinstance(found, Fault):
            sample.faults += 1
            start = head.find(b"\n", start) + 1 or stop
            continue
        if any(each.strip() for each in found.fields):
            sample.records.append((start, found.fields, found.end))
        start = found.end
    return sample


def _with_header(head: bytes, delimiter: bytes, sample: _Sample) -> Dialect:
    records, widths = sample.records, sample.widths
    usual = max(widths, key=lambda width: (widths[width], width), default=1)
    while len(records) > 1 and usual > 2 and len(records[0][1]) == 1:
        records = records[1:]
    if not records:
        return Dialect(delimiter, None, 1, 0, 0)
    start, fields, end = records[0]
    names = tuple(each.decode("utf-8", "backslashreplace").strip() for each in fields)
    if not is_header(names):
        return Dialect(delimiter, None, usual, start, head.count(b"\n", 0, start))
    return Dialect(delimiter, names, len(names), end, head.count(b"\n", 0, end))


def is_header(cells: tuple[str, ...]) -> bool:
    """Whether the cells are names: some text, and nothing that looks like a number, a date or an address."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and not any(DATA_LIKE.fullmatch(cell) for cell in filled)
