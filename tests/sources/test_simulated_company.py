"""On a company with known truth every bad row is found, for its reason, and no good row is lost."""

import csv
from pathlib import Path

import duckdb

from simulation import simulate
from sources import ingest


def test_bad_rows_and_only_they_are_set_aside(tmp_path: Path) -> None:
    simulate(tmp_path, 300, 7)
    with (tmp_path / "truth" / "bad_rows.csv").open(encoding="utf-8") as stream:
        truth = {(row["file"], int(row["line"])): row["reason_code"] for row in csv.DictReader(stream)}
    reports = ingest(tmp_path / "inbox", tmp_path / "lake")
    assert {report.entry.status for report in reports} == {"loaded"}
    assert len({report.entry.preset for report in reports}) == 11
    assert _found(tmp_path / "lake", {report.entry.file_id: report.entry.file for report in reports}) == truth


def _found(lake: Path, names: dict[str, str]) -> dict[tuple[str, int], str]:
    files = str(lake / "*" / "quarantine.parquet")
    rows = duckdb.sql(f"select file_id, line, reason_code from read_parquet('{files}')").fetchall()
    return {(names[file_id], line): code for file_id, line, code in rows}
