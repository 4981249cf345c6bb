"""`regulars export`: nobody who said no, nothing cut, nothing a spreadsheet would run, and all of it told."""

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from typer.testing import Result

from app import contacts, writing
from app.contacts import valid_contact
from app.formats import guarded
from app.problems import Problem
from app.writing import replacing, text, write_list
from warehouse import lists
from warehouse.workspace import Workspace

Run = Callable[..., Result]
AS_OF = dt.date(2026, 7, 1)


def listed(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


def exported(regulars: Run, home: Path, out: Path, *more: object, channel: str = "email") -> dict[str, Any]:
    result = regulars(
        "export", "win_back", "--channel", channel, "--out", out, "--home", home, "--json", *more
    )
    assert result.exit_code == 0, result.output
    manifest: dict[str, Any] = json.loads(result.stdout)
    return manifest


def test_the_waterfall_adds_up(regulars: Run, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "lists" / "win.csv"
    manifest = exported(regulars, home, out)
    counts = manifest["waterfall"]
    assert counts == {"matched": 6, "consent": 1, "invalid": 2, "holdout": 1, "exported": 2}
    assert [row["customer_id"] for row in listed(out)] == ["C1", "C2"]
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_was_predicted_of_a_list_is_kept_to_be_graded(regulars: Run, home: Path, tmp_path: Path) -> None:
    manifest = exported(regulars, home, tmp_path / "win.csv")
    kept = lists.promised(Workspace.open(home), AS_OF + dt.timedelta(days=1))
    assert [one.name for one in kept] == [manifest["predicted"]["list"]]
    assert manifest["predicted"]["churn"] == pytest.approx((0.9 + 0.6) / 2)
    assert (kept[0].customers, kept[0].file_sha256) == (2, manifest["sha256"])
    content = lists.predictions(Workspace.open(home), kept[0]).read_bytes()
    assert b"example.com" not in content


@pytest.mark.parametrize(("channel", "people"), [("sms", ["C1"]), ("phone", ["C1", "C2", "C6"])])
def test_the_channel_decides_consent_and_contact(
    regulars: Run, home: Path, tmp_path: Path, channel: str, people: list[str]
) -> None:
    exported(regulars, home, tmp_path / "list.csv", channel=channel)
    rows = listed(tmp_path / "list.csv")
    assert [row["customer_id"] for row in rows] == people
    assert rows[0]["phone"] == "+8613800138001"
    assert "email" not in rows[0]


def test_a_shared_number_is_closed_by_one_no(
    regulars: Run, home: Path, tmp_path: Path, republish: Callable[[Path], object]
) -> None:
    definition = (home / "segments" / "win_back.yaml").read_text("utf-8").split("rule:")[0]
    everybody = "rule: {customer_id: {starts_with: C}}"
    for file in (home / "segments").glob("*.yaml"):
        file.unlink()
    (home / "segments" / "all.yaml").write_text(definition + everybody, "utf-8")
    republish(home)
    for channel, people in (("sms", ["C1"]), ("phone", ["C1", "C2", "C6", "C8"])):
        out = tmp_path / "all.csv"
        assert regulars("export", "all", "--channel", channel, "--out", out, "--home", home).exit_code == 0
        assert [row["customer_id"] for row in listed(out)] == people


def test_the_holdout_is_contacted_only_for_a_reason(regulars: Run, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    plain = ("export", "win_back", "--channel", "email", "--out", out, "--home", home, "--include-holdout")
    assert regulars(*plain).exit_code == 2
    assert not out.exists()
    manifest = exported(regulars, home, out, "--include-holdout", "--reason", "product recall")
    assert manifest["holdout_included_because"] == "product recall"
    assert manifest["waterfall"]["holdout"] == 0
    assert [row["customer_id"] for row in listed(out)] == ["C1", "C2", "C5"]


def test_the_manifest_accounts_for_the_file_without_naming_anybody(
    regulars: Run, home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "list.csv"
    manifest = exported(regulars, home, out)
    beside = tmp_path / "list.csv.manifest.json"
    [kept] = (home / "store" / "exports").glob("*.json")
    assert kept.read_text("utf-8") == beside.read_text("utf-8")
    assert json.loads(beside.read_text("utf-8")) == manifest
    assert manifest["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert manifest["snapshot"].startswith("20260701-")
    assert manifest["purpose"] == "win back"
    assert set(manifest["definition"]) == {"win_back", "vip_at_risk", "complaint_open_care"}
    for secret in ("王芳", "example.com", "13800138"):
        assert secret not in beside.read_text("utf-8")


def test_the_same_export_gives_the_same_bytes(regulars: Run, home: Path, tmp_path: Path) -> None:
    for kind in ("csv", "xlsx"):
        first = exported(regulars, home, tmp_path / f"a.{kind}")
        again = exported(regulars, home, tmp_path / f"b.{kind}")
        assert first["sha256"] == again["sha256"]


def test_a_spreadsheet_holds_text_only(regulars: Run, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "list.xlsx"
    exported(regulars, home, out, channel="phone")
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert rows[2][1:4] == ["C2", "=HYPERLINK(1)", "+8613800138002"]
    assert all(isinstance(value, str) for row in rows for value in row)


def test_formulas_are_neutralised_in_csv(regulars: Run, home: Path, tmp_path: Path) -> None:
    exported(regulars, home, tmp_path / "list.csv")
    assert listed(tmp_path / "list.csv")[1]["name"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("first", list("=+-@\t\r＝＋－＠"))
def test_guard(first: str) -> None:
    assert guarded(first + "1+cmd") == "'" + first + "1+cmd"
    assert guarded(" \u3000" + first + "x").startswith("'")
    assert guarded("x" + first) == "x" + first


def test_plain_numbers_keep_their_plus() -> None:
    assert guarded("+8613800138000") == "+8613800138000"
    assert guarded("+86 138-0013") == "'+86 138-0013"


@pytest.mark.parametrize(
    ("channel", "value", "valid"),
    [
        ("email", " Wang@Example.COM ", "Wang@example.com"), ("email", "x@", None), ("email", None, None),
        ("phone", "138 0013 8000", "+8613800138000"), ("phone", "+49 30 901820", "+4930901820"),
        ("sms", "+49 30 901820", None), ("sms", "+1 415 555 2671", "+14155552671"), ("phone", "110", None),
        ("phone", "call me", None),
    ],
)  # fmt: skip
def test_contacts(channel: str, value: str | None, valid: str | None) -> None:
    assert valid_contact(channel, value, "CN") == valid


@given(st.from_regex(contacts.PLAIN_EMAIL, fullmatch=True))
def test_what_is_plainly_an_address_is_one_to_the_library(value: str) -> None:
    assert contacts._email(value) == value


@given(st.from_regex(contacts.PLAIN_MOBILE, fullmatch=True))
def test_what_is_plainly_a_mobile_number_is_one_to_the_library(value: str) -> None:
    assert contacts._number(value, "CN", needs_mobile=True) == value


def test_a_list_is_whole_or_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "list.csv"
    out.write_text("old", "utf-8")

    def fail(aside: Path) -> None:
        aside.write_text("half", "utf-8")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"), replacing(out) as aside:
        fail(aside)
    assert out.read_text("utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["list.csv"]
    monkeypatch.setattr(writing, "SHEET_ROWS", 2)
    with pytest.raises(Problem, match="do not fit"):
        write_list(tmp_path / "list.xlsx", "xlsx", ["a"], [["1"], ["2"]], AS_OF)
    with pytest.raises(Problem, match="longer than"):
        write_list(tmp_path / "list.xlsx", "xlsx", ["a"], [["x" * 40_000]], AS_OF)
    assert not (tmp_path / "list.xlsx").exists()


def test_a_list_is_private(tmp_path: Path) -> None:
    write_list(tmp_path / "list.csv", "csv", ["a"], [["1"]], AS_OF)
    assert (tmp_path / "list.csv").stat().st_mode & 0o077 == 0


def test_values_as_text() -> None:
    from decimal import Decimal

    given = [None, float("nan"), Decimal("12.30"), 0.123456789, 7, "x", True]
    assert [text(value) for value in given] == ["", "", "12.30", "0.123457", "7", "x", "True"]


def test_an_empty_segment_is_an_empty_list(regulars: Run, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "champions.xlsx"
    result = regulars("export", "champions", "--channel", "email", "--out", out, "--home", home)
    assert result.exit_code == 0
    assert "matched" in result.output
    assert len(CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("nobody", "--channel", "email", "--out", "x.csv"),
        ("win_back", "--channel", "pigeon", "--out", "x.csv"),
        ("win_back", "--channel", "email", "--out", "x.pdf"),
    ],
)
def test_what_cannot_be_exported_is_refused(
    regulars: Run, home: Path, tmp_path: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert regulars("export", *arguments, "--home", home).exit_code == 2
    assert not list(tmp_path.glob("x.*"))
