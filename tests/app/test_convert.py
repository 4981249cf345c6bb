"""`regulars inspect` and `regulars convert`: what a file is, and a clean table out of it."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import Result

Run = Callable[..., Result]
DIRTY = '导出日期：2026-01-05\n编号;名称;备注\n1;王;"a;b"\n2;李\n3;"张\n三";x "y" z\n;;\n'.encode("gb18030")


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    path = tmp_path / "dirty.csv"
    path.write_bytes(DIRTY)
    return path


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, strict=True))


def test_a_clean_table_and_books_that_add_up(regulars: Run, dirty: Path, tmp_path: Path) -> None:
    out, aside = tmp_path / "clean.csv", tmp_path / "aside.csv"
    done = regulars("convert", dirty, "--out", out, "--quarantine", aside, "--json")
    (books,) = json.loads(done.stdout)
    assert rows(out)[0] == ["编号", "名称", "备注"]
    assert ["1", "王", "a;b"] in rows(out)
    assert ["3", "张\n三", 'x "y" z'] in rows(out)
    assert len(rows(out)) - 1 == books["rows"]
    assert len(rows(aside)) - 1 == books["quarantined"]
    assert books["records"] == books["rows"] + books["quarantined"] + books["blank"]


def test_parquet(regulars: Run, dirty: Path, tmp_path: Path) -> None:
    regulars("convert", dirty, "--out", tmp_path / "clean.parquet")
    assert pq.read_table(tmp_path / "clean.parquet").column_names == ["编号", "名称", "备注"]


def test_a_refused_file_changes_nothing(regulars: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "clean.csv"
    path.write_bytes(b"%PDF-1.7")
    out.write_text("old")
    done = regulars("convert", path, "--out", out)
    assert done.exit_code == 65
    assert out.read_text() == "old"
    assert regulars("convert", path, "--out", path).exit_code == 2
    assert regulars("convert", path, "--out", tmp_path / "a.docx").exit_code == 2


def test_an_encoding_that_cannot_be_told_is_said_in_a_sentence(regulars: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,город\n1,Москва\n2,Казань\n".encode("cp1251"))
    assert "CSV UTF-8" in repr(regulars("convert", path, "--out", tmp_path / "b.csv"))
    done = regulars("inspect", path)
    assert done.exit_code == 65
    assert "CSV UTF-8" in done.output


def test_what_a_file_is(regulars: Run, dirty: Path, tmp_path: Path) -> None:
    (found,) = json.loads(regulars("inspect", dirty, "--json").stdout)
    assert (found["encoding"], found["delimiter"], found["header"]) == (
        "gb18030",
        ";",
        ["编号", "名称", "备注"],
    )
    assert found["question"]
    assert found["records"] == found["rows"] + len(found["quarantined"]) + found["blank"]
    assert [path.name for path in tmp_path.iterdir()] == ["dirty.csv"]


def test_no_personal_value_is_printed_unless_asked_for(regulars: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,email,phone\n" + "1,a@example.com,5550100\n" * 9 + "2,b@example.com,5550101,x,y\n")
    shown = regulars("inspect", path).output + regulars("inspect", path, "--json").output
    assert "example.com" not in shown
    assert "11" in shown
    assert "b@example.com" in regulars("inspect", path, "--show-rows").output


def test_from_an_unknown_export_to_a_known_one_by_what_the_commands_say(
    regulars: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "regulars.toml").write_text("")
    rows = "".join(f"C{n:04d},茗香,1390000{n:04d},2025-03-01,普通\n" for n in range(30))
    (tmp_path / "crm.csv").write_text("客户代码,公司全称,联系电话,建档日期,客户星级\n" + rows)
    asked = regulars("inspect", "crm.csv")
    assert "--write-preset presets/crm.yaml" in asked.stderr + asked.stdout
    assert regulars("inspect", "crm.csv", "--write-preset", "presets/crm.yaml").exit_code == 0
    assert regulars("inspect", "crm.csv", "--write-preset", "presets/crm.yaml").exit_code == 2
    (found,) = json.loads(regulars("inspect", "crm.csv", "--json").stdout)
    assert (found["preset"], found["object"], found["question"]) == ("crm", "customers", "")


def test_column_types_and_where_they_go(regulars: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [f"CJ{n},2026年1月{n + 1}日,1380013800{n},公司,{n}.50," for n in range(9)]
    path.write_text("成交单号,成交日期,联系手机,客户全称,成交额(元),空\n" + "\n".join(lines) + "\n", "utf-8")
    (found,) = json.loads(regulars("inspect", path, "--json").stdout)
    kinds = {each["name"]: each["kind"] for each in found["columns"]}
    assert list(kinds.values()) == ["code", "moment", "phone", "text", "number", "empty"]
    assert {each["field"] for each in found["columns"]} >= {"ordered_at?", "phone?"}
    assert "date 日期" in regulars("inspect", path).output


SPECTRUM = "csv_torture/csv_torture_spectrum"
NAUGHTY = "csv_torture/csv_torture_naughty/blns.json"


def _comparable(records: list[dict[str, str]]) -> list[dict[str, str]]:
    """Without the one column in which the spectrum's two forms differ from each other."""
    return [
        {name: value for name, value in each.items() if name != "Contact Phone Number"} for each in records
    ]


def test_every_file_of_the_spectrum_comes_out_as_it_should(
    regulars: Run, shared_data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "clean.csv"
    folder = shared_data / SPECTRUM
    for file in sorted([*(folder / "csvs").glob("*.csv"), *(folder / "json").glob("*.json")]):
        expected = json.loads((folder / "json" / f"{file.stem}.json").read_text("utf-8"))
        done = regulars("convert", file, "--out", out)
        assert done.exit_code == 0, file.name
        header, *found = rows(out)
        records = expected if isinstance(expected, list) else [expected]
        read = [dict(zip(header, row, strict=True)) for row in found]
        assert _comparable(read) == _comparable(records), file.name
        assert regulars("inspect", file).exit_code == 0, file.name


def test_naughty_strings_come_through(regulars: Run, shared_data: Path, tmp_path: Path) -> None:
    naughty = [each.replace("\0", "") for each in json.loads((shared_data / NAUGHTY).read_text("utf-8"))]
    path, out = tmp_path / "naughty.csv", tmp_path / "clean.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [["id", "text", "end"], *[[n, each, "x"] for n, each in enumerate(naughty)]]
        )
    regulars("convert", path, "--out", out)
    assert [row[1] for row in rows(out)[1:]] == naughty


def test_a_file_on_its_way_is_said_to_be(regulars: Run, dirty: Path) -> None:
    moved = dirty.rename(dirty.with_name("dirty.csv.part"))
    (found,) = json.loads(regulars("inspect", moved, "--json").stdout)
    assert "it will be read when it is renamed" in found["notes"][0]
    assert "改名后即会读取" in regulars("inspect", moved).output


def test_typed_says_what_each_column_became(regulars: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "clean.parquet"
    path.write_text("a.b,on\n1,03/04/2021\n2,05/06/2021\n", "utf-8")
    (books,) = json.loads(regulars("convert", path, "--out", out, "--typed", "--json").stdout)
    assert books["types"] == {"a.b": "BIGINT", "on": "VARCHAR"}
    assert "--date-order" in books["notes"][0]
    done = regulars("convert", path, "--out", out, "--date-order", "dmy", "--json")
    assert json.loads(done.stdout)[0]["types"]["on"] == "DATE"
    assert str(pq.read_table(out).schema.field("on").type) == "date32[day]"
    assert regulars("convert", path, "--out", out, "--date-order", "ymd").exit_code == 2


def test_a_preset_that_maps_no_key_is_not_called_ready(
    regulars: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGULARS_HOME", str(tmp_path))
    (tmp_path / "regulars.toml").write_text("", "utf-8")
    (tmp_path / "sold.csv").write_text(
        "成交日,货品,件数,单价\n2026-01-05,茶,2,5\n2026-01-06,茶,3,5\n", "utf-8"
    )
    drafted = regulars("inspect", tmp_path / "sold.csv", "--write-preset", tmp_path / "presets" / "own.yaml")
    assert "No column was found for 未找到对应列: order_id" in drafted.output
    shown = regulars("inspect", tmp_path / "sold.csv").output
    assert "maps no column to order_id" in shown
    assert "regulars run" not in shown


def test_naughty_strings_as_they_are_published(regulars: Run, shared_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "clean.csv"
    regulars("convert", shared_data / NAUGHTY, "--out", out)
    naughty = json.loads((shared_data / NAUGHTY).read_text("utf-8"))
    assert [row[0] for row in rows(out)[1:]] == [each for each in naughty if each.strip()]
    lines = shared_data / NAUGHTY.replace(".json", ".txt")
    regulars("convert", lines, "--out", out)
    found = {row[0] for row in rows(out)}
    missed = [
        line for line in lines.read_text("utf-8").split("\n") if line.strip(" \t") and line not in found
    ]
    assert len(missed) == 1, "only the line of all control characters, with the sign of no delimiter"
