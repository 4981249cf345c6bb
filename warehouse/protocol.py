"""The verbs every engine offers."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import pandas as pd

Parameter = str | int | float | bool | dt.date | None
Parameters = Mapping[str, Parameter]
BatchFunction = Callable[[pd.DataFrame], pd.DataFrame]


class Warehouse(Protocol):
    """Tables by name (`schema.table`). Every verb that makes a table replaces it whole."""

    def read(self, table: str, columns: Sequence[str] = (), order_by: Sequence[str] = ()) -> pd.DataFrame:
        """The table, or some of its columns, as a frame; give `order_by` where order must not vary."""

    def query(self, query: str, **parameters: Parameter) -> pd.DataFrame:
        """The rows of one `select`, with its `$name` parameters bound."""

    def write(self, table: str, frame: pd.DataFrame) -> None:
        """Replace the table with the frame's rows."""

    def derive(self, table: str, query: str, *parameter_sets: Parameters) -> None:
        """Replace the table with a query's rows, once for each set of parameters, one after the other."""

    def map(self, source: str, function: BatchFunction, into: str, batch_rows: int = 200_000) -> None:
        """Replace `into` with `function` of `source`'s rows (a table or a `select`), batch by batch."""

    def scan(self, table: str, files: Sequence[Path], schema: Mapping[str, str]) -> None:
        """Make `table` a view of Parquet files; of no rows with `schema`'s columns where there are none."""

    def beside(self, database: Path, name: str) -> AbstractContextManager[None]:
        """Another published database, readable as `name.schema.table` while the context lasts."""

    def count(self, table: str) -> int:
        """How many rows the table has."""

    def columns(self, table: str) -> dict[str, str]:
        """The table's columns and their types, in order; empty where there is no such table."""

    def tables(self) -> list[str]:
        """The names of all tables and views, sorted."""
