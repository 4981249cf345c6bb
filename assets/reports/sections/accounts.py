"""Why the segments changed since the snapshot before: each cause, and parts that sum to the difference."""

from assets.reports.blocks import Block, Chart, Column, Table, missing, said, table, total
from assets.reports.charts import ACCENT, bars
from assets.reports.content import Content, Record
from assets.reports.formats import Money, count, day, whole_signed
from assets.reports.sections.movement import name_of
from assets.reports.words import Both, joined, named, word

CAUSES = ("definition", "identity", "corrections", "clock", "own behaviour", "thresholds")


def accounts(content: Content) -> Block:
    """How many changes of segment each cause made, and what each segment gained and lost by it."""
    causes = content["movement_causes"]
    if not causes:
        return missing("accounts")
    names = {row["segment"]: named(row) for row in [*content["eleven_names"], *content["eleven"]]}
    values = [row["changes"] for row in causes]
    titles = [word(f"cause.{row['cause']}") for row in causes]
    drawn = bars(titles, ((word("series.changes"), values, ACCENT),), word("axis.changes"), percent=False)
    parts = [
        word("accounts.part", n=count(row["changes"]), cause=title)
        for row, title in zip(causes, titles, strict=True)
    ]
    since = day(content.previous_on)
    takeaway = word(
        "accounts.takeaway", all=count(total(causes, "changes")), since=since, parts=joined(parts)
    )
    return Chart(
        "accounts", word("accounts.name"), takeaway, drawn, _by_segment(content, names), word("accounts.note")
    )


def _by_segment(content: Content, names: dict[str, Both]) -> Table:
    found: dict[str, Record] = {}
    for row in content["movement_accounts"]:
        found.setdefault(row["segment"], {"segment": row["segment"]})[row["cause"]] = row["customers"]
    rows = [one | {"sum": sum(one.get(cause, 0) for cause in CAUSES)} for one in found.values()]
    columns = [Column(word(f"cause.{cause}"), whole_signed, cause) for cause in CAUSES]
    first = said("segment", lambda row: name_of(row["segment"], names))
    return table(rows, [first, *columns, Column("sum", whole_signed, "sum")])


def risk_accounts(content: Content) -> Block:
    """Why the customers at high churn risk and the margin at risk changed since the snapshot before."""
    rows = content["risk_movement"]
    if not rows:
        return missing("risk_accounts")
    money = Money(content.currency).full
    titles = [word(f"cause.{row['cause']}") for row in rows]
    parts = [
        word("risk_accounts.part", cause=title, n=whole_signed(row["customers"]), money=money(row["at_risk"]))
        for row, title in zip(rows, titles, strict=True)
    ]
    finding = word(
        "risk_accounts.takeaway",
        since=day(content.previous_on),
        n=whole_signed(total(rows, "customers")),
        money=money(total(rows, "at_risk")),
        parts=joined(parts),
    )
    columns = [
        said("cause", lambda row: word(f"cause.{row['cause']}")),
        Column(word("series.came"), count, "came"),
        Column(word("series.went"), count, "went"),
        Column("customers", whole_signed, "customers"),
        Column("at_risk", money, "at_risk"),
    ]
    note = word("risk_accounts.note")
    return table(rows, columns, word("risk_accounts.name"), finding=finding, note=note)
