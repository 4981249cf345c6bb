"""For which customers the value forecasts were right, and for which they were not."""

from collections.abc import Callable

from assets.reports.blocks import Block, Column, missing, said, table, text
from assets.reports.content import Content, Record
from assets.reports.formats import Money, count, interval, rate
from assets.reports.sections.for_whom import group_name, quoted
from assets.reports.words import Both, joined, named, word

VERDICTS = ("right within chance", "too high", "too low", "too few")


def value_groups(content: Content) -> Block:
    """Predicted and actual money by segment, time as a customer and channel, or that they are too few."""
    rows = content["value_by_group"]
    if not rows:
        return missing("value_groups")
    money = Money(content.currency).full
    names = {row["segment"]: named(row) for row in content["eleven_names"]}

    def group(row: Record) -> Both:
        return group_name(row, names)

    columns = [
        said("group", group),
        Column("customers", count, "customers"),
        Column("predicted", money, "predicted"),
        Column("observed", money, "observed"),
        Column("ratio", rate, "sum_ratio"),
        Column("interval", text, lambda row: interval(rate, row["lower"], row["upper"])),
        Column(word("metric.mae"), money, "mae"),
        said("verdict", lambda row: word(f"value_groups.{row['verdict']}")),
    ]
    return table(
        rows,
        columns,
        word("value_groups.name"),
        finding=_finding(rows, group),
        note=word("value_groups.note"),
    )


def _finding(rows: list[Record], group: Callable[[Record], Both]) -> Both:
    found = {verdict: [row for row in rows if row["verdict"] == verdict] for verdict in VERDICTS}
    off = [
        word(
            f"value_groups.of_{verdict.replace(' ', '_')}",
            names=joined([quoted(row, group(row)) for row in found[verdict]]),
        )
        for verdict in ("too high", "too low")
        if found[verdict]
    ]
    few = len(found["too few"])
    told = len(rows) - few
    if not told:
        return word("value_groups.none", few=count(few))
    right = count(len(found["right within chance"]))
    sentence = word(
        "value_groups.takeaway" if off else "value_groups.all_right",
        right=right,
        all=count(told),
        off=joined(off),
    )
    return sentence + word("value_groups.few", few=count(few)) if few else sentence
