"""Cells as text: the white space around them taken away, blank ones null."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MARGINS = " \t\r\n\u00a0\u3000\u200b\ufeff"
PLAIN = (33, 127)
"""From which byte on and below which there is neither white space nor a part of a longer character."""
_SUSPECT = np.zeros(256, dtype=bool)
_SUSPECT[[byte for mark in MARGINS for byte in (mark.encode()[0], mark.encode()[-1])]] = True


def filled(column: pa.StringArray) -> pa.StringArray:
    """The texts of a parsed column, the empty ones null."""
    offsets, text = parts(column)
    is_filled = offsets[1:] > offsets[:-1]
    if is_filled.all():
        return column
    valid = pa.py_buffer(np.packbits(is_filled, bitorder="little"))
    return pa.StringArray.from_buffers(len(column), *map(pa.py_buffer, (offsets, text)), valid)


def trimmed(column: pa.Array) -> pa.Array:
    """The text without white space around it; null where nothing is left."""
    if not _has_margins(column):
        return column
    text = pc.utf8_trim(column, characters=MARGINS)
    return pc.if_else(pc.equal(text, ""), None, text)


def _has_margins(column: pa.Array) -> bool:
    """Whether any value may begin or end with white space, told from its first and last byte."""
    offsets, text = parts(column)
    least, beyond = PLAIN
    if not len(text) or (text - np.uint8(least)).max() < beyond - least:
        return False
    is_filled = offsets[1:] > offsets[:-1]
    first, last = text[offsets[:-1][is_filled]], text[offsets[1:][is_filled] - 1]
    return bool(_SUSPECT[first].any() or _SUSPECT[last].any())


def parts(column: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Where each text begins, and the last one ends; and all their bytes."""
    _, places, data = column.buffers()
    offsets = np.frombuffer(places, np.int32)[column.offset : column.offset + len(column) + 1]
    text = np.frombuffer(data, np.uint8) if data else np.empty(0, np.uint8)
    return offsets - offsets[0], text[offsets[0] : offsets[-1]]
