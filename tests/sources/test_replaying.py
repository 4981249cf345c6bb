"""Rows set aside are repaired, enter under their own file and line, and can be taken back."""

import csv
from pathlib import Path
from typing import Any

import pytest

from sources import HeldError, engine, lake_files, ledger
from sources.mapping import presets
from sources.replaying import replay, set_aside, undo, write_repairs

GOOD = [f"{n},2026-01-05,{n},c{n}," for n in range(10)]
BAD = ["x1,never,5,c1,", "x2,2026-01-05,lots,c2,", "x3,2026-01-05,7"]


@pytest.fixture
def shop(office: Any) -> Any:
    """A loaded file with three rows set aside."""
    office.orders("a.csv", *GOOD, *BAD)
    office.run()
    return office


def written(shop: Any, folder: Path, **changes: str) -> Path:
    """The rows set aside, with some cells replaced by others."""
    (entry,) = ledger(shop.lake)
    target = folder / "repair.csv"
    write_repairs(shop.lake, entry, target)
    text = target.read_text("utf-8-sig")
    for old, new in changes.items():
        text = text.replace(old, new)
    target.write_text(text, "utf-8-sig")
    return target


def enter(shop: Any, source: Path) -> list[tuple[int, int]]:
    """Replay; how many rows each file got back, and how many are still set aside."""
    done = replay(shop.lake, presets(shop.presets), source, engine.connect(shop.lake / ".working"))
    return [(each.repaired, len(each.still)) for each in done]


def rows(shop: Any) -> list[tuple[Any, ...]]:
    """The repaired orders, wherever they lie."""
    import duckdb

    files = [str(file) for file in lake_files(shop.lake)["orders"]]
    kept = duckdb.read_parquet(files).filter("order_id like 'x%'").order("line")
    return kept.select("order_id, line, cast(amount as int)").fetchall()


def test_repaired_rows_enter_under_their_own_lines(shop: Any, tmp_path: Path) -> None:
    source = written(shop, tmp_path, never="2026-01-06", lots="6")
    with source.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    lines[-1] += [""] * (len(lines[0]) - len(lines[-1]))
    with source.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(lines)
    assert enter(shop, source) == [(3, 0)]
    assert rows(shop) == [("x1", 12, 5), ("x2", 13, 6), ("x3", 14, 7)]
    (entry,) = ledger(shop.lake)
    assert (entry.records, entry.accepted, entry.quarantined, entry.repaired) == (13, 13, 0, 3)
    before = rows(shop)
    assert enter(shop, source) == [(3, 0)]
    assert rows(shop) == before
    shop.run()
    assert rows(shop) == before
    assert undo(shop.lake, entry)
    assert (rows(shop), ledger(shop.lake)[0].quarantined) == ([], 3)


def test_what_is_still_wrong_stays_set_aside_with_its_new_reason(shop: Any, tmp_path: Path) -> None:
    source = written(shop, tmp_path, never="2026-01-06", lots="many")
    lines = source.read_text("utf-8-sig").splitlines()
    source.write_text("\n".join(lines[:3]) + "\n", "utf-8-sig")
    assert enter(shop, source) == [(1, 1)]
    (entry,) = ledger(shop.lake)
    assert (entry.accepted, entry.quarantined) == (11, 2)
    assert [(each.line, each.code) for each in set_aside(shop.lake, entry)] == [
        (13, "bad_number"),
        (14, "ragged"),
    ]


def test_repairs_hold_when_the_file_is_read_anew(shop: Any, tmp_path: Path) -> None:
    source = written(shop, tmp_path, never="2026-01-06")
    source.write_text("\n".join(source.read_text("utf-8-sig").splitlines()[:2]) + "\n", "utf-8-sig")
    assert enter(shop, source) == [(1, 0)]
    shop.answers = {"a.csv": {"date_order": "dmy"}}
    assert shop.run()["a.csv"].is_new
    assert rows(shop) == [("x1", 12, 5)]


def test_a_file_that_holds_no_repairs_is_refused(shop: Any, tmp_path: Path) -> None:
    source = written(shop, tmp_path)
    with pytest.raises(HeldError, match="fields where the header"):
        enter(shop, source)
    source.write_text("a,b\n1,2\n")
    with pytest.raises(HeldError, match="quarantine show"):
        enter(shop, source)
    assert rows(shop) == []
