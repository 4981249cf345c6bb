"""The default engine: DuckDB in this process."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import duckdb
import pandas as pd
import pyarrow as pa

from warehouse.protocol import BatchFunction, Parameter, Parameters

SORTED_ROWS = 200_000
"""Larger tables are published as they lie: sorting ten million orders takes longer than all the rest."""

KEYS = ("customer_id", "order_id", "record_key")
"""Columns kept as they are while a night works: looking for repetition in what hardly repeats takes longer
than grouping by it. Snapshots are compressed whole."""
TEXT = "VARCHAR"

MACROS = Path(__file__).with_name("macros.sql")


def quoted(name: str) -> str:
    """The identifier, quoted part by part.

    >>> quoted('mart.odd"name')
    '"mart"."odd""name"'
    """
    return ".".join(map(_quoted_part, name.split(".")))


def _quoted_part(part: str) -> str:
    return '"' + part.replace('"', '""') + '"'


def connect(
    path: Path | None = None, memory_limit: str = "3GB", threads: int = 2
) -> duckdb.DuckDBPyConnection:
    """A connection that spills beside its file, replaces no names with Python variables and loads nothing."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "threads": threads,
        "python_enable_replacements": False,
        "autoinstall_known_extensions": False,
    }
    aside = Path(tempfile.gettempdir()) / f"regulars.{os.getpid()}"
    config["temp_directory"] = str((path or aside).with_suffix(".spill"))
    connection = duckdb.connect(str(path or ":memory:"), config=config)
    connection.execute("set TimeZone = 'UTC'")
    if connection.execute("select current_setting('enable_progress_bar')").fetchone() == (True,):
        connection.execute("set enable_progress_bar = false")  # refused in notebooks, which show none anyway
    return connection


class DuckDBWarehouse:
    """Tables in one DuckDB file, or in memory; this process is its only writer."""

    def __init__(self, path: Path | None = None, memory_limit: str = "3GB") -> None:
        self.connection = connect(path, memory_limit)
        self.connection.execute(MACROS.read_text("utf-8"))

    @classmethod
    def over(cls, connection: duckdb.DuckDBPyConnection) -> Self:
        """The verbs that read, over a connection somebody else opened, such as a snapshot's."""
        warehouse = cls.__new__(cls)
        warehouse.connection = connection
        return warehouse

    def read(self, table: str, columns: Sequence[str] = (), order_by: Sequence[str] = ()) -> pd.DataFrame:
        """The table, or some of its columns, as a frame."""
        chosen = ", ".join(map(quoted, columns)) or "*"
        order = " order by " + ", ".join(map(quoted, order_by)) if order_by else ""
        return self.query(f"select {chosen} from {quoted(table)}{order}")

    def query(self, query: str, **parameters: Parameter) -> pd.DataFrame:
        """The rows of one `select`, with its `$name` parameters bound."""
        return self.connection.execute(query, parameters or None).df()

    def write(self, table: str, frame: pd.DataFrame) -> None:
        """Replace the table with the frame's rows."""
        self._fill(table, pa.Table.from_pandas(frame, preserve_index=False))

    def derive(self, table: str, query: str, *parameter_sets: Parameters) -> None:
        """Replace the table with a query's rows, once for each set of parameters."""
        first, *others = parameter_sets or ({},)
        self._schema_of(table)
        with self.connection.cursor() as cursor:
            cursor.begin()
            columns = _columns_with_keys(cursor, query, first)
            if columns and table not in query:
                cursor.execute(f"create or replace table {quoted(table)} ({columns})")
                others.insert(0, first)
            else:
                cursor.execute(f"create or replace table {quoted(table)} as {query}", dict(first) or None)
            for parameters in others:
                cursor.execute(f"insert into {quoted(table)} {query}", dict(parameters) or None)
            cursor.commit()

    def map(self, source: str, function: BatchFunction, into: str, batch_rows: int = 200_000) -> None:
        """Replace `into` with `function` of `source`'s rows, batch by batch."""
        is_query = source.lstrip().lower().startswith(("select", "with"))
        text = source if is_query else f"select * from {quoted(source)}"
        with self.connection.cursor() as cursor:
            results = _mapped(cursor.execute(text).to_arrow_reader(batch_rows), function)
            first = next(results)
            self._fill(into, pa.RecordBatchReader.from_batches(first.schema, _batches(first, results)))

    def scan(self, table: str, files: Sequence[Path], schema: Mapping[str, str]) -> None:
        """Make `table` a view of Parquet files, or of no rows where there are none."""
        self._schema_of(table)
        self.connection.execute(f"create or replace view {quoted(table)} as {_selection(files, schema)}")

    @contextmanager
    def beside(self, database: Path, name: str) -> Iterator[None]:
        """Another published database, readable as `name.schema.table` while the context lasts."""
        path = str(database).replace("'", "''")
        self.connection.execute(f"attach '{path}' as {quoted(name)} (read_only)")
        try:
            yield
        finally:
            self.connection.execute(f"detach {quoted(name)}")

    def count(self, table: str) -> int:
        """How many rows the table has."""
        return int(self.query(f"select count(*) as n from {quoted(table)}")["n"].iloc[0])

    def columns(self, table: str) -> dict[str, str]:
        """The table's columns and their types, in order."""
        schema, name = table.split(".")
        rows = self.connection.execute(
            "select column_name, data_type from duckdb_columns() where schema_name = ? and table_name = ?"
            " and not internal order by column_index",
            [schema, name],
        ).fetchall()
        return dict(rows)

    def tables(self) -> list[str]:
        """The names of all tables and views, sorted."""
        rows = self.connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
            " where table_schema not in ('information_schema', 'pg_catalog') order by 1"
        ).fetchall()
        return [name for (name,) in rows]

    def fingerprint(self, table: str) -> tuple[int, str]:
        """How many rows the table has, and a mark of their content that no order of rows changes."""
        text = f"select count(*), coalesce(sum(hash(t)::hugeint), 0)::varchar from {quoted(table)} as t"
        row = self.connection.execute(text).fetchone()
        assert row is not None
        return int(row[0]), str(row[1])

    def save(self, file: Path, tables: Sequence[str]) -> None:
        """Copy tables, small ones in order, into a new database file that has no log beside it."""
        path = str(file).replace("'", "''")
        self.connection.execute(f"attach '{path}' as saved")
        for table in tables:
            self.connection.execute(f"create schema if not exists saved.{quoted(table.split('.')[0])}")
            order = " order by all" if self.count(table) <= SORTED_ROWS else ""
            self.connection.execute(
                f"create table saved.{quoted(table)} as select * from {quoted(table)}{order}"
            )
        self.connection.execute("checkpoint saved")
        self.connection.execute("detach saved")

    def to_parquet(self, table: str, file: Path) -> int:
        """Copy a table, ordered by its columns, into a Parquet file; how many rows it has."""
        path = str(file).replace("'", "''")
        ordered = f"select * from {quoted(table)} order by all"
        self.connection.execute(f"copy ({ordered}) to '{path}' (format parquet, compression zstd)")
        return self.count(table)

    def close(self) -> None:
        """Write everything to the file and let go of it."""
        self.connection.close()

    def _schema_of(self, table: str) -> None:
        self.connection.execute(f"create schema if not exists {quoted(table.split('.')[0])}")

    def _fill(self, table: str, rows: pa.Table | pa.RecordBatchReader) -> None:
        self._schema_of(table)
        self.connection.register("incoming_rows", rows)
        self.connection.execute(f"create or replace table {quoted(table)} as select * from incoming_rows")
        self.connection.unregister("incoming_rows")


def _columns_with_keys(cursor: duckdb.DuckDBPyConnection, query: str, parameters: Parameters) -> str:
    """The query's columns as a new table declares them, blank where no key is among them."""
    found = cursor.execute(f"describe {query}", dict(parameters) or None).fetchall()
    kept = {
        name: " using compression uncompressed" for name, kind, *_ in found if name in KEYS and kind == TEXT
    }
    columns = (f"{_quoted_part(name)} {kind}{kept.get(name, '')}" for name, kind, *_ in found)
    return ", ".join(columns) if kept else ""


def _mapped(reader: pa.RecordBatchReader, function: BatchFunction) -> Iterator[pa.Table]:
    schema = None
    empty = True
    for batch in reader:
        empty = False
        result = pa.Table.from_pandas(function(batch.to_pandas()), schema=schema, preserve_index=False)
        schema = result.schema
        yield result
    if empty:
        yield pa.Table.from_pandas(function(reader.schema.empty_table().to_pandas()), preserve_index=False)


def _batches(first: pa.Table, rest: Iterator[pa.Table]) -> Iterator[pa.RecordBatch]:
    yield from first.to_batches()
    for table in rest:
        yield from table.to_batches()


def _selection(files: Sequence[Path], schema: Mapping[str, str]) -> str:
    """The files' rows; columns that older files have not yet are null."""
    none = "select " + ", ".join(f"null::{kind} as {quoted(name)}" for name, kind in schema.items())
    if not files:
        return f"{none} where false"
    names = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    return f"select * from read_parquet([{names}], union_by_name = true) union all by name {none} where false"
