"""The short and the long way, the quick and the careful scan: the same rows, the same quarantine."""

import contextlib
import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import engine, straight
from sources.arriving import arrived
from sources.ledger import Entry
from sources.loading import Loader
from sources.mapping import presets
from sources.opening import tables_of
from sources.text_export import TextExport

HEADER = (
    *("Order Id", "Order Date", "Amount", "Customer Id", "Status", "Email", "爱好"),
    *("Discount", "Cancelled At", "Phone"),
)
NUMBERS = (
    *("1", "12.5", "-3.25", "0.10", "+5", "1e3", "1e-1", "5.", ".5", "12.345", "1,234.50", "0x1F", "１２"),
    *("-.5", "1.2.3", "1-2", "5-", "-", "0.005"),
    *("99999999999999999", "9999999999999999.99", "-0", "007", "1_000", "--1", "nan", "", "N/A", "¥3"),
)
MOMENTS = (
    *("2026-01-05", "2026-01-05 08:26", "2026-01-05 08:26:01", "2026-01-05T08:26:01.5", "2026-01-05 8:26"),
    *("2026-01-05 08", "2026-1-5", "2026-02-30", "1899-12-31", "2101-01-01", "2026-01-05T08:26:01Z"),
    *("2026-01-05 08:26:01 +0800", "2026/01/05", "", "-", "2026-01-05 24:00:00", "2026-01-05 23:59:60"),
    *("2026-01-05 08:26:01.1234567", "15 Apr, 2021"),
)
CODES = ("A1", "0012", "17850.0", "4.4E+17", "13812345678", " B2 ", "", "SE+1", "1.05")
TEXTS = (
    "paid",
    "PAID",
    " shipped",
    "已完成",
    'say "hi"',
    "a,b",
    "a\nb",
    "back\\slash",
    "\ttab",
    "",
    "ß",
    "İ",
)
ROW = st.tuples(
    st.sampled_from(CODES),
    st.sampled_from(MOMENTS),
    st.sampled_from(NUMBERS),
    st.sampled_from(CODES),
    st.sampled_from(TEXTS),
    st.sampled_from(TEXTS),
    st.sampled_from(TEXTS),
    st.sampled_from(NUMBERS),
    st.sampled_from(MOMENTS),
    st.sampled_from(CODES),
)
PLAIN = ("A1", "2026-01-05 08:26:01", "12.50", "C1", "paid", "a@example.com", "茶", "0.5", "", "")


class Ways:
    """Reads one file each way."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.engine, self.count = folder, engine.connect(folder), 0
        self.presets = presets(None)

    def read(self, path: Path, short: bool, careful: bool) -> tuple[Any, ...]:
        """The books, the rows and the quarantine."""
        self.count += 1
        working = self.folder / str(self.count)
        working.mkdir()
        loader = _Careful(self.presets, self.engine, working, short, careful)
        entry = loader.load(arrived(path, "orders.csv"), Entry("id", 1, "orders.csv"))
        tables = [
            duckdb.from_parquet(str(file)).order("line").fetchall() if file.is_file() else []
            for file in (working / "id" / "orders.parquet", working / "id" / "quarantine.parquet")
        ]
        return replace(entry, styles={}), *tables


class _Careful(Loader):
    def __init__(self, *given: Any) -> None:
        super().__init__(*given[:-1])
        object.__setattr__(self, "careful", given[-1])

    def _table(self, arrival: Any, entry: Any) -> Any:
        (found,) = tables_of(arrival.path, arrival.seen)
        assert isinstance(found, TextExport)
        return TextExport(arrival.path, arrival.seen, self.careful)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def ways(tmp_path_factory: Any) -> Ways:
    return Ways(tmp_path_factory.mktemp("ways"))


def written(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *rows])
    path = folder / "orders.csv"
    path.write_text(text.getvalue(), "utf-8", newline="")
    return path


@settings(max_examples=25)
@given(rows=st.lists(ROW, max_size=3), plain=st.integers(0, 30))
def test_the_shortest_way_gives_what_the_longest_does(
    ways: Ways, rows: list[tuple[str, ...]], plain: int
) -> None:
    path = written(ways.folder, [PLAIN] * plain + rows)
    assert ways.read(path, short=True, careful=False) == ways.read(path, short=False, careful=True)


class LongWay(Exception):
    """The short way was left."""


@pytest.mark.parametrize("place", [1, 2, 3, 4, 7])
def test_each_value_alone_among_plain_ones(ways: Ways, monkeypatch: Any, place: int) -> None:
    """Where the short way takes a value, it reads it as the long one does."""
    taken = 0
    for value in {1: MOMENTS, 3: CODES, 4: TEXTS}.get(place, NUMBERS):
        path = written(ways.folder, [PLAIN] * 25 + [(*PLAIN[:place], value, *PLAIN[place + 1 :])])
        with monkeypatch.context() as patch, contextlib.suppress(LongWay):
            patch.setattr("sources.writing.stage", Mock(side_effect=LongWay))
            found = ways.read(path, short=True, careful=False)
            patch.undo()
            taken += 1
            assert found == ways.read(path, short=False, careful=False)
    assert taken >= 3


@pytest.mark.parametrize(
    ("place", "values"),
    [(1, ("2026-01-05 08:26:01", "2026-01-05", "1999-12-31 23:59:59.5")), (2, ("1", "-3.25", "0.10", "007"))],
)
@pytest.mark.parametrize("count", [25, 3000])
def test_plain_columns_of_few_and_of_many_values(
    ways: Ways, place: int, values: tuple[str, ...], count: int
) -> None:
    many = [
        f"{n}.{n % 100:02d}" if place == 2 else f"2026-01-05 {n % 24:02d}:26:{n % 60:02d}"
        for n in range(count)
    ]
    rows = [(*PLAIN[:place], each, *PLAIN[place + 1 :]) for each in [*many, *values]]
    path = written(ways.folder, rows)
    assert ways.read(path, short=True, careful=False) == ways.read(path, short=False, careful=False)


def test_columns_that_are_parts_of_others_are_read_alike() -> None:
    moments = pa.chunked_array([pa.array([None, *["2026-01-05 08:26:01"] * 9]).slice(1)])
    numbers = pa.chunked_array([pa.array(["x", *map(str, range(9))]).slice(1)])
    assert straight._moment(moments, "date").to_pylist() == [dt.date(2026, 1, 5)] * 9
    assert straight._number(numbers, "integer").to_pylist() == list(range(9))


def test_plain_exports_do_go_the_short_way(tmp_path: Path, monkeypatch: Any) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(map(",".join, [HEADER, *[PLAIN] * 40])) + "\n", "utf-8")
    monkeypatch.setattr("sources.writing.stage", None)
    entry, rows, aside = Ways(tmp_path).read(path, short=True, careful=False)
    assert (entry.status, entry.accepted, len(rows), aside) == ("loaded", 40, 40, [])


def test_the_schema_is_the_canonical_one() -> None:
    from sources.canonical import OBJECTS, TYPES

    assert set(straight.ARROW) >= {kind for table in OBJECTS.values() for kind in table.columns.values()}
    assert set(straight.ARROW) == set(TYPES) - {"number", "real"}
