"""Named RFM schemes: each score cell belongs to exactly one segment."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pandas as pd

COLUMNS = ["scheme", "levels", "r", "f", "m", "segment", "name_en", "name_zh"]


class IncompleteScheme(ValueError):
    """A cell of the scheme belongs to no segment, or to two."""


def cells(key: str, scheme: Mapping[str, Any]) -> pd.DataFrame:
    """Every cell with its segment: frame[scheme, levels, r, f, m, segment, name_en, name_zh].

    scheme: {levels, segments: {key: {en, zh, cells: [{r|f|m|fm: [from, to]}]}}}, where fm is the mean of f
    and m, rounded up. Raises IncompleteScheme.
    """
    scores = range(1, scheme["levels"] + 1)
    return pd.DataFrame([_row(key, scheme, cell) for cell in product(scores, repeat=3)], columns=COLUMNS)


def _row(key: str, scheme: Mapping[str, Any], cell: tuple[int, ...]) -> tuple[Any, ...]:
    found = [name for name, segment in scheme["segments"].items() if _holds(segment["cells"], cell)]
    if len(found) != 1:
        raise IncompleteScheme(f"scheme {key}: cell r, f, m = {cell} belongs to {found or 'no segment'}")
    segment = scheme["segments"][found[0]]
    return (key, scheme["levels"], *cell, found[0], segment["en"], segment["zh"])


def _holds(boxes: list[Mapping[str, list[int]]], cell: tuple[int, ...]) -> bool:
    r, f, m = cell
    scores = {"r": r, "f": f, "m": m, "fm": -(-(f + m) // 2)}
    return any(all(low <= scores[axis] <= high for axis, (low, high) in box.items()) for box in boxes)
