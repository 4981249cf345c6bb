"""`regulars dedupe` on files, as people run it."""

import json
from pathlib import Path

import pandas as pd
import pytest

from app.cli import main
from benchmarks.lists import LISTS
from simulation.registry import registry


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["dedupe", *map(str, arguments)])
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("register") / "people.csv"
    registry(1200, seed=3).to_csv(file, index=False)
    return file


def test_figures_have_the_promised_shape(sheet: Path, capsys: pytest.CaptureFixture[str]):
    assert run(sheet, "--truth", "person", "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert list(figures) == ["records", "clusters", "largest", "pairwise", "bcubed", "cpu_seconds", "peak_mb"]
    assert list(figures["pairwise"]) == list(figures["bcubed"]) == ["precision", "recall", "f1"]
    assert figures["records"] > figures["clusters"] > figures["largest"] > 1
    assert figures["pairwise"]["f1"] > 0.95


def test_without_a_truth_there_is_no_quality(sheet: Path, capsys: pytest.CaptureFixture[str]):
    assert run(sheet, "--json") == 0
    assert "pairwise" not in json.loads(capsys.readouterr().out)


def test_clusters_are_written_beside_all_columns(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "clusters.parquet"
    assert run(sheet, "--out", out) == 0
    written, rows = pd.read_parquet(out), pd.read_csv(sheet, dtype="str")
    assert list(written) == [*rows, "cluster_id"]
    assert len(written) == len(rows)
    assert "Next" in capsys.readouterr().out


def test_two_files_are_matched_together(sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    rows = pd.read_csv(sheet, dtype="str")
    parts = [tmp_path / "one.csv", tmp_path / "other.csv"]
    for part, half in zip(parts, (rows.iloc[::2], rows.iloc[1::2]), strict=True):
        half.to_csv(part, index=False)
    assert run(*parts, "--truth", "person", "--json") == 0
    assert json.loads(capsys.readouterr().out)["pairwise"]["f1"] > 0.95


def test_columns_of_other_names_meet_across_files(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    rows = pd.read_csv(sheet, dtype="str")
    renamed = {"name": "Full Name", "birth_date": "DOB", "phone": "Mobile No.", "email": "E-Mail"}
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    rows.iloc[::2].to_csv(one, index=False)
    rows.iloc[1::2].rename(columns=renamed).to_csv(other, index=False)
    assert run(one, other, "--truth", "person", "--json") == 0
    assert json.loads(capsys.readouterr().out)["pairwise"]["f1"] > 0.95


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("--truth", "nobody"), 2), (("--map", "name"), 2), (("--map", "name=widget"), 2)],
)
def test_what_is_not_there_is_said(sheet: Path, arguments: tuple[str, ...], code: int):
    assert run(sheet, *arguments) == code


def test_a_format_that_is_not_written_is_refused_before_the_work(sheet: Path, tmp_path: Path):
    assert run(sheet, "--out", tmp_path / "clusters.xlsx") == 2
    assert not (tmp_path / "clusters.xlsx").exists()


def test_the_folder_of_the_result_is_made(sheet: Path, tmp_path: Path):
    out = tmp_path / "results" / "clusters.csv"
    assert run(sheet, "--out", out) == 0
    assert out.is_file()


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("name,email\nAda Love,ada@example.com\n", 1),
        ("name,email\n" + "Ada Love,ada@example.com\n" * 50, 1),
        ("name,email\n" + "".join(f"Customer,u{row // 2}@example.com\n" for row in range(60)), 30),
        ("Member No,Name,Tel\n17850,Bo Ash,13933334444\n17851,Bo Ash,139 3333 4444\n17852,Al Oak,\n", 2),
    ],
    ids=["one row", "one row many times", "one name", "rows with a number each"],
)
def test_tables_that_are_hardly_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, clusters: int
):
    (tmp_path / "few.csv").write_text(text, "utf-8")
    assert run(tmp_path / "few.csv", "--json") == 0
    assert json.loads(capsys.readouterr().out)["clusters"] == clusters


def test_a_missing_file_is_refused(tmp_path: Path):
    assert run(tmp_path / "none.csv") == 65


def test_a_table_of_songs_is_compared_and_said_to_be_none_of_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    songs = LISTS["songs"][0](300, 2)
    songs.drop(columns="truth").to_csv(tmp_path / "songs.csv", index=False)
    assert run(tmp_path / "songs.csv") == 0
    shown = capsys.readouterr().out
    assert "No column names a person or a company" in shown
    assert "没有人名或企业名称列" in shown


def test_nothing_of_the_kind_is_said_of_people(sheet: Path, capsys: pytest.CaptureFixture[str]):
    assert run(sheet) == 0
    assert "No column names" not in capsys.readouterr().out
