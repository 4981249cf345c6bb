"""A new user's way: what is set aside and asked is repaired and answered by what the commands say."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from sources import ingest
from warehouse.workspace import Workspace

ORDERS = "Order Id,Order Date,Amount,Customer Id,Email\n"
BAD = "x1,never,5,Wang Secret,secret@example.com\n"


@pytest.fixture
def shop(home: Path) -> Path:
    """A workspace with one row set aside and one file that asks."""
    good = "".join(f"{n},2026-01-05,{n},c{n},\n" for n in range(10))
    (home / "inbox" / "orders.csv").write_text(ORDERS + good + BAD, "utf-8")
    slashed = "".join(f"d{n},03/04/2026,{n},c{n},\n" for n in range(10))
    (home / "inbox" / "dates.csv").write_text(ORDERS + slashed, "utf-8")
    read(home)
    return home


def read(home: Path) -> dict[str, Any]:
    workspace = Workspace.open(home)
    found = ingest(workspace.inbox, workspace.lake, answers=workspace.answers())
    return {each.file: each.entry for each in found}


def test_a_row_is_seen_repaired_and_taken_back(shop: Path, regulars: Any, tmp_path: Path) -> None:
    listed = regulars("quarantine", "--home", shop)
    assert "bad_date" in listed.output
    assert "regulars quarantine show" in listed.output
    shown = regulars("quarantine", "show", "orders.csv", "--home", shop)
    assert "Secret" not in listed.output + shown.output
    assert "Secret" in regulars("quarantine", "show", "orders.csv", "--raw", "--home", shop).output
    target = tmp_path / "repair.csv"
    assert regulars("quarantine", "show", "orders.csv", "--out", target, "--home", shop).exit_code == 0
    with target.open(encoding="utf-8-sig", newline="") as stream:
        header, row = csv.reader(stream)
    row[header.index("Order Date")] = "2026-01-06"
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, row])
    done = regulars("quarantine", "replay", target, "--home", shop)
    assert (done.exit_code, "orders.csv: 1 rows" in done.output) == (0, True)
    assert json.loads(regulars("quarantine", "list", "--json", "--home", shop).stdout)[0]["repaired"] == 1
    assert read(shop)["orders.csv"].accepted == 11
    assert regulars("quarantine", "undo", "orders.csv", "--home", shop).exit_code == 0
    assert read(shop)["orders.csv"].accepted == 10


def test_a_question_is_answered(shop: Path, regulars: Any) -> None:
    asked = regulars("answer", "--home", shop)
    assert "regulars answer dates.csv date_order dmy" in asked.output
    assert regulars("answer", "dates.csv", "date_order", "ymd", "--home", shop).exit_code == 78
    assert regulars("answer", "dates.csv", "--home", shop).exit_code == 2
    assert regulars("answer", "dates.csv", "date_order", "dmy", "--home", shop).exit_code == 0
    assert read(shop)["dates.csv"].accepted == 10
    assert json.loads(regulars("answer", "--json", "--home", shop).stdout) == []


def test_unknown_files_are_named_with_a_way_out(shop: Path, regulars: Any) -> None:
    assert regulars("quarantine", "show", "nothing.csv", "--home", shop).exit_code == 2
    assert regulars("quarantine", "replay", shop / "inbox" / "orders.csv", "--home", shop).exit_code == 65
