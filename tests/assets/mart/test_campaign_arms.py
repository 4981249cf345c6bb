"""Counting by intention to treat: who was drawn where, and who bought within 30 days of the send."""

import datetime as dt

import pytest

from assets.queries import query_text
from warehouse import DuckDBWarehouse

MEMBERS = """
    select * from (values
        ('c1', 'Spring', 'email', 'voucher', 'a', false, timestamp '2025-03-01 09:00'),
        ('c1', 'Spring', 'email', 'voucher', 'b', false, timestamp '2025-03-01 09:00'),
        ('c1', 'Spring', 'email', 'voucher', 'c', false, timestamp '2025-03-01 09:00'),
        ('c1', 'Spring', null, null, 'd', true, null),
        ('c1', 'Spring', 'email', 'voucher', 'e', true, timestamp '2025-03-01 09:00'),
        ('c1', 'Spring', 'email', 'voucher', 'w', false, timestamp '2025-03-01 09:00'),
        ('c2', 'Late', 'email', 'voucher', 'a', false, timestamp '2025-05-20 09:00'),
        ('c3', 'No control', 'sms', 'news', 'a', false, timestamp '2025-04-01 09:00')
    ) as members (campaign_id, campaign_name, channel, offer, customer_id, is_control, sent_at)
"""
ORDERS = """
    select customer_id, cast(ordered_on as date) as ordered_on, kind, is_wholesale,
        cast(amount as decimal(18, 2)) as amount,
        null::struct(paid_on date, amount decimal(18, 2))[] as refunds
    from (values
        ('a', '2025-01-05', 10, 'sale', false),
        ('a', '2025-03-01', 20.5, 'sale', false),
        ('a', '2025-03-31', 4.5, 'sale', false),
        ('b', '2025-01-01', 10, 'sale', false),
        ('b', '2025-01-01', 11, 'sale', false),
        ('b', '2025-01-02', 10, 'sale', false),
        ('b', '2025-04-01', 99, 'sale', false),
        ('c', '2025-02-05', 9, 'return', false),
        ('c', '2025-03-05', 99, 'test', false),
        ('w', '2025-03-05', 99, 'sale', true),
        ('d', '2025-02-28', 10, 'sale', false),
        ('d', '2025-03-02', 7, 'sale', false)
    ) as orders (customer_id, ordered_on, amount, kind, is_wholesale)
"""


@pytest.fixture
def warehouse():
    tables = DuckDBWarehouse()
    tables.derive("core.campaign_members", MEMBERS)
    tables.derive("core.orders", ORDERS)
    return tables


def arms(warehouse, as_of=dt.date(2025, 6, 1)):
    for table in ("purchase_days", "purchase_history", "campaign_arms"):
        warehouse.derive(f"mart.{table}", query_text(f"mart/{table}"), {"as_of": as_of})
    frame = warehouse.read("mart.campaign_arms", order_by=["campaign_id", "stage", "is_control"])
    return {
        (row.campaign_id, row.stage, row.is_control): (
            row.customers,
            row.responders,
            row.revenue,
            row.revenue_squares,
        )
        for row in frame.itertuples()
    }


def test_counts_by_stage_and_arm(warehouse):
    assert arms(warehouse) == {
        ("c1", "all", False): (3, 1, 25.0, 625.0),
        ("c1", "all", True): (2, 1, 7.0, 49.0),
        ("c1", "first_order", False): (1, 1, 25.0, 625.0),
        ("c1", "first_order", True): (1, 1, 7.0, 49.0),
        ("c1", "prospect", False): (1, 0, 0.0, 0.0),
        ("c1", "prospect", True): (1, 0, 0.0, 0.0),
        ("c1", "repeat", False): (1, 0, 0.0, 0.0),
        ("c3", "all", False): (1, 0, 0.0, 0.0),
        ("c3", "repeat", False): (1, 0, 0.0, 0.0),
    }


def test_a_campaign_whose_days_are_not_over_says_nothing(warehouse):
    assert {campaign for campaign, *_ in arms(warehouse, dt.date(2025, 3, 31))} == set()
    assert {campaign for campaign, *_ in arms(warehouse, dt.date(2025, 4, 1))} == {"c1"}


def test_later_rows_change_nothing(warehouse):
    day = dt.date(2025, 4, 15)
    before = arms(warehouse, day)
    warehouse.derive("core.orders", f"select * from ({ORDERS}) where ordered_on < $day", {"day": day})
    assert arms(warehouse, day) == before


def test_a_response_brings_the_margin_of_the_next_purchase_day(warehouse):
    arms(warehouse)
    bound = {"as_of": dt.date(2025, 6, 1), "margin_rate": 0.5}
    warehouse.derive("mart.stage_margins", query_text("mart/stage_margins"), bound)
    margins = warehouse.read("mart.stage_margins").set_index("stage")
    assert margins["purchase_days"].to_dict() == {"prospect": 3, "first_order": 3, "repeat": 2}
    assert margins.loc["first_order", "margin_per_response"] == pytest.approx((20.5 + 10 + 7) / 3 / 2)
    assert margins.loc["repeat", "mean_order"] == pytest.approx((4.5 + 99) / 2)
