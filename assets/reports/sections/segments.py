"""Segments and their movement."""

from assets.reports.blocks import Block, Chart, Column, Section, missing, said, share, table, total
from assets.reports.charts import ACCENT, GREY, bars, label
from assets.reports.content import Content
from assets.reports.formats import Money, count, rate
from assets.reports.sections.accounts import accounts
from assets.reports.sections.movement import movement
from assets.reports.sections.value_accounts import value_accounts
from assets.reports.words import named, word


def segments(content: Content) -> Section:
    """Sizes and value, movement and its causes, target segments."""
    causes = (accounts(content), value_accounts(content))
    return Section("segments", (eleven(content), *movement(content), *causes, targets(content)))


def eleven(content: Content) -> Block:
    """The eleven segments: share of customers against share of expected value."""
    rows = content["eleven"]
    if not rows:
        return missing("eleven")
    customers, value = total(rows, "customers"), total(rows, "expected_value")
    figure = bars(
        [label(named(row)) for row in rows],
        (
            (word("series.customers"), [share(row["customers"], customers) for row in rows], GREY),
            (word("series.expected"), [share(row["expected_value"], value) for row in rows], ACCENT),
        ),
        word("axis.share"),
    )
    best = rows[0]
    takeaway = word(
        "eleven.takeaway" if value else "eleven.unvalued",
        name=named(best),
        customers=rate(share(best["customers"], customers)),
        value=rate(share(best["expected_value"], value)),
    )
    return Chart("eleven", word("eleven.name"), takeaway, figure, table(rows, _columns(content, customers)))


def _columns(content: Content, customers: float) -> list[Column]:
    money = Money(content.currency).full
    return [
        said("segment", named),
        Column("customers", count, "customers"),
        Column("share", rate, lambda row: share(row["customers"], customers)),
        Column("revenue", money, "revenue"),
        Column("expected", money, "expected_value"),
        Column("expected_each", money, lambda row: share(row["expected_value"], row["customers"])),
        Column("churn", rate, "churn_probability"),
    ]


def targets(content: Content) -> Block:
    """The company's own target segments."""
    rows = content["target_segments"]
    if not rows:
        return missing("targets")
    figure = bars(
        [label(named(row, otherwise=row["segment"])) for row in rows],
        ((word("series.members"), [row["members"] for row in rows], ACCENT),),
        word("axis.customers"),
        percent=False,
    )
    largest = rows[0]
    takeaway = word(
        "targets.takeaway", n=count(len(rows)), name=named(largest), members=count(largest["members"])
    )
    columns = [
        said("segment", named),
        said("description", lambda row: named(row, "description"), is_long=True),
        Column("members", count, "members"),
        Column("share", rate, "share"),
    ]
    return Chart("targets", word("targets.name"), takeaway, figure, table(rows, columns))
