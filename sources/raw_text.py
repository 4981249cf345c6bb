"""The text of single records, found again by the line at which they begin."""

from collections.abc import Iterable, Iterator, Sequence

from sources.blocks import Block
from sources.export import shortened
from sources.lines import line_places
from sources.records import Fault, parse


def raw_text(blocks: Iterable[Block], lines: Sequence[int], delimiter: bytes) -> Iterator[tuple[int, str]]:
    """Each of the (sorted) lines with the record that begins there."""
    wanted, line, rest = list(reversed(lines)), 1, b""
    for block in blocks:
        if not wanted:
            return
        if not rest and wanted[-1] - line >= block.line_count and not block.is_last:
            line += block.line_count
            continue
        text = rest + block.undecoded(delimiter)
        starts, _ = line_places(text)
        index = len(starts)
        while wanted and (index := wanted[-1] - line) < len(starts):
            end = _end(text, int(starts[index]), delimiter, block.is_last)
            if end is None:
                break
            yield wanted.pop(), shortened(block.decoded(text[starts[index] : end].rstrip(b"\r\n"), delimiter))
        keep = min(index, len(starts))
        line, rest = line + keep, text[int(starts[keep]) :] if keep < len(starts) else b""


def _end(text: bytes, start: int, delimiter: bytes, is_last: bool) -> int | None:
    """Where the record ends, or None where it goes on in the next block."""
    found = parse(text, start, delimiter)
    if not isinstance(found, Fault):
        return found.end
    if found.is_at_end and not is_last:
        return None
    end = text.find(b"\n", start)
    return end if end >= 0 else len(text)
