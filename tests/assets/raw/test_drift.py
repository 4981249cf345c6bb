"""Columns that come, go or are renamed are told; the others go on."""

from typing import Any

from assets.raw.drift import drift


def changes(night: Any) -> list[tuple[Any, ...]]:
    """The drift so far."""
    found = drift.op.compute_fn.decorated_fn(workspace=night.workspace)
    return [tuple(row) for row in found[["file", "change", "column"]].itertuples(index=False)]


def test_added_missing_and_renamed_columns(night: Any) -> None:
    night.drop("a.csv", "Order Id,Order Date,Amount,Customer Id,Note\n1,2026-01-05,1,c,n\n")
    night.run()
    assert changes(night) == []
    night.drop("b.csv", "Order No,Order Date,Amount,Customer Id,Mood\n2,2026-01-06,1,c,x\n")
    night.run()
    assert changes(night) == [
        ("b.csv", "missing", "note"),
        ("b.csv", "renamed", "order_id"),
        ("b.csv", "added", "Mood"),
    ]


def test_a_missing_required_column_stops_only_its_feed(night: Any, orders_file: Any, rows_of: Any) -> None:
    night.drop("a.csv", orders_file("1,2026-01-05,1,c,"))
    night.drop("k.csv", "客户编号,客户名称,电话\nK1,王小明,13812345678\n")
    night.run()
    night.drop("b.csv", "Order Id,Order Date,Customer Id,Email\n2,2026-01-06,c,\n")
    night.drop("l.csv", "客户编号,客户名称,电话\nK2,王小明,13812345679\n")
    warehouse = night.run()
    held = "select file, preset, message like '%columns Amount; the load of a.csv%' from raw.exports"
    assert rows_of(warehouse, f"{held} where status = 'held'") == [("b.csv", "generic/orders", True)]
    assert rows_of(warehouse, "select count(*) as n from raw.orders where is_current") == [(1,)]
    assert rows_of(warehouse, "select count(*) as n from raw.customers where is_current") == [(2,)]
