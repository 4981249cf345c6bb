"""Contracts: how many are expected to be given up, by plan."""

from assets.reports.blocks import Block, Column, looked_up, missing, said, share, table, total
from assets.reports.content import Content, Record
from assets.reports.formats import Money, count, figure, rate
from assets.reports.words import word

SHOWN = 12


def contracts(content: Content) -> Block:
    """The plans by contracts expected to end within three months."""
    rows = content["contracts"]
    if not rows:
        return missing("contracts")
    money, worst = Money(content.currency).full, max(rows, key=_chance)
    takeaway = word(
        "contracts.takeaway",
        contracts=count(total(rows, "contracts")),
        leaving=count(total(rows, "leaving")),
        share=rate(share(total(rows, "leaving"), total(rows, "eligible"))),
        at_risk=money(total(rows, "at_risk")),
        kind=worst["kind"],
        highest=rate(_chance(worst)),
    )
    columns = [
        said("plan", "kind"),
        Column("contracts", count, "contracts"),
        Column("may_end", count, "eligible"),
        Column("leaving", figure, "leaving"),
        Column("share", rate, _chance),
        Column("at_risk_fees", money, "at_risk"),
        looked_up("basis", "contract_basis", "basis"),
    ]
    return table(rows[:SHOWN], columns, word("contracts.name"), finding=takeaway, note=word("contracts.note"))


def _chance(row: Record) -> float:
    return share(row["leaving"], row["eligible"]) or 0.0
