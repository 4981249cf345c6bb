"""For whom the probabilities can be trusted: past tests by tenure, orders, channels and segment."""

from collections.abc import Callable

from assets.reports.blocks import Block, Column, looked_up, missing, said, table, text
from assets.reports.content import Content, Record
from assets.reports.formats import count, figure, interval, points, rate
from assets.reports.words import Both, joined, model_name, named, word, word_or

DOUBTS = ("off", "unranked", "too few")
FIRST = "tenure"
"""The groups shown first where nothing is in doubt."""


def for_whom(content: Content) -> Block:
    """For each model one sentence on whom it is not to be trusted for, these groups, and all behind them."""
    rows = content["group_backtest"]
    if not rows:
        return missing("for_whom")
    names = {row["segment"]: named(row) for row in content["eleven_names"]}

    def group(row: Record) -> Both:
        return group_name(row, names)

    sentences = [_sentence(model, rows, group) for model in sorted({row["model"] for row in rows})]
    finding = Both(" ".join(one.en for one in sentences), "".join(one.zh for one in sentences))
    columns = [
        said("model", lambda row: model_name(row["model"])),
        said("group", group),
        Column("customers", count, "customers"),
        Column("predicted", rate, "predicted"),
        Column("observed", rate, "observed"),
        Column("gap", text, lambda row: interval(points, row["gap_lower"], row["gap_upper"])),
        Column(word("metric.auc"), figure, "auc"),
        Column("interval", text, lambda row: interval(figure, row["auc_lower"], row["auc_upper"])),
        Column(word("metric.ece"), figure, "ece"),
        looked_up("verdict", "for_whom", "verdict"),
    ]
    first = [row for row in rows if row["verdict"] in DOUBTS] or [row for row in rows if row["kind"] == FIRST]
    every = table(rows, columns) if first != rows else None
    name, note = word("for_whom.name"), word("for_whom.note")
    return table(first or rows, columns, name, finding=finding, note=note, more=every)


def group_name(row: Record, segments: dict[str, Both]) -> Both:
    """What a group of customers is called."""
    if row["kind"] == "segment":
        return segments.get(row["name"], word_or("", row["name"]))
    if row["kind"] == "channel":
        return word_or(f"channel.{row['name']}", row["name"])
    return word_or(f"group.{row['kind']}_{row['name']}", row["name"])


def quoted(row: Record, name: Both) -> Both:
    """The name inside a sentence: a segment's own name is set apart from the words around it."""
    return word("number.quoted", name=name) if row["kind"] == "segment" else name


def _sentence(model: str, rows: list[Record], group: Callable[[Record], Both]) -> Both:
    own = [row for row in rows if row["model"] == model]
    doubtful = {kind: [quoted(row, group(row)) for row in own if row["verdict"] == kind] for kind in DOUBTS}
    parts = [word(f"for_whom.of_{kind}", groups=joined(found)) for kind, found in doubtful.items() if found]
    if not parts:
        return word("for_whom.all", model=model_name(model))
    others = len(own) - sum(map(len, doubtful.values()))
    return word(
        "for_whom.takeaway" if others else "for_whom.only", model=model_name(model), parts=joined(parts)
    )
