"""Cells as text: the white space around them taken away, blank ones null."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MARGINS = " \t\r\n\u00a0\u3000\u200b\ufeff"
_SUSPECT = np.zeros(256, dtype=bool)
_SUSPECT[[byte for mark in MARGINS for byte in (mark.encode()[0], mark.encode()[-1])]] = True


def trimmed(column: pa.Array) -> pa.Array:
    """The text without white space around it; null where nothing is left."""
    if not _has_margins(column):
        return column
    text = pc.utf8_trim(column, characters=MARGINS)
    return pc.if_else(pc.equal(text, ""), None, text)


def _has_margins(column: pa.Array) -> bool:
    """Whether any value may begin or end with white space, told from its first and last byte."""
    _, places, data = column.buffers()
    if data is None or not len(column):
        return False
    offsets = np.frombuffer(places, np.int32)[column.offset : column.offset + len(column) + 1]
    text = np.frombuffer(data, np.uint8)[: offsets[-1]]
    if not ((text <= 32) | (text >= 128)).any():
        return False
    filled = offsets[1:] > offsets[:-1]
    first, last = text[offsets[:-1][filled]], text[offsets[1:][filled] - 1]
    return bool(_SUSPECT[first].any() or _SUSPECT[last].any())
