"""The books balance, whatever was dropped."""

from typing import Any

BOOKS = "records, loaded, quarantined, duplicate, blank"


def test_books_of_overlap_dirt_and_questions(night: Any, orders_file: Any, rows_of: Any) -> None:
    night.drop(
        "a.csv", orders_file("1,2026-01-05,1,c,", "", "2,2026-01-05,2,c,", "3,never,1,c,", "4,2026-01-05,1")
    )
    night.drop("b.csv", orders_file("2,2026-01-05,20,c,"))
    night.drop("c.csv", "Kundennummer,Kundenname,Telefon,Ort\n1,Ann,555,Bonn\n")
    warehouse = night.run()
    assert rows_of(warehouse, f"select file, status, {BOOKS} from raw.files") == [
        ("a.csv", "loaded", 5, 1, 2, 1, 1),
        ("b.csv", "loaded", 1, 1, 0, 0, 0),
        ("c.csv", "held", 0, 0, 0, 0, 0),
    ]
    assert rows_of(warehouse, "select file, line, reason_code from raw.quarantine") == [
        ("a.csv", 5, "bad_date"),
        ("a.csv", 6, "ragged"),
    ]


def test_this_run_counts_only_what_is_new(night: Any, orders_file: Any, rows_of: Any) -> None:
    night.drop("a.csv", orders_file("1,2026-01-05,1,c,", "2,2026-01-05,2,c,", "3,never,1,c,"))
    first = night.run()
    assert rows_of(first, f"select file, preset, {BOOKS} from raw.this_run") == [
        ("a.csv", "generic/orders", 3, 2, 1, 0, 0)
    ]
    night.drop("b.csv", orders_file("1,2026-01-05,1,c,", "2,2026-01-05,2,c,", "3,never,1,c,"))
    night.drop("c.csv", orders_file("1,2026-01-05,5,c,"))
    night.drop("d.csv", b"")
    again = night.run()
    assert rows_of(again, f"select file, {BOOKS} from raw.this_run where status = 'loaded'") == [
        ("a.csv", 3, 0, 0, 3, 0),
        ("b.csv", 3, 0, 0, 3, 0),
        ("c.csv", 1, 1, 0, 0, 0),
    ]
    assert rows_of(again, f"select file, status, {BOOKS} from raw.this_run where status <> 'loaded'") == [
        ("d.csv", "refused", 0, 0, 0, 0, 0)
    ]


def test_an_empty_inbox_makes_empty_tables(night: Any) -> None:
    warehouse = night.run()
    assert {warehouse.count(f"raw.{table}") for table in ("orders", "customers", "files", "this_run")} == {0}
    assert warehouse.columns("raw.orders")["amount"] == "DECIMAL(18,2)"
    assert warehouse.columns("raw.exports")["superseded_by"] == "VARCHAR"


def test_the_lake_has_the_agreed_columns(night: Any, orders_file: Any) -> None:
    night.drop("a.csv", orders_file("1,2026-01-05,1,c,"))
    warehouse = night.run()
    with_files, without = warehouse.columns("lake.orders"), night.run().columns("lake.orders")
    assert with_files == without
    assert list(with_files)[:4] == ["file_id", "line", "system", "order_id"]


def test_a_second_run_changes_nothing(night: Any, orders_file: Any, rows_of: Any) -> None:
    night.drop("a.csv", orders_file("1,2026-01-05,1,c,", "2,2026-01-05,2,c,"))
    tables = ("orders", "files", "exports", "quarantine")
    first = [repr(rows_of(night.run(), f"select * from raw.{table}")) for table in tables]
    assert [repr(rows_of(night.run(), f"select * from raw.{table}")) for table in tables] == first
