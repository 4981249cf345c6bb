"""How a text file separates, quotes and escapes its fields."""

import re
from collections.abc import Iterator

from sources.records import NO_DELIMITER, Grammar
from sources.sampling import Sample

STRONG = (b",", b"\t", b";", b"|")
WEAK = (b":", b" ", b"^", b"~")
"""Signs that are also common inside text."""
DOUBT = 0.7
LEAST_WEAK = 3
BEGINNING = 1 << 14
HINT = re.compile(rb'"?sep=(.)"?(?:\r\n|\n|\r)', re.IGNORECASE)
SINGLE = 0.6
LOW = 0.2
OFTEN = 3
"""As often quotes must open fields, and never close one, to be text everywhere."""


def hint(head: bytes) -> tuple[bytes, int]:
    """The delimiter that a first line `sep=` names (blank without it), and where that line ends."""
    found = HINT.match(head)
    return (found[1], found.end()) if found else (b"", 0)


def detect(head: bytes, stop: int) -> Sample:
    """The sample under the grammar that makes the beginning of the file (UTF-8) the most regular table."""
    named, start = hint(head)
    candidates = _candidates(head[start : start + BEGINNING], named)
    best = max((_sample(head, each, start, stop) for each in candidates), key=_score)
    widths = [record.width for record in best.filled]
    if not named and widths.count(1) > SINGLE * len(widths) and _score(best) < LOW:
        return _undivided(head, start, stop)
    return best


def _undivided(head: bytes, start: int, stop: int) -> Sample:
    """Each line as one field; where quotes do not enclose whole lines, they are text."""
    quoted = Sample(head, Grammar(NO_DELIMITER), start, stop)
    if all(record.fields is not None and record.is_strict for record in quoted.records):
        return quoted
    return Sample(head, Grammar(NO_DELIMITER, b"", b""), start, stop)


def _sample(head: bytes, grammar: Grammar, start: int, stop: int) -> Sample:
    """The sample, with quotes over several lines believed, or not where that gives a more regular table."""
    believed = Sample(head, grammar, start, stop)
    if believed.is_regular:
        return believed
    return max(
        believed, Sample(head, grammar, start, stop, is_doubting=True), key=lambda sample: sample.share
    )


def _score(sample: Sample) -> float:
    """How consistent the sample is; a weak delimiter must do better, and separate several columns."""
    if sample.is_doubled:
        return 0.0
    if sample.grammar.delimiter not in WEAK:
        return sample.consistency
    return DOUBT * sample.consistency if sample.width >= LEAST_WEAK else 0.0


def _candidates(text: bytes, named: bytes) -> Iterator[Grammar]:
    delimiters = [named] if named else [each for each in (*STRONG, *WEAK) if each in text] or [b","]
    for single in delimiters:
        for delimiter in (single, *(each for each in _longer(single) if each in text and not named)):
            yield from _quotings(text, delimiter)


def _longer(single: bytes) -> tuple[bytes, ...]:
    """The delimiters of several characters that begin like this one."""
    if single == b" ":
        return (b" | ", b" ; ", b" , ")
    return (single * 2, single + b" ")


def _quotings(text: bytes, delimiter: bytes) -> Iterator[Grammar]:
    """Double quotes first, which also stand for none; others where they are at the edge of fields."""
    yield Grammar(delimiter)
    if b'\\"' in text:
        yield Grammar(delimiter, escape=b"\\")
    if _encloses(text, b"'", delimiter):
        yield Grammar(delimiter, b"'", b"'")
        yield from (Grammar(delimiter, b"'", b"\\") for _ in range(b"\\'" in text))
    if _opens(text, b'"', delimiter) >= OFTEN and not _encloses(text, b'"', delimiter):
        yield Grammar(delimiter, b"", b"")


def _edge(delimiter: bytes) -> bytes:
    return b"(?:^|$|[\r\n]|" + re.escape(delimiter) + b")"


def _opens(text: bytes, quote: bytes, delimiter: bytes) -> int:
    """How many fields begin with the quote."""
    return len(re.findall(_edge(delimiter) + quote, text))


def _encloses(text: bytes, quote: bytes, delimiter: bytes) -> bool:
    """Whether any field begins and ends with the quote."""
    edge = _edge(delimiter)
    return re.search(edge + quote + b"[^" + quote + b"]*" + quote + edge, text) is not None
