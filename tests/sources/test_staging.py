"""Fields that stand on an order's first line only are carried to its others."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sources import blocks, staging

D = dt.datetime
HEADER = (
    "Name,Email,Financial Status,Currency,Total,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Billing Name"
)


def shopify(*rows: str) -> str:
    """A Shopify orders export."""
    return "\n".join([HEADER, *rows, ""])


@pytest.mark.parametrize(("size", "group"), [(60, 1), (60, 120_000), (1 << 20, 120_000)])
def test_order_fields_are_carried_across_lines_blocks_and_groups(
    office: Any, monkeypatch: pytest.MonkeyPatch, size: int, group: int
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", size)
    monkeypatch.setattr(staging, "GROUP", group)
    office.drop(
        "orders_export.csv",
        shopify(
            "#1,a@example.com,paid,CNY,30.00,2026-01-05 10:00:00 +0800,1,Tea,10.00,Ann",
            "#1,a@example.com,,,,,2,Cup,10.00,",
            "#1,a@example.com,,,,,1,Pot,0.00,",
            "#2,,pending,CNY,5.00,2026-01-06 10:00:00 +0800,1,Tea,5.00,",
            "#2,,,,,,1,Tea,5.00,",
        ),
    )
    office.run()
    first, second = D(2026, 1, 5, 10), D(2026, 1, 6, 10)
    assert office.rows(
        "order_id, line, ordered_at, status, customer_name, cast(order_total as int)", "order_lines"
    ) == [
        ("#1", 2, first, "completed", "Ann", 30),
        ("#1", 3, first, "completed", "Ann", 30),
        ("#1", 4, first, "completed", "Ann", 30),
        ("#2", 5, second, "open", None, 5),
        ("#2", 6, second, "open", None, 5),
    ]


def test_a_bad_first_line_does_not_spoil_the_next_order(office: Any) -> None:
    office.drop(
        "orders_export.csv",
        shopify(
            "#1,,paid,CNY,1.00,yesterday,1,Tea,1.00,Ann",
            "#1,,paid,CNY,1.00,2026-01-05 10:00:00 +0800,1,Tea,1.00,Ann",
            "#1,,,,,,1,Cup,1.00,",
            "#2,,,,,,1,Cup,1.00,",
        ),
    )
    office.run()
    assert office.rows("order_id, line", "order_lines") == [("#1", 3), ("#1", 4)]
    assert [(line, code) for line, _, code in office.quarantine()] == [
        (2, "bad_date"),
        (5, "missing_required"),
    ]


def test_the_first_filled_of_several_columns_is_taken(office: Any) -> None:
    office.drop(
        "orders_export.csv",
        "Name,Created at,Lineitem quantity,Lineitem price,Phone,Billing Phone,Shipping Phone\n"
        "#1,2026-01-05,1,1,,222,333\n#2,2026-01-05,1,1,111,222,333\n#3,2026-01-05,1,1, ,,333\n",
    )
    office.run()
    assert office.rows("order_id, phone", "order_lines") == [("#1", "222"), ("#2", "111"), ("#3", "333")]


def test_uci_days(office: Any, shared_data: Path) -> None:
    days = sorted((shared_data / "online_retail_i" / "by-day").glob("*.csv"))[:20]
    for day in days:
        office.drop(day.name, day.read_bytes())
    entries = [report.entry for report in office.run().values()]
    assert {entry.preset for entry in entries} == {"uci/online_retail"}
    physical = sum(day.read_bytes().count(b"\n") - 1 for day in days)
    assert sum(entry.records for entry in entries) == physical
    assert all(entry.records == entry.accepted + entry.quarantined + entry.blank for entry in entries)
    ((rows, decimals, cancelled, kept),) = office.rows(
        "count(*), count(*) filter (customer_ref like '%.%'),"
        " count(*) filter (order_id like 'C%' and quantity >= 0), count(*) filter (customer_ref is null) > 0",
        "order_lines",
    )
    assert (rows, decimals, cancelled, kept) == (sum(entry.accepted for entry in entries), 0, 0, True)
