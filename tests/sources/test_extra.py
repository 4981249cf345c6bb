"""Columns that nobody knows are kept as JSON, whatever is in them."""

import json

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from sources.extra import as_json

CELL = (
    st.none() | st.text(max_size=4).filter(bool) | st.sampled_from(['"', "\\", "\x00\n\t", ", ", "茶", "}"])
)
NAMES = ("Tags", 'the "name"', "备注")


@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=9))
def test_what_is_kept_is_what_was_filled(rows: list[tuple[str | None, ...]]) -> None:
    columns = {name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(NAMES)}
    found = as_json(columns, len(rows)).to_pylist()
    expected = [{name: cell for name, cell in zip(NAMES, row, strict=True) if cell} for row in rows]
    assert [json.loads(each) if each else {} for each in found] == expected
    assert [each is None for each in found] == [not each for each in expected]


def test_without_columns_there_is_nothing() -> None:
    assert as_json({}, 2).to_pylist() == [None, None]
    assert as_json({}, 0).to_pylist() == []
