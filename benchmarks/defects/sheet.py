"""A good export: header and rows of text, without the bad rows that the simulation planted."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import numpy as np

FEEDS = {
    "sales": ("fxiaoke_销售订单_2026.csv", "orders", "gb18030"),
    "shop": ("shopify_orders_2026.csv", "order_lines", "utf-8"),
    "cards": ("fxiaoke_客户.csv", "customers", "gb18030"),
    "contacts": ("zoho_contacts.csv", "contacts", "utf-8"),
    "desk": ("tickets.csv", "tickets", "utf-8"),
    "mail": ("campaigns.csv", "campaign_members", "utf-8"),
}
"""Each feed's file in the simulated inbox, the canonical table it fills, its encoding."""


@dataclass(frozen=True)
class Sheet:
    """An export as cells; `touched` are the rows that a defect changed, all of them where it is None."""

    header: list[str]
    rows: list[list[str]]
    encoding: str
    touched: frozenset[int] | None = field(default_factory=frozenset)

    def column(self, name: str) -> int:
        """Where a column stands."""
        return self.header.index(name)

    def some(self, rng: np.random.Generator, share: float, column: str | None = None) -> list[int]:
        """A share of the rows, at least one; only of those that have a value in the column named."""
        place = None if column is None else self.column(column)
        filled = [i for i, row in enumerate(self.rows) if place is None or row[place]]
        return sorted(rng.choice(filled, max(1, round(share * len(filled))), replace=False).tolist())

    def changed(self, column: str, at: Iterable[int], new: Callable[[str], str]) -> Self:
        """The sheet with new values in one column of some rows."""
        place, rows, touched = self.column(column), [list(row) for row in self.rows], set(at)
        for index in touched:
            rows[index][place] = new(rows[index][place])
        return replace(self, rows=rows, touched=frozenset(touched | (self.touched or set())))

    def text(self) -> str:
        """The file's text."""
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows([self.header, *self.rows])
        return stream.getvalue()

    def content(self) -> bytes:
        """The file's bytes."""
        return self.text().encode(self.encoding)


def good(inbox: Path, truth: Path, feed: str) -> Sheet:
    """One feed's export without its planted bad rows, each record on one line."""
    name, _, encoding = FEEDS[feed]
    bad = {
        int(row["line"])
        for row in csv.DictReader(truth.read_text("utf-8").splitlines())
        if row["file"] == name
    }
    reader = csv.reader(io.StringIO((inbox / name).read_text(encoding).removeprefix("\ufeff"), newline=""))
    header, rows, before = next(reader), [], reader.line_num
    for row in reader:
        if before + 1 not in bad and len(row) == len(header) and any(row):
            rows.append([" ".join(cell.split("\n")) for cell in row])
        before = reader.line_num
    return Sheet(header, rows, encoding)
