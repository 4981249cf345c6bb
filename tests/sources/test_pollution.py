"""Polluted files give the clean table back: a seeded sample of `benchmarks.pollution`, with floors."""

import random
from pathlib import Path

import pytest

from benchmarks.pollution.__main__ import scored, summary
from benchmarks.pollution.clean import TABLES
from benchmarks.pollution.peers import regulars
from benchmarks.pollution.polluting import Polluted, pollutions

MANY = ("more_separators", "less_separators", "extra_quote")
SAMPLED = 36
OTHER_ROWS = 29
"""One in so many of the files with one record in another dialect."""
FLOORS = {"sales": 9.98, "visits": 9.98, "gauges": 9.97, "remarks": 9.95}
"""Of the simple score; in three columns little tells one reading from another, so more is set aside."""


def sample(table: str) -> list[Polluted]:
    """Some records of each sort that there are many of, and all of the others."""
    files = list(pollutions(TABLES[table]()))
    many = [file for file in files if file.kind in MANY]
    rows = [file for file in files if file.kind.startswith("row_")]
    others = [file for file in files if file not in many and file not in rows]
    return [*others, *random.Random(3).sample(many, SAMPLED), *rows[::OTHER_ROWS]]


@pytest.mark.parametrize("table", TABLES)
def test_polluted_files_give_the_clean_table_back(table: str) -> None:
    found = scored(sample(table), regulars)
    totals = summary(found)
    assert totals["simple"] >= FLOORS[table]
    assert totals["weighted"] >= 9.99
    assert totals["silently_wrong"] <= 1
    assert totals["unaccounted"] == 0
    assert totals["quarantined_per_polluted"] <= 0.5
    whole = {file.name: score.points for file, score in found if not file.polluted}
    assert {name: points for name, points in whole.items() if points < 9.8} == {}


def test_a_line_longer_than_any_record_is_set_aside_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as stream:
        stream.write(b"id,note\n1,a\n2,")
        for _ in range(40):
            stream.write(b"x" * (1 << 20))
        stream.write(b"\n3,c\n")
    loaded = regulars(path)
    assert (loaded.rows, loaded.quarantined, loaded.records) == ([("1", "a"), ("3", "c")], 1, 3)
