"""Data quality: the books of every record that came, and why rows could not be used."""

from itertools import groupby

from assets.reports.blocks import (
    Block,
    Chart,
    Column,
    Section,
    Table,
    looked_up,
    missing,
    said,
    share,
    table,
    total,
)
from assets.reports.charts import AMBER, bars
from assets.reports.content import Content, Record
from assets.reports.formats import count, rate
from assets.reports.sections.feeds import column_drift, corrections, feeds, order_rules
from assets.reports.sections.identity import identity
from assets.reports.sections.scorecard import readiness, scorecard
from assets.reports.words import Both, joined, named, word, word_or
from warehouse.snapshots import QUALITY

ENTRIES = ("loaded", "quarantined", "duplicate", "blank")


def quality(content: Content) -> Section:
    """What arrived, how good the records are, who is one person, the checks, what models wait for."""
    arrived = (feeds(content), *held(content), *books(content), corrections(content), *column_drift(content))
    apart = (reasons(content), *worst(content), *order_rules(content))
    records = (*apart, *scorecard(content), *identity(content), *checks(content))
    return Section("quality", (*arrived, *records, readiness(content)))


def books(content: Content) -> list[Block]:
    """Records by system, each of them in exactly one column."""
    rows = content["books"]
    if not rows:
        return [missing("books")]
    sums = {column: total(rows, column) for column in ("files", "records", *ENTRIES)}
    is_balanced = sums["records"] == sum(sums[entry] for entry in ENTRIES)
    finding = word(
        "books.balanced" if is_balanced else "books.unbalanced",
        records=count(sums["records"]),
        files=count(sums["files"]),
        parts=joined([word(f"books.{entry}", n=count(sums[entry])) for entry in ENTRIES if sums[entry]]),
    )
    everything = {"system": "total", "object": None} | sums
    return [
        table(
            [*rows, everything], _book_columns(), word("books.name"), finding=finding, note=word("books.note")
        )
    ]


def _book_columns() -> list[Column]:
    return [
        looked_up("system", "system", "system"),
        looked_up("object", "object", "object"),
        Column("files", count, "files"),
        Column("records", count, "records"),
        *(Column(entry, count, entry) for entry in ENTRIES),
        Column("usable", rate, lambda row: share(row["loaded"], row["loaded"] + row["quarantined"])),
    ]


def held(content: Content) -> list[Block]:
    """Files that wait for an answer."""
    columns = [
        said("file", "file"),
        looked_up("status", "status", "status"),
        said("message", "message", is_long=True),
    ]
    rows = content["held_files"]
    return [table(rows, columns, word("held.name"))] if rows else []


def reasons(content: Content) -> Block:
    """Why rows were put aside, by number."""
    rows = content["quarantine_reasons"]
    if not rows:
        return missing("reasons")
    named = [word_or(f"reason.{row['reason_code']}", row["reason_code"]) for row in rows]
    values = [row["records"] for row in rows]
    drawn = bars(named, ((word("series.records"), values, AMBER),), word("axis.records"), percent=False)
    takeaway = word("reasons.takeaway", reason=named[0], records=count(values[0]), all=count(sum(values)))
    columns = [
        looked_up("reason", "reason", "reason_code"),
        Column("records", count, "records"),
        Column("files", count, "files"),
    ]
    return Chart("reasons", word("reasons.name"), takeaway, drawn, table(rows, columns))


def worst(content: Content) -> list[Block]:
    """The files to look at first."""
    rows = content["worst_files"]
    return [_worst(rows)] if rows else []


def _worst(rows: list[Record]) -> Table:
    columns = [said("file", "file"), Column("records", count, "records")]
    entries = [Column(entry, count, entry) for entry in ENTRIES]
    return table(rows, [*columns, *entries], word("worst.name"))


def checks(content: Content) -> list[Block]:
    """How many expectations each table met, and which it did not."""
    rows = content["checks"]
    if not rows:
        return []
    groups = [_checked(list(group)) for _, group in groupby(rows, key=lambda row: row["table"])]
    unmet = [group for group in groups if group["met"] < group["checks"]]
    finding = word("checks.takeaway", met=count(sum(row["is_met"] for row in rows)), all=count(len(rows)))
    columns = [
        said("table", "table"),
        Column("checks", count, "checks"),
        Column("met", count, "met"),
        said("unmet", "unmet", is_long=True),
    ]
    every = table(groups, columns)
    link = (QUALITY, word("checked.link"))
    return [table(unmet, columns, word("checks.name"), finding=finding, more=every, link=link)]


def _checked(rows: list[Record]) -> Record:
    unmet = [_said(row) for row in rows if not row["is_met"]]
    listed = joined(unmet) if unmet else word("checks.every")
    return {"table": rows[0]["table"], "checks": len(rows), "met": len(rows) - len(unmet), "unmet": listed}


def _said(row: Record) -> Both:
    return named(row, "sentence", str(row["expectation"])) + f" ({row['unexpected']:,})"
