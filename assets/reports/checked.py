"""What the checks of a night counted, and what they counted in the nights before."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from assets.earlier import earlier_rows
from assets.reports.content import Record, records
from warehouse import Warehouse
from warehouse.workspace import Workspace

HISTORY = "checks.history"
NIGHTS = 30
"""So many nights are kept."""
TYPES = {
    "night": "datetime64[us]", "table": "str", "rows": "int64", "expectations": "int64", "met": "int64",
    "unmet_critical": "int64",
}  # fmt: skip
EARLIER = 'select night, "table", rows, expectations, met, unmet_critical from checks.history'
LAYERS = ("raw", "core", "mart")


@dataclass(frozen=True)
class CheckedTable:
    """One table's expectations as counted tonight, and its nights, the oldest first."""

    name: str
    expectations: Sequence[Record]
    nights: Sequence[Record]

    @property
    def layer(self) -> str:
        """The schema."""
        return self.name.partition(".")[0]

    @property
    def rows(self) -> int:
        """How many rows were looked at."""
        return max(int(one["rows"]) for one in self.expectations)

    @property
    def unmet(self) -> list[Record]:
        """What does not hold, what must hold first."""
        open_ones = (one | {"table": self.name} for one in self.expectations if not one["is_met"])
        return sorted(open_ones, key=lambda one: one["severity"] != "critical")


@dataclass(frozen=True)
class Checked:
    """All that was checked in one night."""

    company: str
    language: str
    as_of: dt.date
    tables: Sequence[CheckedTable]

    @property
    def unmet(self) -> list[Record]:
        """Everything that does not hold, what must hold first, then by table."""
        found = [one for table in self.tables for one in table.unmet]
        return sorted(found, key=lambda one: (one["severity"] != "critical", one["table"]))

    @property
    def nights(self) -> list[Record]:
        """All tables together, night by night, the oldest first."""
        rows = sorted((one for table in self.tables for one in table.nights), key=lambda one: one["night"])
        return [_sum(night, list(group)) for night, group in groupby(rows, key=lambda one: one["night"])]


def _sum(night: dt.date, rows: list[Record]) -> Record:
    summed = {name: sum(row[name] for row in rows) for name in TYPES if name not in ("night", "table")}
    return {"night": night, "tables": len(rows)} | summed


def checked(
    warehouse: Warehouse, workspace: Workspace, as_of: dt.date, names: Iterable[str]
) -> tuple[Checked, pd.DataFrame]:
    """The checks of these tables with their history; and that history with tonight in it, to be kept."""
    results = _tonight(warehouse, names)
    nights = with_tonight(earlier_rows(workspace, as_of, EARLIER, TYPES), as_of, results)
    by_table = {str(name): records(rows) for name, rows in nights.groupby("table")}
    tables = [CheckedTable(name, rows, by_table[name]) for name, rows in results.items()]
    return Checked(workspace.settings.company, workspace.settings.language, as_of, tables), nights


def _tonight(warehouse: Warehouse, names: Iterable[str]) -> dict[str, list[Record]]:
    """What the checks of each table counted; all of them in one query, for most have a few rows."""
    tables = _there(warehouse, names)
    if not tables:
        return {}
    selects = (f"select '{name}' as of_table, * from {_results(name)}" for name in tables)  # noqa: S608
    found: dict[str, list[Record]] = {name: [] for name in tables}
    for row in records(warehouse.query(" union all by name ".join(selects))):
        found[row.pop("of_table")].append(row)
    return found


def _results(name: str) -> str:
    return "checks." + name.replace(".", "__")


def _there(warehouse: Warehouse, names: Iterable[str]) -> list[str]:
    tables = set(warehouse.tables())
    return sorted(name for name in names if _results(name) in tables)


def with_tonight(
    earlier: pd.DataFrame, as_of: dt.date, results: Mapping[str, Sequence[Record]]
) -> pd.DataFrame:
    """The history with a row for each table of tonight; the newest nights only."""
    tonight = pd.DataFrame(
        [_counted(name, as_of, rows) for name, rows in results.items()], columns=list(TYPES)
    )
    whole = pd.concat([earlier[earlier["night"] < pd.Timestamp(as_of)], tonight]).astype(TYPES)
    kept = sorted(whole["night"].unique())[-NIGHTS:]
    return whole[whole["night"].isin(kept)].sort_values(["night", "table"], ignore_index=True)


def _counted(name: str, as_of: dt.date, rows: Sequence[Record]) -> Record:
    unmet = [row for row in rows if not row["is_met"]]
    return {
        "night": pd.Timestamp(as_of),
        "table": name,
        "rows": max(int(row["rows"]) for row in rows),
        "expectations": len(rows),
        "met": len(rows) - len(unmet),
        "unmet_critical": sum(row["severity"] == "critical" for row in unmet),
    }
