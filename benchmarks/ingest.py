"""One large export into the lake, beside DuckDB's own typed write: python -m benchmarks.ingest [--rows N]."""

import argparse
import tempfile
from pathlib import Path

import duckdb

from benchmarks.measuring import alone, say

COLUMNS = {
    "Order Id": "varchar",
    "Customer Id": "varchar",
    "Customer Name": "varchar",
    "Email": "varchar",
    "Order Date": "timestamp",
    "SKU": "varchar",
    "Item": "varchar",
    "Quantity": "decimal(18,3)",
    "Unit Price": "decimal(18,4)",
    "Status": "varchar",
    "Channel": "varchar",
    "Country": "varchar",
}
MAKE = """
copy (
    select
        'SO' || lpad((i // 3)::varchar, 10, '0') as "Order Id",
        'C' || lpad((hash(i // 3) % 1000000)::varchar, 7, '0') as "Customer Id",
        'Customer Number ' || (hash(i // 3) % 1000000) as "Customer Name",
        'customer' || (hash(i // 3) % 1000000) || '@example.com' as "Email",
        timestamp '2023-01-01' + to_seconds(((i // 3) * 37)::bigint) as "Order Date",
        'SKU-' || (hash(i) % 5000) as "SKU",
        'Article number ' || (hash(i) % 5000) || ', assorted colours' as "Item",
        1 + hash(i + 1) % 5 as "Quantity",
        (1 + (hash(i) % 5000) / 100)::decimal(10, 2) as "Unit Price",
        ['paid', 'shipped', 'cancelled', 'returned'][1 + (hash(i // 3 + 7) % 4)::bigint] as "Status",
        ['web', 'shop', 'phone'][1 + (hash(i // 3 + 9) % 3)::bigint] as "Channel",
        ['CN', 'DE', 'US', 'GB'][1 + (hash(i // 3 + 11) % 4)::bigint] as "Country"
    from range({rows}) as made(i)
) to '{file}' (header)
"""


def generate(file: Path, rows: int) -> None:
    """Orders of three lines each; the item's name holds a comma, so it is quoted."""
    duckdb.connect(config={"threads": 2}).execute(MAKE.format(rows=rows, file=file))


def bare(file: Path, out: Path) -> int:
    """DuckDB's own reading and typing, told everything beforehand."""
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "800MB"})
    connection.from_csv_auto(str(file), header=True, columns=COLUMNS, auto_detect=False).write_parquet(
        str(out), compression="zstd"
    )
    return count(out)


def ours(file: Path, lake: Path) -> int:
    """The same file through the ingest, told nothing."""
    from sources import ingest, limited

    (report,) = ingest(file.parent, lake)
    limited.stop()
    assert report.entry.status == "loaded", report.entry.message
    return report.entry.accepted


def count(file: Path) -> int:
    """The rows of a Parquet file."""
    found = duckdb.from_parquet(str(file)).count("*").fetchone()
    return int(found[0]) if found else 0


def case(rows: int, folder: Path) -> None:
    """A line for DuckDB alone and one for the ingest."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    file = inbox / "order_lines.csv"
    alone(lambda: generate(file, rows))
    size = round(file.stat().st_size / 1e6)
    measured = {
        "duckdb": alone(lambda: bare(file, folder / "bare.parquet")),
        "regulars": alone(lambda: ours(file, folder / "lake")),
    }
    for what, figures in measured.items():
        ratio = round(figures["cpu_seconds"] / measured["duckdb"]["cpu_seconds"], 2)
        rows = figures.pop("result")
        say(benchmark="ingest", what=what, rows=rows, megabytes=size, ratio=ratio, **figures)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=7_000_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        case(arguments.rows, Path(temporary))
