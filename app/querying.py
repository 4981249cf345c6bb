"""Questions to a snapshot: rows as dictionaries, read-only, stopped when they take too long."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from app.exits import Exit
from app.problems import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from warehouse.snapshots import Snapshot
    from warehouse.workspace import Workspace

SECONDS = 60
BATCH = 10_000


@contextmanager
def reading(snapshot: "Snapshot") -> Iterator["DuckDBPyConnection"]:
    """A locked, read-only connection to the snapshot, closed afterwards."""
    connection = snapshot.open()
    try:
        yield connection
    finally:
        connection.close()


def rows(connection: "DuckDBPyConnection", query: str, **parameters: object) -> list[dict[str, Any]]:
    """All rows of one of our own queries."""
    result = connection.execute(query, parameters or None)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def published_rows(workspace: "Workspace", table: str, query: str) -> list[dict[str, Any]] | None:
    """Rows of a query on a table of the serving snapshot, none where it lacks the table.

    None where nothing has been published.
    """
    from warehouse.snapshots import current

    snapshot = current(workspace)
    if snapshot is None:
        return None
    with reading(snapshot) as connection:
        return rows(connection, query) if has(connection, table) else []


def has(connection: "DuckDBPyConnection", table: str) -> bool:
    """Whether the snapshot holds the table."""
    schema, name = table.split(".")
    found = "select 1 from information_schema.tables where table_schema = $schema and table_name = $name"
    return bool(rows(connection, found, schema=schema, name=name))


def check_select(connection: "DuckDBPyConnection", query: str) -> None:
    """Raises Problem unless the text is one `select` statement."""
    import duckdb

    try:
        kinds = [statement.type.name for statement in connection.extract_statements(query)]
    except duckdb.Error as error:
        raise refused(str(error)) from error
    if kinds != ["SELECT"]:
        given = " + ".join(kinds) or "nothing"
        raise refused(f"Exactly one select statement can be run, not {given}. 仅可执行一条 select。")


def refused(message: str) -> Problem:
    """The person's own query cannot be run."""
    query = "select table_schema, table_name from information_schema.tables"
    advice = f'See the tables 查看所有表: regulars sql "{query}"'
    return Problem(Exit.USAGE, message, advice)


@contextmanager
def stopping(connection: "DuckDBPyConnection", seconds: float = SECONDS) -> Iterator[None]:
    """Interrupt whatever the connection does after that many seconds. Raises Problem."""
    import duckdb

    timer = threading.Timer(seconds, connection.interrupt)
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        happened = f"The query was stopped after {seconds:g} seconds. 查询超时，已停止。"
        raise Problem(
            Exit.UNEXPECTED, happened, "Ask for fewer rows or columns, or filter earlier. 请缩小查询范围。"
        ) from error
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise refused(str(error)) from error
    finally:
        timer.cancel()
