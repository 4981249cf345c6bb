"""What came back is taken from the sale it belongs to, once."""

from typing import Any

SALES = (
    "Order No,Order Date,SKU,Qty,Unit Price,Email\n"
    "1,2024-01-05,T,2,10,a@example.com\n"
    "2,2024-02-05,T,1,10,a@example.com\n"
    "3,2024-03-05,U,1,50,a@example.com\n"
    "4,2024-03-05,U,1,50,b@example.com\n"
)
RETURNS = "Return Id,Order Id,Return Date,Amount,Email,Sku\n"
MATCHED = "select return_id, order_id, matched_by from core.returns"


def test_by_order_then_article_then_customer(night: Any, core: Any, rows_of: Any) -> None:
    night.drop("sales.csv", SALES)
    night.drop(
        "returns.csv",
        RETURNS
        + "R1,1,2024-01-09,10,,\n"
        + "R2,,2024-03-09,10,a@example.com,T\n"
        + "R3,,2024-03-09,10,a@example.com,X\n"
        + "R4,,2024-01-01,10,b@example.com,U\n",
    )
    warehouse = core()
    assert rows_of(warehouse, MATCHED) == [
        ("generic|R1", "generic|1", "order"),
        ("generic|R2", "generic|2", "article"),
        ("generic|R3", "generic|3", "customer"),
        ("generic|R4", None, "nothing"),
    ]
    assert rows_of(warehouse, "select customer_id, sum(amount)::int from core.orders group by all") == [
        ("a@example.com", 80 - 30),
        ("b@example.com", 50 - 10),
    ]


def test_a_refund_told_twice_counts_once(night: Any, core: Any, rows_of: Any) -> None:
    night.drop("sales.csv", "Order Id,Order Date,Amount,Email,Refunded\n1,2024-01-05,100,a@example.com,40\n")
    night.drop("returns.csv", RETURNS + "R1,1,2024-01-09,30,,\n")
    assert rows_of(core(), "select cast(refunded_amount as int), cast(amount as int) from core.orders") == [
        (40, 60)
    ]


PAID_BACK = """
select
    order_id, cast(refunded_amount as double), cast(undated_refund_amount as double), cast(amount as double),
    array_to_string(
        [cast(refund.paid_on as varchar) || ' ' || cast(refund.amount as varchar) for refund in refunds], ', '
    )
from core.orders order by order_id
"""


def test_refunds_keep_their_days_and_what_has_none_is_told_apart(night: Any, core: Any, rows_of: Any) -> None:
    night.drop(
        "sales.csv",
        "Order Id,Order Date,Amount,Email,Refunded\n"
        "1,2024-01-05,100,a@example.com,40\n"
        "2,2024-01-05,100,a@example.com,\n"
        "3,2024-01-05,100,a@example.com,\n",
    )
    night.drop(
        "returns.csv",
        "Return Id,Order Id,Return Date,Amount,Email,Sku,Status\n"
        "R1,1,2024-01-09,30,,,done\n"
        "R2,2,2024-01-20,20,,,done\n"
        "R3,2,2024-01-09,-5,,,done\n"
        "R4,2,2024-01-09,50,,,rejected\n"
        "R5,3,2024-01-01,10,,,\n",
    )
    warehouse = core()
    assert rows_of(warehouse, PAID_BACK) == [
        ("generic|1", 40, 10, 60, "2024-01-09 30.00"),
        ("generic|2", 25, 0, 75, "2024-01-09 5.00, 2024-01-20 20.00"),
        ("generic|3", 10, 0, 90, "2024-01-05 10.00"),
    ]
    returned = "select return_id, customer_id, amount::int from core.returns order by 1"
    assert rows_of(warehouse, returned) == [
        (f"generic|R{number}", "a@example.com", amount)
        for number, amount in ((1, 30), (2, 20), (3, 5), (5, 10))
    ]


def test_a_refund_in_no_currency_is_in_that_of_its_order(night: Any, core: Any, rows_of: Any) -> None:
    night.drop("sales.csv", "Order Id,Order Date,Amount,Email,Currency\n1,2024-01-05,100,a@example.com,USD\n")
    night.drop("returns.csv", RETURNS + "R1,1,2024-01-09,100,,\n")
    warehouse = core()
    [(gross, net)] = rows_of(warehouse, "select gross_amount::double, amount::double from core.orders")
    assert gross > 600
    assert net == 0
    assert rows_of(warehouse, "select amount::double from core.returns") == [(gross,)]


def test_a_negative_order_is_a_return_of_its_articles(night: Any, core: Any, rows_of: Any) -> None:
    night.drop(
        "retail.csv",
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "536365,T,Tea,6,2010-12-01 08:26,2.5,17850,France\n"
        "C536400,T,Tea,-2,2010-12-05 09:00,2.5,17850,France\n",
    )
    warehouse = core()
    assert rows_of(warehouse, MATCHED) == [("online_retail|C536400", "online_retail|536365", "article")]
    assert rows_of(warehouse, "select cast(amount as int), days_kept from core.returns") == [(5, 4)]
