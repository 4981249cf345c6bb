"""The columns that nobody knows, kept as one of JSON: of each row those that are filled."""

import json
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.cells import parts

BETWEEN = ", "
ESCAPED = np.zeros(256, dtype=bool)
"""The bytes that do not stand for themselves in JSON's strings."""
ESCAPED[[*range(32), ord('"'), ord("\\")]] = True


def as_json(columns: Mapping[str, pa.StringArray], rows: int) -> pa.StringArray:
    """Columns by name as objects such as `{"Tags": "vip", "Notes": "new"}`, null where none is filled."""
    given = {name: column for name, column in columns.items() if column.null_count < rows}
    is_filled = np.zeros(rows, dtype=bool)
    for column in given.values():
        is_filled |= column.is_valid().to_numpy(zero_copy_only=False)
    if is_filled.all():
        return _joined(given) if given else pa.nulls(rows, pa.string())
    found = _joined({name: column.filter(pa.array(is_filled)) for name, column in given.items()})
    return found.take(pa.array(np.cumsum(is_filled) - 1, mask=~is_filled))


def _joined(columns: Mapping[str, pa.StringArray]) -> pa.StringArray:
    """The objects of rows that each have something: a join that skips nulls drops those that have not."""
    if not columns:
        return pa.nulls(0, pa.string())
    entries = [_entries(name, column) for name, column in columns.items()]
    return pc.binary_join_element_wise(
        "{", pc.binary_join_element_wise(*entries, BETWEEN, null_handling="skip"), "}", ""
    )


def _entries(name: str, column: pa.StringArray) -> pa.StringArray:
    """Each cell with its name, null where it is."""
    before = f'{json.dumps(name, ensure_ascii=False)}: "'
    return pc.binary_join_element_wise(before, _escaped(column), '"', "")


def _escaped(column: pa.StringArray) -> pa.StringArray:
    _, text = parts(column)
    if not ESCAPED[text].any():
        return column
    distinct = column.dictionary_encode()
    texts = [json.dumps(each, ensure_ascii=False)[1:-1] for each in distinct.dictionary.to_pylist()]
    return pa.array(texts, pa.string()).take(distinct.indices)
