"""The RFM table beside the bare aggregation of the same orders: python -m benchmarks.rfm [--orders N ...]."""

import argparse
import datetime as dt
import tempfile
from pathlib import Path

from assets.queries import query_text
from benchmarks.measuring import alone, say
from warehouse import DuckDBWarehouse

ORDERS = """
select
    'C' || lpad(cast(hash(i) % $customers as varchar), 9, '0') as customer_id,
    date '2023-01-01' + cast(hash(i * 7) % 1000 as int)        as ordered_on,
    'sale'                                                     as kind,
    cast((hash(i * 3) % 100000) / 100 as decimal(18, 2))       as amount,
    null::struct(paid_on date, amount decimal(18, 2))[]        as refunds
from range($orders) as t(i)
"""
BARE = "select customer_id, max(ordered_on), count(*), sum(amount) from core.orders group by customer_id"
NTILE = """
select customer_id,
    ntile(5) over (order by max(ordered_on), customer_id),
    ntile(5) over (order by count(*), customer_id),
    ntile(5) over (order by sum(amount), customer_id)
from core.orders group by customer_id
"""


QUERIES = {"bare": BARE, "ntile": NTILE, "rfm": query_text("mart/rfm")}


def cases(orders: int, customers: int, file: Path) -> None:
    """Each query in a process of its own over the same file; `ratio` is to the bare aggregation."""
    alone(lambda: _generate(orders, customers, file))
    seconds: dict[str, float] = {}
    for name, query in QUERIES.items():
        case = min(
            (alone(lambda query=query: _run(file, query)) for _ in range(3)),
            key=lambda one: one["cpu_seconds"],
        )
        seconds[name] = case["cpu_seconds"]
        ratio = round(seconds[name] / seconds["bare"], 2)
        say(benchmark="rfm", case=name, orders=orders, ratio=ratio, **case)


def _generate(orders: int, customers: int, file: Path) -> None:
    warehouse = DuckDBWarehouse(file, memory_limit="2GB")
    warehouse.derive("core.orders", ORDERS, {"customers": customers, "orders": orders})
    warehouse.close()


def _run(file: Path, query: str) -> None:
    warehouse = DuckDBWarehouse(file, memory_limit="2GB")
    warehouse.derive("mart.answer", query, {"as_of": dt.date(2026, 1, 1)} if "$as_of" in query else {})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, nargs="+", default=[1_000_000, 10_000_000])
    for orders in parser.parse_args().orders:
        with tempfile.TemporaryDirectory() as folder:
            cases(orders, orders // 10, Path(folder) / "orders.duckdb")
