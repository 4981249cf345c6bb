"""One order is one row, in the company's money, whatever it came in."""

from typing import Any

HEADER = "Order Id,Order Date,Amount,Email,Currency,Status,Tags,Discount\n"
MONEY = "select order_id, kind, cast(amount as double) as amount, currency from core.orders"


def orders(*rows: str) -> str:
    return HEADER + "".join(f"{row}\n" for row in rows)


def test_money_is_converted_at_the_day_of_the_order(night: Any, core: Any, rows_of: Any) -> None:
    night.drop(
        "a.csv",
        orders(
            "1,2024-01-05,100,a@example.com,USD,,,",
            "2,2024-01-07,100,a@example.com,US$,,,",
            "3,2024-01-05,100,a@example.com,RMB,,,",
            "4,2024-01-05,100,a@example.com,,,,",
            "5,2024-01-05,100,a@example.com,XYZ,,,",
        ),
    )
    warehouse = core()
    assert rows_of(warehouse, MONEY) == [
        ("generic|1", "sale", 715.41, "USD"),
        ("generic|2", "sale", 715.41, "USD"),
        ("generic|3", "sale", 100.0, "CNY"),
        ("generic|4", "sale", 100.0, None),
        ("generic|5", "unconverted", 100.0, "XYZ"),
    ]
    assert rows_of(warehouse, "select rule, orders, cast(amount as double) from core.order_rules") == [
        ("currency without a rate: XYZ", 1, 100.0)
    ]


def test_the_company_s_own_rates_come_first(night: Any, core: Any, rows_of: Any) -> None:
    rates = "date,currency,rate\n2024-01-01,USD,7\n2024-02-01,USD,8\n2023-01-01,XYZ,2\n"
    (night.workspace.home / "rates.csv").write_text(rates)
    night.drop(
        "a.csv",
        orders(
            "1,2024-01-31,10,a@example.com,USD,,,",
            "2,2024-02-01,10,a@example.com,USD,,,",
            "3,2024-02-01,10,a@example.com,XYZ,,,",
        ),
    )
    assert rows_of(core(), "select order_id, cast(amount as double) as amount from core.orders") == [
        ("generic|1", 70.0),
        ("generic|2", 80.0),
        ("generic|3", 20.0),
    ]


def test_orders_and_their_lines_in_two_files_are_one_order(night: Any, core: Any, rows_of: Any) -> None:
    night.drop("orders.csv", "Order Id,Order Date,Amount,Email\n1,2024-01-05,30,a@example.com\n")
    night.drop(
        "lines.csv",
        "order_id,id,sku,title,name,price,quantity,variant_id,fulfillable_quantity\n1,11,T,Tea,Tea,10,3,5,0\n",
    )
    night.drop(
        "more.csv", "Order No,Order Date,SKU,Qty,Unit Price,Email\n1,2024-01-05,T,2,10,a@example.com\n"
    )
    warehouse = core()
    assert rows_of(
        warehouse, "select order_id, cast(amount as int), items, pieces from core.orders where kind = 'sale'"
    ) == [("generic|1", 30, 1, 2.0)]
    found = rows_of(warehouse, "select order_id, quantity::int, ordered_at is null from core.order_lines")
    assert found == [("generic|1", 2, False), ("shopify|1", 3, True)]


def test_lines_take_their_day_from_the_order(night: Any, core: Any, rows_of: Any) -> None:
    night.drop(
        "orders.csv",
        "id,email,customer_id,created_at,total_price,financial_status,currency,test,orders\n"
        "1,a@example.com,7,2024-01-05 10:00:00,30,paid,CNY,false,\n"
        "2,a@example.com,7,2024-01-06 10:00:00,30,paid,CNY,true,\n",
    )
    night.drop(
        "lines.csv",
        "order_id,id,sku,title,name,price,quantity,variant_id,fulfillable_quantity\n1,11,T,Tea,Tea,10,3,5,0\n",
    )
    warehouse = core()
    assert rows_of(warehouse, "select order_id, kind, items, test_rule from core.orders") == [
        ("shopify|1", "sale", 1, None),
        ("shopify|2", "test", 0, "marked as a test"),
    ]
    assert rows_of(warehouse, "select cast(ordered_at as date)::text from core.order_lines") == [
        ("2024-01-05",)
    ]


def test_what_an_order_says_and_what_is_out_of_all_proportion(night: Any, core: Any, rows_of: Any) -> None:
    usual = [f"{n},2024-01-05,{80 + n % 41},a@example.com,,,," for n in range(200)]
    night.drop(
        "a.csv",
        orders(
            *usual,
            "900,2024-01-05,100,a@example.com,,,批发,",
            "901,2024-01-05,90000,a@example.com,,,,",
            "902,2024-01-05,100,a@example.com,,,测试,",
            "903,2024-01-05,100,a@example.com,,,latest,",
        ),
    )
    warehouse = core()
    assert rows_of(warehouse, "select rule, orders from core.order_rules") == [
        ("test: says that it is a test", 1),
        ("wholesale: far larger than usual", 1),
        ("wholesale: says that it is wholesale", 1),
    ]
    assert rows_of(warehouse, "select order_id from core.orders where is_wholesale") == [
        ("generic|900",),
        ("generic|901",),
    ]


def test_equal_lines_of_one_order_are_both_there(
    night: Any, core: Any, lines_file: Any, rows_of: Any
) -> None:
    night.drop("a.csv", lines_file("1,2024-01-05,T,1,10,c", "1,2024-01-05,T,1,10,c"))
    night.drop("b.csv", lines_file("1,2024-01-05,T,1,10,c", "1,2024-01-05,T,1,10,c", "2,2024-01-06,T,1,5,c"))
    assert rows_of(core(), "select order_id, items, cast(amount as int) from core.orders") == [
        ("generic|1", 2, 20),
        ("generic|2", 1, 5),
    ]
