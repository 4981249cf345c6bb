"""`run` and `demo`: the night is the pipeline's; what people and programs are told of it is ours."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from app.commands import demo as demo_module
from pipelines import night
from pipelines.night import NightResult
from warehouse.workspace import Workspace

Run = Callable[..., Result]
ROW = {
    "file": "a.csv",
    "preset": "generic",
    "records": 5,
    "loaded": 3,
    "quarantined": 1,
    "duplicate": 1,
    "blank": None,
}
GOOD = NightResult(True, 0, "Published.", "20260701-0a0a0a0a", dt.date(2026, 7, 1), [ROW], 4, 9, [])
BAD = NightResult(
    False, 65, "A check failed. Snapshot x still serves.", "x", None, [], 0, 0, ["core.orders: unique"]
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the pipeline was asked for; `given[0]` is what it answers."""
    seen: list[Any] = [GOOD]

    def stub(
        workspace: Workspace, as_of: dt.date | None, progress: Callable[[str, int, int], None]
    ) -> NightResult:
        seen.append((workspace.home, as_of))
        progress("core.orders", 1, 2)
        progress("core.orders", 2, 2)
        result: NightResult = seen[0]
        return result

    monkeypatch.setattr(night, "run", stub)
    return seen


def test_run_tells_programs(regulars: Run, home: Path, asked: list[Any]) -> None:
    result = regulars("run", "--as-of", "2026-07-01", "--json", "--home", home)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["totals"] == {"records": 5, "loaded": 3, "quarantined": 1, "duplicate": 1, "blank": 0}
    assert found["files"] == [{**ROW, "blank": 0}]
    assert (found["snapshot"], found["as_of"], found["people"]) == ("20260701-0a0a0a0a", "2026-07-01", 4)
    assert asked[1] == (home.resolve(), dt.date(2026, 7, 1))
    assert "1/2 core.orders" in result.stderr


def test_run_tells_people(regulars: Run, home: Path, asked: list[Any]) -> None:
    shown = regulars("run", "--home", home).stdout
    for part in ("a.csv", "20260701-0a0a0a0a", "4 people from 9 records", "report.html", "Next"):
        assert part in shown


def test_a_failed_run_says_so_and_exits_with_its_code(regulars: Run, home: Path, asked: list[Any]) -> None:
    asked[0] = BAD
    result = regulars("run", "--home", home)
    assert result.exit_code == 65
    assert "still serves" in result.stderr
    assert json.loads(regulars("run", "--json", "--home", home).stdout)["failed_checks"] == BAD.failed_checks


def test_a_day_that_is_none(regulars: Run, home: Path, asked: list[Any]) -> None:
    assert regulars("run", "--as-of", "2026-02-30", "--home", home).exit_code == 2
    assert len(asked) == 1


def test_demo_simulates_once(
    regulars: Run, tmp_path: Path, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[int, int]] = []

    def write(folder: Path, customers: int, seed: int) -> None:
        made.append((customers, seed))
        for name in ("inbox", "truth"):
            (folder / name).mkdir(parents=True)
            (folder / name / "x.csv").write_text("a\n", "utf-8")

    monkeypatch.setattr(demo_module, "write", write)
    first = regulars("demo", tmp_path / "demo", "--customers", 7)
    assert first.exit_code == 0
    assert "people from" in first.stdout
    assert (tmp_path / "demo" / "inbox" / "x.csv").is_file()
    assert regulars("demo", tmp_path / "demo").exit_code == 0
    assert made == [(7, 1)]
    assert not (tmp_path / "demo" / ".simulated").exists()
