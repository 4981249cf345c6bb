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
