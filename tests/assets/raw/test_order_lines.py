"""An order that comes in several files counts once; repeats inside one order are genuine."""

from typing import Any

CURRENT = (
    "select order_id, sku, cast(quantity as int) as quantity, file"
    " from raw.order_lines join raw.exports using (file_id) where is_current"
)


def test_overlap_and_genuine_repeats(night: Any, lines_file: Any, rows_of: Any) -> None:
    night.drop(
        "a.csv", lines_file("1,2026-01-05,tea,1,5,c", "1,2026-01-05,tea,1,5,c", "2,2026-01-05,cup,1,5,c")
    )
    night.drop("b.csv", lines_file("2,2026-01-05,cup,2,5,c", "3,2026-01-05,pot,1,5,c"))
    assert rows_of(night.run(), CURRENT) == [
        ("1", "tea", 1, "a.csv"),
        ("1", "tea", 1, "a.csv"),
        ("2", "cup", 2, "b.csv"),
        ("3", "pot", 1, "b.csv"),
    ]


def test_lines_of_a_replaced_file_are_not_current(night: Any, lines_file: Any, rows_of: Any) -> None:
    night.drop("a.csv", lines_file("1,2026-01-05,tea,1,5,c", "2,2026-01-05,cup,1,5,c"))
    night.drop("a (1).csv", lines_file("1,2026-01-05,tea,3,5,c"))
    assert rows_of(night.run(), CURRENT) == [("1", "tea", 3, "a (1).csv")]
