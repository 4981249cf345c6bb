"""An order is current once: the newest delivery counts."""

from typing import Any

CURRENT = "select order_id, cast(amount as int) as amount, is_current from raw.orders"


def test_overlapping_files(night: Any, orders_file: Any, rows_of: Any) -> None:
    night.drop("a.csv", orders_file("1,2026-01-05,1,c,", "2,2026-01-05,2,c,"))
    night.drop("b.csv", orders_file("2,2026-01-05,20,c,", "3,2026-01-05,3,c,"))
    found = rows_of(night.run(), CURRENT)
    assert found == [("1", 1, True), ("2", 2, False), ("2", 20, True), ("3", 3, True)]


def test_a_corrected_file_takes_everything_of_the_earlier_one(
    night: Any, orders_file: Any, rows_of: Any
) -> None:
    night.drop("a.csv", orders_file("1,2026-01-05,1,c,", "2,2026-01-05,2,c,", "x,2026-01-05,5,c,"))
    night.drop("a_v2.csv", orders_file("1,2026-01-05,10,c,", "2,2026-01-05,2,c,"))
    found = rows_of(night.run(), CURRENT + " where is_current")
    assert found == [("1", 10, True), ("2", 2, True)]


def test_the_last_line_of_a_file_is_current(night: Any, orders_file: Any, rows_of: Any) -> None:
    night.drop("a.csv", orders_file("1,2026-01-05,1,c,", "1,2026-01-05,2,c,"))
    assert rows_of(night.run(), CURRENT) == [("1", 1, False), ("1", 2, True)]


def test_the_same_number_in_two_systems_is_two_orders(night: Any, orders_file: Any, rows_of: Any) -> None:
    night.drop("a.csv", orders_file("1,2026-01-05,1,c,"))
    night.drop("b.csv", "销售订单编号,下单日期,销售订单金额(元),客户编号\n1,2026-01-05,2,c\n")
    assert rows_of(night.run(), CURRENT) == [("1", 1, True), ("1", 2, True)]


def test_a_person_is_the_same_in_every_row_that_knows_them_alike(
    night: Any, orders_file: Any, rows_of: Any
) -> None:
    night.drop(
        "a.csv",
        orders_file("1,2026-01-05,1,c,x@example.com", "2,2026-01-05,1,c,x@example.com", "3,2026-01-05,1,d,"),
    )
    warehouse = night.run()
    assert rows_of(
        warehouse, "select count(distinct person_key) as people, count(person_key) as n from raw.orders"
    ) == [(2, 3)]
