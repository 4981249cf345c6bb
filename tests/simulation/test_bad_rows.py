"""truth/bad_rows.csv names exactly the rows that plain rules, applied to the files alone, find wrong."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import python_calamine

from simulation import Truth

Rows = list[dict[str, str]]
Records = list[tuple[int, list[str]]]
REQUIRED = {"客户编号", "销售订单编号", "Name", "Record Id", "ticket_id", "回款编号"}
DATES = {"下单日期", "Created at", "opened_at", "结单日期", "创建时间", "回款日期", "Call Start Time"}
NUMBERS = {"销售订单金额(元)", "Total", "回款金额(元)"}
IDENTIFIERS = {"销售订单编号", "电话", "客户电话"}
MOMENT = re.compile(r"\d{4}[-/年]\d{1,2}[-/月]\d{1,2}.*")
NUMBER = re.compile(r"-?[\d,]+(\.\d+)?")


def fault(header: list[str], fields: list[str]) -> str | None:
    """The first rule that the record breaks."""
    if len(fields) != len(header):
        return "ragged"
    row = dict(zip(header, fields, strict=True))
    if any(re.fullmatch(r"\d\.\d+E\+\d+", row.get(name, "")) for name in IDENTIFIERS):
        return "damaged_number"
    if any(name in row and not row[name] for name in REQUIRED):
        return "missing_required"
    if any(row.get(name) and not MOMENT.fullmatch(row[name]) for name in DATES):
        return "bad_date"
    if any(row.get(name) and not NUMBER.fullmatch(row[name]) for name in NUMBERS):
        return "bad_number"
    return None


def planted(truth_rows: Callable[[str], Rows], name: str) -> dict[int, str]:
    return {int(r["line"]): r["reason_code"] for r in truth_rows("bad_rows.csv") if r["file"] == name}


def test_every_text_file(
    company: Truth, records: Callable[[Path], Records], truth_rows: Callable[[str], Rows]
) -> None:
    for path in company.inbox.glob("*.csv"):
        (_, header), *rest = records(path)
        found = {line: reason for line, fields in rest if (reason := fault(header, fields))}
        if path.name != "tickets_副本.csv":
            assert found == planted(truth_rows, path.name), path.name
            assert found, path.name


def test_the_sheet(company: Truth, truth_rows: Callable[[str], Rows]) -> None:
    path = company.inbox / "fxiaoke_销售订单_2026-06.xlsx"
    header, *rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    written = [[str(cell) for cell in row] for row in rows]
    found = {line: reason for line, row in enumerate(written, 2) if (reason := fault(header, row))}
    assert found == planted(truth_rows, path.name)
    assert set(found.values()) == {"damaged_number", "missing_required", "bad_date", "bad_number"}


def test_about_two_rows_in_a_thousand_are_bad(company: Truth, truth_rows: Callable[[str], Rows]) -> None:
    reasons = Counter(row["reason_code"] for row in truth_rows("bad_rows.csv"))
    assert set(reasons) == {"ragged", "damaged_number", "missing_required", "bad_date", "bad_number"}
    assert (
        0.001 < reasons.total() / (company.counts["fxiaoke orders"] + company.counts["shopify lines"]) < 0.006
    )


def test_a_bad_row_takes_no_order_with_it(good_rows, truth_rows: Callable[[str], Rows]) -> None:
    """Without the bad rows each true order is still there once (the corrected file replacing the first)."""
    found: list[str] = []
    for year in (2023, 2024, 2026):
        found += [row["销售订单编号"] for row in good_rows(f"fxiaoke_销售订单_{year}.csv")]
    found += [row["销售订单编号"] for row in good_rows("fxiaoke_销售订单_2025(更正).csv")]
    for year in (2023, 2024, 2025, 2026):
        found += [row["Name"] for row in good_rows(f"shopify_orders_{year}.csv") if row["Total"]]
    true = [row["order_id"] for row in truth_rows("orders.csv") if not june_sheet(row)]
    assert sorted(found) == sorted(true)


def june_sheet(row: dict[str, str]) -> bool:
    return row["system"] == "fxiaoke" and row["ordered_on"] >= "2026-06-01"


@pytest.mark.parametrize("name", ["fxiaoke_销售订单_2024.csv", "tickets.csv"])
def test_there_are_blank_lines(company: Truth, name: str) -> None:
    lines = (company.inbox / name).read_bytes().split(b"\n")[:-1]
    assert any(not line.strip() for line in lines)
