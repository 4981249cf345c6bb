"""`status`: what waits now stands there; what was refused long ago is counted."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import Result

from warehouse import DuckDBWarehouse, snapshots
from warehouse.workspace import Workspace

Run = Callable[..., Result]
BOOKS = {"preset": None, "records": 0, "loaded": 0, "quarantined": 0, "duplicate": 0, "blank": 0}
EVER = [("f1", "old.pdf", "refused"), ("f2", "day.csv", "held"), ("f3", "book.xlsx/one", "refused")]
LAST = [("f2", "day.csv", "held"), ("f3", "book.xlsx/one", "refused"), ("", "locked.csv", "refused")]


def table(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    named = [{"file_id": key, "file": name, "status": status} for key, name, status in rows]
    more = {"system": None, "object": None, "message": "why and what to do"}
    return pd.DataFrame([BOOKS | row | more for row in named])


@pytest.fixture
def waiting(home: Path) -> Path:
    """A night that held one file and refused two, after one that refused another."""
    workspace, warehouse = Workspace.open(home), DuckDBWarehouse()
    warehouse.write("raw.files", table(EVER))
    warehouse.write("raw.arrivals", table(LAST))
    snapshots.publish(workspace, warehouse, warehouse.tables(), {"report.html": "x"}, dt.date(2026, 7, 2))
    warehouse.close()
    for name in ("book.xlsx", "day.csv", "orders.csv.part", "~$book.xlsx"):
        (home / "inbox" / name).write_text("x", "utf-8")
    return home


def test_what_stands_now_and_what_stood_once(regulars: Run, waiting: Path) -> None:
    found = json.loads(regulars("status", "--json", "--home", waiting).stdout)
    assert {row["file"]: row["is_there"] for row in found["held"]} == {
        "day.csv": True,
        "book.xlsx/one": True,
        "locked.csv": False,
    }
    assert [row["file"] for row in found["held_earlier"]] == ["old.pdf"]
    assert [row["file"] for row in found["unfinished"]] == ["orders.csv.part", "~$book.xlsx"]


def test_a_goal_that_nothing_is_known_of_is_shown(regulars: Run, home: Path) -> None:
    workspace, warehouse = Workspace.open(home), DuckDBWarehouse()
    for name in ("raw.files", "raw.arrivals"):
        warehouse.write(name, table(LAST))
    columns = ("goal", "name_en", "name_zh", "measure", "target", "actual", "attainment", "owner", "status")
    goal = pd.DataFrame(
        [["g", "Come back", "复购", "repeat_rate", 0.9, None, None, "me", "unknown"]], columns=columns
    )
    warehouse.write("mart.goals", goal.astype({"actual": "float64", "attainment": "object"}))
    snapshots.publish(workspace, warehouse, warehouse.tables(), {"report.html": "x"}, dt.date(2026, 7, 3))
    warehouse.close()
    assert "Come back" in regulars("status", "--home", home).output


def test_the_person_reads_it(regulars: Run, waiting: Path) -> None:
    shown = regulars("status", "--home", waiting).output
    assert "! locked.csv (no longer in the inbox 已不在收件箱): refused 拒收: why and what to do" in shown
    assert "old.pdf:" not in shown
    assert "1 more were held or refused on earlier nights" in shown
    assert "orders.csv.part: Still being uploaded (.part); it will be read when it is renamed." in shown
    assert (
        "old.pdf: refused 拒收: why and what to do" in regulars("status", "--all", "--home", waiting).output
    )
