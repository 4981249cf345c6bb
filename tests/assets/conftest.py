"""A workspace whose inbox is read into raw tables, as the night does it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from assets.raw.exports import exports
from assets.raw.inbox import inbox
from assets.raw.revisions import revisions
from pipelines.sql import Query, queries
from warehouse import DuckDBWarehouse
from warehouse.workspace import Workspace

ORDERS = "Order Id,Order Date,Amount,Customer Id,Email\n"
LINES = "Order Id,Order Date,Sku,Quantity,Unit Price,Customer Id\n"


@dataclass(frozen=True)
class Context:
    """As much of Dagster's as the inbox asks for; making a whole one takes longer than a small night."""

    log: logging.Logger = field(default_factory=lambda: logging.getLogger("night"))


def bare(asset: Any) -> Callable[..., Any]:
    """The asset's own function."""
    function: Callable[..., Any] = asset.op.compute_fn.decorated_fn
    return function


class Night:
    """One company's raw tables, night after night."""

    def __init__(self, home: Path) -> None:
        (home / "inbox").mkdir(parents=True)
        (home / "regulars.toml").write_text("", "utf-8")
        self.workspace = Workspace.open(home)

    def drop(self, name: str, text: str | bytes) -> None:
        """Put a file into the inbox."""
        (self.workspace.inbox / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self) -> pd.DataFrame:
        """Read the inbox into the lake."""
        found: pd.DataFrame = bare(inbox)(Context(), workspace=self.workspace)
        return found

    def run(self) -> DuckDBWarehouse:
        """Read the inbox and make every raw table, in a new database."""
        warehouse = DuckDBWarehouse()
        warehouse.write("raw.inbox", self.read())
        warehouse.write("raw.exports", bare(exports)(warehouse=warehouse, workspace=self.workspace))
        warehouse.write("raw.revisions", bare(revisions)(workspace=self.workspace))
        for table, text in _in_order():
            warehouse.derive(table, text)
        return warehouse


@cache
def _in_order() -> tuple[tuple[str, str], ...]:
    """The raw tables and their queries, each after those it reads."""
    raw = [query for query in queries() if query.key.path[0] == "raw"]
    done, found = {query.key for query in raw}, list[Query]()
    while done:
        ready = [query for query in raw if query.key in done and not query.dependencies & done - {query.key}]
        found += ready
        done -= {query.key for query in ready}
    return tuple((".".join(query.key.path), query.text) for query in found)


def rows(warehouse: DuckDBWarehouse, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query, in order."""
    frame = warehouse.query(query)
    filled = frame.astype(object).where(frame.notna(), None)
    return sorted(tuple(row) for row in filled.itertuples(index=False))


@pytest.fixture
def night(tmp_path: Path) -> Night:
    """An empty workspace."""
    return Night(tmp_path / "shop")


@pytest.fixture
def make_night(tmp_path: Path) -> Callable[[str], Night]:
    """Makes empty workspaces."""
    return lambda name: Night(tmp_path / name)


@pytest.fixture
def rows_of() -> Callable[[DuckDBWarehouse, str], list[tuple[Any, ...]]]:
    """Reads the rows of a query."""
    return rows


@pytest.fixture
def orders_file() -> Callable[..., str]:
    """Writes an order file."""
    return lambda *lines: ORDERS + "".join(f"{line}\n" for line in lines)


@pytest.fixture
def lines_file() -> Callable[..., str]:
    """Writes a file of order lines."""
    return lambda *lines: LINES + "".join(f"{line}\n" for line in lines)
