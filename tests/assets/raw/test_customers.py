"""Customers, tickets and campaign members are current once, too."""

from typing import Any


def test_a_customer_sent_again(night: Any, rows_of: Any) -> None:
    night.drop("a.csv", "客户编号,客户名称,电话\nK1,王小明,13812345678\nK2,李娜,13912345678\n")
    night.drop("b.csv", "客户编号,客户名称,电话\nK2,李娜娜,13912345678\n")
    found = rows_of(night.run(), "select record_id, name, is_current from raw.customers")
    assert found == [("K1", "王小明", True), ("K2", "李娜", False), ("K2", "李娜娜", True)]


def test_tickets_and_members_sent_again(night: Any, rows_of: Any) -> None:
    night.drop(
        "t.csv", "ticket_id,phone,opened_at,kind\nT1,555,2026-01-05,投诉\nT1,555,2026-01-05,question\n"
    )
    members = "campaign_id,channel,email,group,sent_at\nM1,email,a@example.com,treated,2026-01-05\n"
    night.drop(
        "m.csv",
        members + "M1,email,b@example.com,control,2026-01-05\nM1,email,a@example.com,treated,2026-01-06\n",
    )
    warehouse = night.run()
    assert rows_of(warehouse, "select kind, is_current from raw.tickets") == [
        ("complaint", False),
        ("question", True),
    ]
    assert rows_of(
        warehouse, "select email, is_control, line from raw.campaign_members where is_current"
    ) == [
        ("a@example.com", False, 4),
        ("b@example.com", True, 3),
    ]
