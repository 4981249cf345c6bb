"""What the page shows, as plain values: aggregates only, never a person.

Each file of `queries/` is one small table of the page; a table whose sources do not exist yet is empty.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from assets.reports.words import Both, both
from warehouse import Warehouse, snapshots
from warehouse.workspace import Workspace

QUERIES = Path(__file__).with_name("queries")
SOURCE = re.compile(r"\b(?:from|join)\s+((?:raw|core|mart)\.\w+)")
FOUNDATIONS = ("core.customers", "core.identities", "core.consents", "core.tickets", "core.campaign_members")

Record = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """Everything a page needs: whose it is, the day, and its tables by name."""

    company: str
    currency: str
    language: str
    as_of: dt.date
    tables: Mapping[str, list[Record]]
    previous: Mapping[str, float] = field(default_factory=dict)
    previous_on: dt.date | None = None
    offers: Mapping[str, Both] = field(default_factory=dict)

    def __getitem__(self, name: str) -> list[Record]:
        """The rows of one table; none where it could not be read."""
        return self.tables.get(name, [])

    def one(self, name: str) -> Record:
        """The first row of one table; empty where there is none."""
        return next(iter(self[name]), {})

    def measure(self, name: str) -> Record:
        """One measure, empty where it is not measured."""
        return next((row for row in self["measures"] if row["measure"] == name), {})


@cache
def queries() -> dict[str, str]:
    """The page's queries by name."""
    return {file.stem: file.read_text("utf-8") for file in sorted(QUERIES.glob("*.sql"))}


def sources(query: str) -> set[str]:
    """The tables that a query reads.

    >>> sorted(sources("select 1 from mart.a join raw.b using (x)"))
    ['mart.a', 'raw.b']
    """
    return set(SOURCE.findall(query))


def all_sources() -> list[str]:
    """Every table the page reads, sorted."""
    return sorted(set().union(*map(sources, queries().values())))


def checked() -> list[str]:
    """The tables whose checks are shown: those the page reads, and what they rest on."""
    return sorted({*all_sources(), *FOUNDATIONS})


def read(warehouse: Warehouse, workspace: Workspace, as_of: dt.date) -> Content:
    """Read every table of the page that is there, and the measures of the snapshot before."""
    there = set(warehouse.tables())
    shown = {name: text for name, text in queries().items() if sources(text) <= there}
    tables = {name: records(warehouse.query(text)) for name, text in shown.items()}
    settings, earlier = workspace.settings, snapshots.before(workspace, as_of)
    return Content(
        company=settings.company,
        currency=settings.currency,
        language=settings.language,
        as_of=as_of,
        tables=tables | {"checks": checks(warehouse, there)},
        previous=measures(earlier) if earlier else {},
        previous_on=earlier.as_of if earlier else None,
        offers=offer_names(workspace),
    )


def measures(snapshot: snapshots.Snapshot) -> dict[str, float]:
    """The measures of an earlier night."""
    with snapshot.open() as connection:
        rows = connection.execute(
            "select measure, value from mart.measures where value is not null"
        ).fetchall()
    return dict(rows)


def checks(warehouse: Warehouse, there: set[str]) -> list[Record]:
    """What the checks of the page's tables counted: one row for each expectation."""
    results = {table: "checks." + table.replace(".", "__") for table in checked()}
    return [
        {"table": table} | row
        for table, result in results.items()
        if result in there
        for row in records(warehouse.read(result))
    ]


def offer_names(workspace: Workspace) -> dict[str, Both]:
    """The names of the offers in the company's campaign files."""
    offers: dict[str, Both] = {}
    for campaign in workspace.definitions("campaigns").values():
        for offer, about in (campaign.get("offers") or {}).items():
            name = about.get("name") or offer
            offers[offer] = Both(str(name["en"]), str(name["zh"])) if isinstance(name, dict) else both(name)
    return offers


def records(frame: pd.DataFrame) -> list[Record]:
    """The frame's rows with Python's own types; what is missing is None, a timestamp is its day."""
    rows = frame.astype(object).to_dict("records")
    return [{str(name): _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    return value.item() if hasattr(value, "item") else value
