"""The text of single records, found again by the line at which they begin."""

from collections.abc import Iterable, Iterator, Sequence

from sources.blocks import Block
from sources.export import shortened
from sources.lines import line_places
from sources.records import Fault, Grammar, line_at, parse


def raw_text(blocks: Iterable[Block], lines: Sequence[int], grammar: Grammar) -> Iterator[tuple[int, str]]:
    """Each of the (sorted) lines with the record that begins there."""
    wanted, line, rest = list(reversed(lines)), 1, b""
    for block in blocks:
        if not wanted:
            return
        if not rest and wanted[-1] - line >= block.line_count and not block.is_last:
            line += block.line_count
            continue
        text = rest + block.undecoded(grammar.delimiter)
        starts, _ = line_places(text)
        index = len(starts)
        while wanted and (index := wanted[-1] - line) < len(starts):
            end = _end(text, int(starts[index]), grammar, block.is_last)
            if end is None:
                break
            yield (
                wanted.pop(),
                shortened(block.decoded(text[starts[index] : end].rstrip(b"\r\n"), grammar.delimiter)),
            )
        keep = min(index, len(starts))
        line, rest = line + keep, text[int(starts[keep]) :] if keep < len(starts) else b""


def _end(text: bytes, start: int, grammar: Grammar, is_last: bool) -> int | None:
    """Where the record ends, or None where it goes on in the next block."""
    found = parse(text, start, grammar)
    if not isinstance(found, Fault):
        return found.end
    if found.is_at_end and not is_last:
        return None
    return line_at(text, start)[0]
