"""The ledger: the same bytes once, corrections replace, interrupted runs leave no trace."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from sources import ingest, lake_files, ledger
from sources.ledger import WORKING, sweep
from sources.naming import arrival_order, base_name


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_bytes_are_read_once_under_any_name(office: Any) -> None:
    office.orders("a.csv", "1,2026-01-05,1,c1,")
    assert office.run()["a.csv"].is_new
    before = tree(office.lake)
    office.orders("b.csv", "1,2026-01-05,1,c1,")
    reports = office.run()
    assert [(each.file, each.is_new, each.entry.file) for each in reports.values()] == [
        ("a.csv", False, "a.csv"),
        ("b.csv", False, "a.csv"),
    ]
    assert tree(office.lake) == before


def test_arrival_is_by_name_and_goes_on(office: Any) -> None:
    for name in ("b.csv", "a(更正).csv", "a.csv", "a (1).csv"):
        office.orders(name, f"{name},2026-01-05,1,c1,")
    office.run()
    office.orders("0.csv", "0,2026-01-05,1,c1,")
    office.run()
    assert [entry.file for entry in ledger(office.lake)] == [
        "a.csv",
        "a (1).csv",
        "a(更正).csv",
        "b.csv",
        "0.csv",
    ]
    assert [entry.arrival for entry in ledger(office.lake)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("orders (2).csv", "orders.csv"),
        ("orders(更正).csv", "orders.csv"),
        ("orders（更正）.xlsx", "orders.xlsx"),
        ("orders_v3.csv", "orders.csv"),
        ("orders_corrected.csv", "orders.csv"),
        ("orders_2025.csv", "orders_2025.csv"),
        ("2010-12-01.csv", "2010-12-01.csv"),
        ("2026/orders (1).csv", "2026/orders.csv"),
    ],
)
def test_version_suffixes(name: str, base: str) -> None:
    assert base_name(name) == base
    assert sorted([name, base], key=arrival_order) == ([base, name] if name != base else [name, name])


def test_a_corrected_file_replaces_the_earlier_one(office: Any) -> None:
    office.orders("orders.csv", *[f"{n},2026-01-05,1,c," for n in range(4)])
    office.orders("orders(更正).csv", *[f"{n},2026-01-05,2,c," for n in range(2)])
    office.run()
    assert office.replaced() == {("orders.csv", "orders(更正).csv"): "named"}


@pytest.mark.parametrize(("name", "keys"), [("orders.csv", range(3, 9)), ("orders(更正).csv", range(3, 9))])
def test_other_records_replace_nothing(office: Any, name: str, keys: range) -> None:
    office.orders("orders.csv", *[f"{n},2026-01-05,1,c," for n in range(4)])
    office.run()
    office.orders(name, *[f"{n},2026-01-06,1,c," for n in keys])
    office.run()
    assert office.replaced() == {}


def test_a_file_that_waits_is_tried_again_with_other_presets(office: Any) -> None:
    office.drop("crm.csv", "Kundennummer,Kundenname,Telefon,Ort\n1,Ann,555,Bonn\n")
    office.orders("orders.csv", "1,2026-01-05,1,c1,")
    reports = office.run()
    assert (reports["crm.csv"].entry.status, reports["orders.csv"].entry.status) == ("held", "loaded")
    assert reports["crm.csv"].entry.records == 0
    assert not office.run()["crm.csv"].is_new
    aliases = {"record_id": ["Kundennummer"], "name": ["Kundenname"], "phone": ["Telefon"], "city": ["Ort"]}
    office.presets = {"ours": {"system": "ours", "object": "customers", "aliases": aliases}}
    again = office.run()["crm.csv"]
    assert (again.is_new, again.entry.status, again.entry.arrival) == (True, "loaded", 1)
    assert office.rows("record_id, city, system", "customers") == [("1", "Bonn", "ours")]


def test_a_refused_file_stops_nobody(office: Any) -> None:
    office.drop("a.csv", "José,Málaga\nRenée,Orléans\n", "cp1252")
    office.drop("b.csv", b"")
    office.orders("c.csv", "1,2026-01-05,1,c1,")
    reports = office.run()
    assert [each.entry.status for each in reports.values()] == ["held", "refused", "loaded"]
    assert all(" / " in reports[name].entry.message for name in ("a.csv", "b.csv"))


def test_a_file_that_is_mostly_unreadable_is_held(office: Any) -> None:
    office.orders("orders.csv", *[f"{n},someday,1,c," for n in range(30)])
    entry = office.run()["orders.csv"].entry
    assert (entry.status, entry.records, entry.quarantined) == ("held", 0, 0)
    assert "Order Date" in entry.message
    assert lake_files(office.lake)["orders"] == []


def test_unfinished_and_hidden_files_are_left_alone(office: Any) -> None:
    for name in (".orders.csv", "orders.csv.part", "orders.csv.crdownload", "~$orders.xlsx"):
        office.orders(name, "1,2026-01-05,1,c1,")
    assert office.run() == {}


def test_a_mark_beside_an_export_is_no_export(office: Any) -> None:
    office.orders("orders.csv", "1,2026-01-05,1,c1,")
    office.drop("orders.csv.done", "")
    office.orders("alone.ok", "2,2026-01-05,1,c1,")
    assert set(office.run()) == {"orders.csv", "alone.ok"}


def test_what_an_interrupted_run_left_is_swept(office: Any) -> None:
    office.orders("orders.csv", "1,2026-01-05,1,c1,")
    office.run()
    clean = tree(office.lake)
    half = office.lake / WORKING / ("f" * 64)
    half.mkdir(parents=True)
    (half / "orders.parquet").write_bytes(b"half")
    office.run()
    assert tree(office.lake) == clean


def test_an_entry_that_was_being_replaced_comes_back(office: Any) -> None:
    office.orders("orders.csv", "1,2026-01-05,1,c1,")
    entry = office.run()["orders.csv"].entry
    (office.lake / WORKING).mkdir(exist_ok=True)
    (office.lake / entry.file_id).rename(office.lake / WORKING / f"{entry.file_id}.replaced")
    sweep(office.lake)
    assert ledger(office.lake) == [entry]


def test_the_lake_is_the_same_wherever_and_whenever_it_is_made(office: Any, tmp_path: Path) -> None:
    office.orders("a.csv", *[f'{n},2026-01-05,"1,000.5",c{n % 3},' for n in range(500)], "x,y,z,c,")
    office.run()
    shutil.copytree(office.inbox, tmp_path / "copy")
    ingest(tmp_path / "copy", tmp_path / "other")
    assert tree(tmp_path / "other") == tree(office.lake)


def test_books_balance_in_every_entry(office: Any) -> None:
    office.orders(
        "a.csv", "1,2026-01-05,1,c1,", "", "2,never,1,c,", "3,2026-01-05", ",,,,", "4,2026-01-05,1,c4,"
    )
    entry = office.run()["a.csv"].entry
    assert (entry.records, entry.accepted, entry.quarantined, entry.blank) == (6, 2, 2, 2)


def test_progress_is_told(office: Any) -> None:
    office.orders("a.csv", "1,2026-01-05,1,c1,")
    told: list[tuple[str, int, int]] = []
    ingest(office.inbox, office.lake, progress=lambda *step: told.append(step))
    assert told == [("a.csv", 1, 1)]
