"""What arrives: whether each feed is up to date, what corrections changed, columns and orders set apart."""

from assets.reports.blocks import Block, Column, looked_up, missing, said, table, total
from assets.reports.content import Content, Record
from assets.reports.formats import Money, count, day
from assets.reports.sections.scorecard import named_sentence
from assets.reports.words import Both, both, joined, word, word_or

OF_FEED = [looked_up("system", "system", "system"), looked_up("object", "object", "object")]


def behind(content: Content) -> list[Record]:
    """The feeds that are not up to date."""
    return [row for row in content["feeds"] if row["state"] != "current"]


def feed_name(row: Record) -> Both:
    """The system and what it exports."""
    object_ = word_or(f"object.{row['object']}", str(row["object"]))
    return word_or(f"system.{row['system']}", str(row["system"])) + " · " + object_


def feeds(content: Content) -> Block:
    """Each feed with its state, those behind first."""
    rows = content["feeds"]
    if not rows:
        return missing("feeds")
    late = behind(content)
    finding = word(
        "feeds.behind" if late else "feeds.current",
        n=count(len(late)),
        all=count(len(rows)),
        names=joined([feed_name(row) for row in late]),
    )
    columns = [
        *OF_FEED,
        looked_up("status", "feed_state", "state"),
        Column("served_through", day, "served_through", is_number=False),
        Column("behind_days", count, "behind_days"),
        said("finding", named_sentence, is_long=True),
    ]
    every = table(rows, columns) if late and len(late) < len(rows) else None
    return table(late or rows, columns, word("feeds.name"), finding=finding, more=every)


def corrections(content: Content) -> Block:
    """What exports that took the place of earlier ones added, took away and changed."""
    rows = content["corrections"]
    if not rows:
        return missing("corrections")
    parts = ("files", "added", "removed", "changed")
    finding = word("corrections.takeaway", **{part: count(total(rows, part)) for part in parts})
    columns = [*OF_FEED, *(Column(part, count, part) for part in parts)]
    arrival = total(rows, "by_arrival")
    note = word("corrections.note", n=count(arrival)) if arrival else None
    return table(rows, columns, word("corrections.name"), finding=finding, note=note)


def column_drift(content: Content) -> list[Block]:
    """Columns that came, went or changed from one export to the next."""
    rows = content["column_drift"]
    columns = [
        said("file", "file"),
        looked_up("change", "change", "change"),
        said("field", "column"),
        said("before", "before"),
        said("after", "after"),
    ]
    name, finding = word("column_drift.name"), word("column_drift.takeaway", n=count(len(rows)))
    return [table(rows, columns, name, finding=finding)] if rows else []


def order_rules(content: Content) -> list[Block]:
    """Orders that count neither as a customer's nor as revenue, by the rule that says so."""
    rows = content["order_rules"]
    columns = [
        looked_up("system", "system", "system"),
        said("rule", rule_name),
        Column("orders", count, "orders"),
        Column("amount", Money(content.currency).full, "amount"),
        Column("first_on", day, "first_on", is_number=False),
        Column("last_on", day, "last_on", is_number=False),
    ]
    finding = word("order_rules.takeaway", orders=count(total(rows, "orders")), n=count(len(rows)))
    return [table(rows, columns, word("order_rules.name"), finding=finding)] if rows else []


def rule_name(row: Record) -> Both:
    """The kind of the rule in words, and the rule as it is named."""
    kind, _, detail = row["rule"].partition(": ")
    return word_or(f"rule.{kind}", kind) + (
        both(": ") + word_or(f"rule_detail.{detail}", detail) if detail else ""
    )
