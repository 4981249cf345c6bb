"""`regulars sql`: a question to the published snapshot, in SQL."""

import csv
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from app.console import as_json, say, table
from app.formats import guarded
from app.options import Home, Json
from app.querying import BATCH, check_select, reading, stopping
from app.served import serving

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SCREENFUL = 100


def sql(
    query: Annotated[
        str, typer.Argument(metavar='"select …"', help="One select statement. 一条 select 语句。")
    ],
    json: Json = False,
    csv_: Annotated[bool, typer.Option("--csv", help="Print CSV. 输出 CSV。")] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=0,
            help="At most this many rows; default 100 on screen, all for --json and --csv. 最多行数。",
        ),
    ] = None,
    home: Home = None,
) -> None:
    """Ask the published snapshot, read-only; stopped after 60 seconds. 以 SQL 查询已发布的快照（只读）。"""
    _, snapshot = serving(home)
    with reading(snapshot) as connection:
        check_select(connection, query)
        with stopping(connection):
            connection.execute(query)
            names = [column[0] for column in connection.description or ()]
            if json:
                _print_json(names, _batches(connection, limit))
            elif csv_:
                _print_csv(names, _batches(connection, limit))
            else:
                _print_table(names, connection, SCREENFUL if limit is None else limit)


def _batches(connection: "DuckDBPyConnection", limit: int | None) -> Iterator[list[tuple[object, ...]]]:
    left = limit
    while left != 0 and (batch := connection.fetchmany(BATCH if left is None else min(BATCH, left))):
        left = None if left is None else left - len(batch)
        yield batch


def _print_json(names: list[str], batches: Iterator[list[tuple[object, ...]]]) -> None:
    separator = "["
    for batch in batches:
        for row in batch:
            sys.stdout.write(separator + as_json(dict(zip(names, row, strict=True))))
            separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[" else "]\n")


def _print_csv(names: list[str], batches: Iterator[list[tuple[object, ...]]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for batch in batches:
        writer.writerows(
            [guarded(value) if isinstance(value, str) else value for value in row] for row in batch
        )


def _print_table(names: list[str], connection: "DuckDBPyConnection", limit: int) -> None:
    found = connection.fetchmany(limit + 1)
    table(names, found[:limit])
    if len(found) > limit:
        say(f"The first {limit} rows; --limit N shows more, --csv and --json show all. 仅显示前 {limit} 行。")
