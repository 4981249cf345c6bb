"""The kinds of defect, as data: a name, the feed, and what it does to cells, rows or bytes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from benchmarks.defects.sheet import Sheet

Change = Callable[[Sheet, np.random.Generator], Sheet]
KEY, DAY, AMOUNT, PHONE, NUMBER = "销售订单编号", "下单日期", "销售订单金额(元)", "电话", "客户编号"
DISCOUNT, REFUND, CREATED = "整单折扣(元)", "已退款金额(元)", "Created at"


@dataclass(frozen=True)
class Defect:
    """One kind of damage; `spoil` acts on the bytes of the file that `change` made."""

    name: str
    feed: str
    change: Change = lambda sheet, _: sheet
    spoil: Callable[[bytes, Sheet], bytes] = lambda content, _: content
    is_honest: bool = False
    """Whether nothing is wrong: what is flagged then is a false alarm."""


def cells(column: str, new: Callable[[str], str], share: float = 0.05) -> Change:
    """New values in a share of a column's cells."""
    return lambda sheet, rng: sheet.changed(column, sheet.some(rng, share, column), new)


def every(column: str, new: Callable[[str], str]) -> Change:
    """New values in a whole column."""
    return lambda sheet, _: sheet.changed(column, range(len(sheet.rows)), new)


def from_other(column: str, other: str, new: Callable[[str, str], str], share: float = 0.05) -> Change:
    """New values in a column, made of those of another one, where that is filled."""

    def change(sheet: Sheet, rng: np.random.Generator) -> Sheet:
        source, at = sheet.column(other), sheet.some(rng, share, other)
        for index in at:
            sheet = sheet.changed(column, [index], partial(_from, new, sheet.rows[index][source]))
        return sheet

    return change


def _from(new: Callable[[str, str], str], other: str, own: str) -> str:
    return new(own, other)


def whole(rows: Callable[[list[list[str]]], list[list[str]]]) -> Change:
    """Other rows."""
    return lambda sheet, _: replace(sheet, rows=rows(sheet.rows), touched=None)


def headed(header: Callable[[list[str]], list[str]]) -> Change:
    """Another header."""
    return lambda sheet, _: replace(sheet, header=header(sheet.header), touched=None)


def without(*columns: str) -> Change:
    """The sheet without columns."""

    def change(sheet: Sheet, _: np.random.Generator) -> Sheet:
        kept = [i for i, name in enumerate(sheet.header) if name not in columns]
        return replace(
            sheet,
            header=[sheet.header[i] for i in kept],
            rows=[[row[i] for i in kept] for row in sheet.rows],
            touched=None,
        )

    return change


def repeated(new: dict[str, Callable[[str], str]], share: float = 0.1) -> Change:
    """Some rows a second time at the end, with other values in some columns."""

    def change(sheet: Sheet, rng: np.random.Generator) -> Sheet:
        at = sheet.some(rng, share, next(iter(new)))
        more = [list(sheet.rows[index]) for index in at]
        for row in more:
            for column, make in new.items():
                row[sheet.column(column)] = make(row[sheet.column(column)])
        added = range(len(sheet.rows), len(sheet.rows) + len(more))
        return replace(sheet, rows=[*sheet.rows, *more], touched=frozenset({*at, *added}))

    return change


def exchanged(one: str, other: str, share: float = 0.1) -> Change:
    """Two columns' values in each other's place in some rows."""

    def change(sheet: Sheet, rng: np.random.Generator) -> Sheet:
        a, b, at = sheet.column(one), sheet.column(other), sheet.some(rng, share, other)
        rows = [list(row) for row in sheet.rows]
        for index in at:
            rows[index][a], rows[index][b] = rows[index][b], rows[index][a]
        return replace(sheet, rows=rows, touched=frozenset(at))

    return change


def born(day: str, share: float) -> Change:
    """A column of birthdays, some of them on a day of the defect's own."""

    def change(sheet: Sheet, rng: np.random.Generator) -> Sheet:
        days = [
            f"{1950 + int(n) % 50}-{1 + int(n) % 12:02}-11" for n in rng.integers(0, 600, len(sheet.rows))
        ]
        at = set(sheet.some(rng, share)) if share else set()
        rows = [[*row, day if i in at else days[i]] for i, row in enumerate(sheet.rows)]
        return replace(sheet, header=[*sheet.header, "生日"], rows=rows, touched=frozenset(at))

    return change


def lines(new: Callable[[bytes], bytes]) -> Callable[[bytes, Sheet], bytes]:
    """Every touched line of the file written anew."""

    def spoil(content: bytes, sheet: Sheet) -> bytes:
        written = content.split(b"\n")
        for index in sorted(sheet.touched or ()):
            written[index + 1] = new(written[index + 1])
        return b"\n".join(written)

    return spoil


def marked(share: float) -> Change:
    """Only notes which rows the bytes' damage will touch."""
    return lambda sheet, rng: replace(sheet, touched=frozenset(sheet.some(rng, share)))


def all_marked(sheet: Sheet, _: np.random.Generator) -> Sheet:
    """The bytes' damage touches every row."""
    return replace(sheet, touched=None)


def year(by: int) -> Callable[[str], str]:
    """A date text in another year."""
    return lambda text: text.replace("2026", str(2026 + by), 1)


def swapped(text: str) -> str:
    """Day and month in each other's place."""
    day, _, rest = text.partition(" ")
    return "-".join([day[:4], day[8:10], day[5:7]]) + " " + rest


def times(factor: float) -> Callable[[str], str]:
    """An amount multiplied."""
    return lambda text: f"{float(text.replace(',', '')) * factor:.2f}"


def misread(text: str) -> str:
    """UTF-8 text read as GB18030."""
    return text.encode().decode("gb18030", "ignore")


def put(value: str) -> Callable[[str], str]:
    """One value, whatever was there."""
    return lambda _: value


def comma(text: str) -> str:
    """A decimal comma."""
    return f"{float(text.replace(',', '')):,.2f}".translate(str.maketrans(",.", ".,"))


DEFECTS = (
    Defect("blank key", "sales", cells(KEY, put(""))),
    Defect("duplicate key, another amount", "sales", repeated({AMOUNT: times(1.7)})),
    Defect("future date", "sales", cells(DAY, put("2093-03-01 10:00"))),
    Defect("ancient date", "sales", cells(DAY, put("1900-01-01 00:00"))),
    Defect("date that is none", "sales", cells(DAY, put("2026-02-31 10:00"))),
    Defect("day and month swapped", "shop", every(CREATED, swapped)),
    Defect("one system's dates shifted by a year", "shop", every(CREATED, year(-1))),
    Defect("negative quantity", "shop", cells("Lineitem quantity", lambda text: "-" + text)),
    Defect("amount × 100", "sales", cells(AMOUNT, times(100), 0.03)),
    Defect("amount as text", "sales", cells(AMOUNT, put("见合同"))),
    Defect("decimal comma", "sales", cells(AMOUNT, comma)),
    Defect("cents instead of yuan", "sales", every(AMOUNT, times(100))),
    Defect("currency missing", "shop", cells("Currency", put(""), 0.1)),
    Defect("currency unknown", "shop", cells("Currency", put("XQZ"), 0.1)),
    Defect("status unknown", "sales", cells("状态", put("待定甲"), 0.2)),
    Defect("e-mail without @", "contacts", cells("Email", lambda text: text.replace("@", " at "), 0.2)),
    Defect("phone destroyed by Excel", "sales", cells("客户电话", put("4.4E+17"))),
    Defect("phone truncated", "cards", cells(PHONE, lambda text: text[:-4], 0.2)),
    Defect("name in the wrong column", "cards", exchanged("客户名称", PHONE)),
    Defect("columns shifted", "sales", whole(lambda rows: [["", *row[:-1]] for row in rows])),
    Defect("header renamed", "sales", headed(lambda names: ["X1" if n == AMOUNT else n for n in names])),
    Defect("required column missing", "sales", without(DAY)),
    Defect("optional column missing", "sales", without("客户电话")),
    Defect("column all blank", "contacts", every("Email", put(""))),
    Defect("constant column", "contacts", every("Email", put("info@example.com"))),
    Defect("half the rows missing", "desk", whole(lambda rows: rows[::2])),
    Defect("rows doubled", "mail", whole(lambda rows: rows + rows)),
    Defect("file empty", "desk", all_marked, lambda *_: b""),
    Defect("header only", "desk", whole(lambda _: [])),
    Defect("UTF-8 read as GBK", "desk", every("customer_name", misread)),
    Defect(
        "two encodings in one file", "desk", marked(0.2), lines(lambda line: line.decode().encode("gb18030"))
    ),
    Defect("broken quotes", "desk", marked(0.02), lines(lambda line: line.replace(b",", b',"', 1))),
    Defect("extra delimiter", "desk", marked(0.05), lines(lambda line: line.replace(b",", b",x,", 1))),
    Defect(
        "last line cut off", "shop",
        lambda sheet, _: replace(sheet, touched=frozenset({len(sheet.rows) - 1})),
        lambda content, _: content[: content.rstrip().rfind(b"\n") + 60],
    ),
    Defect("orders of unknown customers", "sales", cells(NUMBER, lambda text: "ZZ" + text[2:], 0.3)),
    Defect("leading zeros lost", "sales", every(NUMBER, lambda text: "KH" + text[2:].lstrip("0"))),
    Defect("number with trailing spaces", "sales", cells(KEY, lambda text: text + "  ", 0.2)),
    Defect("cancelled, yet paid", "shop", from_other("Cancelled at", "Paid at", lambda _, paid: paid, 0.1)),
    Defect(
        "discount above the price", "sales", from_other(DISCOUNT, AMOUNT, lambda _, amount: times(30)(amount))
    ),
    Defect(
        "refund above the price", "sales", from_other(REFUND, AMOUNT, lambda _, amount: times(3)(amount))
    ),
    Defect("lines that do not sum to the total", "shop", cells("Lineitem price", times(3))),
    Defect("test orders", "sales", cells("备注", put("测试"), 0.3)),
    Defect(
        "contradicting consent", "cards",
        repeated({NUMBER: lambda text: text + "9", "短信授权": lambda text: "否" if text == "是" else "是"}),
    ),
    Defect("ticket closed before it was opened", "desk", cells("closed_at", put("2020-01-01 08:00"))),
    Defect("opened before it was sent", "mail", cells("opened_at", put("2020-01-01 08:00"), 0.2)),
    Defect("born in the future", "cards", born("2087-05-11", 0.1)),
    Defect("nothing wrong: some orders corrected", "sales", cells(AMOUNT, times(0.9), 0.02), is_honest=True),
    Defect(
        "nothing wrong: new tickets", "desk", repeated({"ticket_id": lambda text: text + "9"}), is_honest=True
    ),
    Defect("nothing wrong: a new column", "cards", born("", 0), is_honest=True),
    Defect(
        "nothing wrong: addresses corrected", "contacts",
        cells("Email", lambda text: "new." + text, 0.1), is_honest=True,
    ),
)  # fmt: skip
"""Forty-six kinds, and four exports in which nothing is wrong."""
