"""A small company's inbox and lake."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sources import FileReport, feeds, ingest, ledger, revisions

ORDERS = "Order Id,Order Date,Amount,Customer Id,Email\n"


class Office:
    """An inbox to drop files into, and the lake they are read into."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.lake = folder / "inbox", folder / "lake"
        self.inbox.mkdir()
        self.presets: dict[str, dict[str, Any]] = {}
        self.feeds: dict[str, Any] = {}
        self.answers: dict[str, Any] = {}

    def drop(self, name: str, text: str | bytes, encoding: str = "utf-8") -> Path:
        """Put a file into the inbox."""
        path = self.inbox / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    def orders(self, name: str, *rows: str) -> Path:
        """Put an order file into the inbox."""
        return self.drop(name, ORDERS + "".join(f"{row}\n" for row in rows))

    def run(self) -> dict[str, FileReport]:
        """Read the inbox."""
        return {
            report.file: report
            for report in ingest(self.inbox, self.lake, self.presets, feeds=self.feeds, answers=self.answers)
        }

    def rows(self, columns: str, table: str) -> list[tuple[Any, ...]]:
        """What the lake has."""
        files = str(self.lake / "*" / f"{table}.parquet")
        return duckdb.sql(f"select {columns} from read_parquet('{files}') order by all").fetchall()

    def replaced(self) -> dict[tuple[str, str], str]:
        """Which file's place was taken by which, and why."""
        names = {entry.file_id: entry.file for entry in ledger(self.lake)}
        found = revisions(self.lake, feeds(self.feeds))
        return {(names[each.compared.old], names[each.compared.new]): each.basis for each in found}

    def quarantine(self) -> list[tuple[int, str, str]]:
        """Line, raw text and reason code of every row set aside."""
        return self.rows("line, raw_text, reason_code", "quarantine")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An empty inbox and no lake."""
    return Office(tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Writes a CSV file and gives its path."""

    def write(content: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
