"""What a correction changed is told, and what it closed is kept."""

from typing import Any

DIFFERENCE = (
    "file, replaced_file, records_before, records_after, added, removed, changed, rows_came, rows_went,"
    " basis, is_by_content"
)


def test_the_difference_of_a_correction(night: Any, lines_file: Any, rows_of: Any) -> None:
    day = [f"{n},2026-01-05,tea,{n},5,c" for n in range(1, 31)]
    night.drop("a.csv", lines_file(*day, day[0]))
    night.run()
    night.drop("b.csv", lines_file(*reversed(day[1:]), "2,2026-01-05,cup,1,5,c", "31,2026-01-05,tea,1,5,c"))
    warehouse = night.run()
    assert rows_of(warehouse, f"select {DIFFERENCE} from raw.revisions") == [
        ("b.csv", "a.csv", 30, 30, 1, 1, 1, 2, 2, "same_days", False)
    ]
    assert rows_of(
        warehouse, "select count(*) as n, count(*) filter (is_current) as m from raw.order_lines"
    ) == [(62, 31)]


def test_a_customer_is_as_last_modified_whatever_came_last(night: Any, rows_of: Any) -> None:
    header = "客户编号,客户名称,电话,最后修改时间\n"
    night.drop("a.csv", header + "K1,new,555,2026-02-01\nK2,b,556,2026-01-01\n")
    night.run()
    night.drop("b.csv", header + "K1,old,555,2026-01-01\nK3,c,557,2026-01-01\n")
    found = rows_of(night.run(), "select record_id, name, is_current from raw.customers")
    assert found == [("K1", "new", True), ("K1", "old", False), ("K2", "b", True), ("K3", "c", True)]
