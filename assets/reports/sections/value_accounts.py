"""Why the customers are expected to bring more or less than at the snapshot before."""

from assets.reports.blocks import Block, Column, missing, said, table
from assets.reports.content import Content, Record
from assets.reports.formats import Money, day
from assets.reports.words import Both, joined, word

ENDS = ("before", "now")


def value_accounts(content: Content) -> Block:
    """The year's predicted value before, each cause that changed it, and now; the parts sum to the cent."""
    rows = content["value_movement"]
    if not rows:
        return missing("value_accounts")
    money = Money(content.currency)
    amount = {row["cause"]: row["amount"] for row in rows}
    parts = sorted((row for row in rows if row["cause"] not in ENDS and row["amount"]), key=_size)
    told = [
        word("value_accounts.part", amount=money.short(row["amount"]), cause=_cause(row)) for row in parts[:3]
    ]
    finding = word(
        "value_accounts.takeaway" if told else "value_accounts.same",
        before=money.short(amount["before"]),
        now=money.short(amount["now"]),
        since=day(content.previous_on),
        parts=joined(told),
    )
    columns = [said("cause", _cause), Column("amount", money.full, "amount")]
    name, note = word("value_accounts.name"), word("value_accounts.note")
    return table(rows, columns, name, finding=finding, note=note)


def _size(row: Record) -> float:
    return -abs(float(row["amount"]))


def _cause(row: Record) -> Both:
    return word(f"cause.{row['cause']}")
