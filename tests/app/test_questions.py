"""`sql`, `status`, `segments`, `snapshots`, `report`, `doctor` on a published workspace."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import Result

from app.console import as_json
from app.health import findings
from app.problems import Problem
from app.querying import reading, stopping
from warehouse.snapshots import current, history
from warehouse.workspace import Workspace

Run = Callable[..., Result]


def test_sql_gives_json_rows(regulars: Run, home: Path) -> None:
    query = (
        "select customer_id, 1.50::decimal(18,2) as money, 2::hugeint as n, 'nan'::double as nothing,"
        " date '2026-07-01' as day, [1, null] as list, null as unknown from mart.portrait order by 1 limit 1"
    )
    result = regulars("sql", query, "--json", "--home", home)
    expected = {"customer_id": "C1", "money": 1.5, "n": 2, "nothing": None, "day": "2026-07-01"}
    assert json.loads(result.stdout) == [{**expected, "list": [1, None], "unknown": None}]


def test_sql_limits_and_forms(regulars: Run, home: Path) -> None:
    query = "select customer_id, name from mart.portrait order by 1"
    assert json.loads(regulars("sql", query, "--json", "--limit", 0, "--home", home).stdout) == []
    assert len(json.loads(regulars("sql", query, "--json", "--limit", 2, "--home", home).stdout)) == 2
    assert len(json.loads(regulars("sql", query, "--json", "--home", home).stdout)) == 8
    shown = regulars("sql", query, "--limit", 2, "--home", home).output
    assert "first 2 rows" in shown
    lines = regulars("sql", query, "--csv", "--home", home).stdout.splitlines()
    assert lines[:3] == ["customer_id,name", "C1,王芳", "C2,'=HYPERLINK(1)"]
    assert regulars("sql", "select 1 as a where false", "--json", "--home", home).stdout == "[]\n"


@pytest.mark.parametrize(
    "query",
    [
        "drop table mart.portrait", "select 1; select 2", "", "selec 1", "select * from mart.nothing",
        "update mart.portrait set name = ''", "attach 'x.db'", "copy mart.portrait to 'out.csv'",
        "select * from read_csv('/etc/passwd')", "select * from read_text('regulars.toml')",
        "set enable_external_access = true", "install httpfs",
        "insert into mart.portrait (name) values ('x')",
    ],
)  # fmt: skip
def test_sql_only_reads_the_snapshot(regulars: Run, home: Path, query: str) -> None:
    result = regulars("sql", query, "--json", "--home", home)
    assert result.exit_code == 2
    assert result.stdout in ("", "[]\n")


def test_a_long_question_is_stopped(home: Path) -> None:
    snapshot = current(Workspace.open(home))
    assert snapshot
    with reading(snapshot) as connection, pytest.raises(Problem, match="stopped"), stopping(connection, 0.2):
        connection.execute(
            "select sum(a.range * b.range) from range(10000000) a, range(10000000) b"
        ).fetchall()


def test_json_is_strict() -> None:
    assert (
        as_json({"a": float("inf"), 3: dt.time(1, 2), "b": (b"x",)})
        == '{"a": null, "3": "01:02:00", "b": ["b\'x\'"]}'
    )


def test_status_gives_the_books(regulars: Run, home: Path) -> None:
    found = json.loads(regulars("status", "--json", "--home", home).stdout)
    row = {
        "file": "orders.csv",
        "preset": "generic",
        "records": 10,
        "loaded": 7,
        "quarantined": 2,
        "duplicate": 1,
        "blank": 0,
    }
    assert row in found["files"]
    assert found["totals"] == {"records": 13, "loaded": 7, "quarantined": 5, "duplicate": 1, "blank": 0}
    assert found["as_of"] == "2026-07-01"
    assert found["snapshot"].startswith("20260701-")
    shown = regulars("status", "--home", home).output
    assert "a column is missing" in shown
    assert "Next" in shown


def test_commands_find_their_home(regulars: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_HOME", str(home))
    assert regulars("status").exit_code == 0
    monkeypatch.delenv("REGULARS_HOME")
    monkeypatch.chdir(home)
    shown = regulars("segments").output
    assert "--home" not in shown
    assert "流失召回" in shown


def test_segments_list_and_show(regulars: Run, home: Path) -> None:
    rows = json.loads(regulars("segments", "--json", "--home", home).stdout)
    assert rows == json.loads(regulars("segments", "list", "--json", "--home", home).stdout)
    sizes = {row["segment"]: row["members"] for row in rows}
    assert len(sizes) == 10
    assert sizes["win_back"] == 6
    shown = json.loads(regulars("segments", "show", "win_back", "--json", "--home", home).stdout)
    assert (shown["email"], shown["sms"], shown["held_out"]) == (5, 2, 1)
    assert "may be e-mailed" in regulars("segments", "show", "win_back", "--home", home).output


def test_segments_why(regulars: Run, home: Path) -> None:
    inside = json.loads(regulars("segments", "why", "win_back", "C1", "--json", "--home", home).stdout)
    outside = json.loads(regulars("segments", "why", "win_back", "C7", "--json", "--home", home).stdout)
    assert (inside["is_member"], outside["is_member"]) == (True, False)
    shown = regulars("segments", "why", "win_back", "C7", "--home", home).output
    assert "✗ recency_days is at least 180 · recency_days 不小于 180   (actual 实际: 3)" in shown
    assert [part["actual"] for part in outside["because"]] == [3, "unknown 未知"]
    assert [part["actual"] for part in inside["because"]][:3] == ["repeat", 200, 200]
    assert regulars("segments", "why", "win_back", "nobody", "--home", home).exit_code == 2


def test_why_uses_the_definition_of_the_snapshot(regulars: Run, home: Path) -> None:
    (home / "segments" / "win_back.yaml").write_text("rule: {nonsense: 1}", "utf-8")
    assert regulars("segments", "why", "win_back", "C1", "--home", home).exit_code == 0


def test_snapshots_list_and_rollback(regulars: Run, home: Path) -> None:
    first = history(Workspace.open(home))[0].id
    newer = home / "store" / "snapshots" / "20260702-00000000"
    shutil.copytree(home / "store" / "snapshots" / first, newer)
    manifest = json.loads((newer / "manifest.json").read_text("utf-8"))
    changed = {**manifest, "id": newer.name, "as_of": "2026-07-02", "sequence": 2}
    (newer / "manifest.json").write_text(json.dumps(changed), "utf-8")
    assert regulars("snapshots", "rollback", newer.name, "--home", home).exit_code == 0
    listed = json.loads(regulars("snapshots", "--json", "--home", home).stdout)
    assert [(row["snapshot"], row["is_serving"]) for row in listed] == [(newer.name, True), (first, False)]
    assert regulars("snapshots", "rollback", first, "--home", home).exit_code == 0
    assert json.loads(regulars("status", "--json", "--home", home).stdout)["snapshot"] == first
    assert regulars("snapshots", "rollback", "19990101-00000000", "--home", home).exit_code == 2
    assert "is_serving" not in regulars("snapshots", "list", "--home", home).output


def test_report(regulars: Run, home: Path, tmp_path: Path) -> None:
    result = regulars("report", "--home", home)
    assert result.stdout.splitlines()[0].endswith("report.html")
    assert regulars("report", "--out", tmp_path / "r.html", "--home", home).exit_code == 0
    assert (tmp_path / "r.html").read_text("utf-8") == "<html>the report</html>"


def test_a_copied_page_links_to_the_other_beside_it(regulars: Run, home: Path, tmp_path: Path) -> None:
    assert regulars("report", "--out", tmp_path / "our page.html", "--home", home).exit_code == 0
    beside = tmp_path / "our page-quality.html"
    assert 'href="our%20page.html#quality"' in beside.read_text("utf-8")
    assert regulars("report", "--quality", "--out", tmp_path / "q.html", "--home", home).exit_code == 0
    assert 'href="q-report.html#quality"' in (tmp_path / "q.html").read_text("utf-8")
    assert (tmp_path / "q-report.html").read_text("utf-8") == "<html>the report</html>"


def test_the_page_of_the_checks(regulars: Run, home: Path, tmp_path: Path) -> None:
    result = regulars("report", "--quality", "--home", home)
    assert result.stdout.splitlines()[0].endswith("quality.html")
    assert regulars("report", "--quality", "--out", tmp_path / "q.html", "--home", home).exit_code == 0
    assert (tmp_path / "q.html").read_text("utf-8").startswith("<html>the checks")
    assert regulars("report", "--quality", "--pdf", "--home", home).exit_code == 2


@pytest.mark.parametrize("command", ["status", "segments", "report", "sql"])
def test_nothing_published_yet(regulars: Run, tmp_path: Path, command: str) -> None:
    regulars("init", tmp_path / "new")
    more = ["select 1"] if command == "sql" else []
    assert regulars(command, *more, "--home", tmp_path / "new").exit_code == 69


def wrong(home: Path) -> dict[str, tuple[int, str]]:
    return {one.name.split()[0]: (int(one.code), one.detail) for one in findings(home) if one.code}


def test_the_doctor_finds_what_is_wrong(regulars: Run, home: Path) -> None:
    (home / "inbox" / "orders.csv").write_text("a,b\n", "utf-8")
    assert wrong(home) == {}
    assert regulars("doctor", "--home", home).exit_code == 0
    (home / "segments" / "champions.yaml").write_text("rule: {recency_dayz: 1}", "utf-8")
    assert wrong(home)["segments"][0] == 78
    (home / "goals.yaml").write_text(
        "goals: [{key: a, name: b, measure: revenue_31, target: 1, owner: c}]", "utf-8"
    )
    assert "did you mean 'revenue_30'?" in wrong(home)["goals"][1]
    for file in (home / "store" / "snapshots").glob("*/report.html"):
        file.write_text("damaged", "utf-8")
    assert wrong(home)["snapshot"][0] == 65
    result = regulars("doctor", "--json", "--home", home)
    assert result.exit_code == 78
    assert json.loads(result.stdout)["ok"] is False


def test_the_doctor_sees_a_run_under_way(home: Path) -> None:
    (home / "inbox" / "orders.csv").write_text("a,b\n", "utf-8")
    (home / "store" / "run.holder").write_text("1", "utf-8")
    with FileLock(home / "store" / "run.lock"):
        assert wrong(home)["run"][0] == 75
    assert "run" not in wrong(home)


def test_the_doctor_names_a_bad_setting(tmp_path: Path) -> None:
    (tmp_path / "regulars.toml").write_text("margin_rte = 1\n", "utf-8")
    assert wrong(tmp_path)["settings"][0] == 78
    (tmp_path / "regulars.toml").write_text("margin_rate = 40\n", "utf-8")
    assert "share between 0 and 1" in wrong(tmp_path)["settings"][1]
