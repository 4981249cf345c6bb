"""How good the records are, by system and channel, and what each model still waits for."""

from itertools import groupby

from assets.reports.blocks import Block, Column, Table, looked_up, missing, said, table, text
from assets.reports.content import Content, Record
from assets.reports.formats import Money, count, day, points, rate
from assets.reports.words import Both, model_name, named, word, word_or

DIMENSIONS = ("completeness", "validity", "uniqueness", "timeliness", "consistency")


def scorecard(content: Content) -> list[Block]:
    """The scores of systems and channels, and those of the persons as a count."""
    rows = content["quality_scores"]
    if not rows:
        return [missing("scorecard")]
    lowest = min(rows, key=lambda row: row["score"])
    finding = word(
        "scorecard.takeaway",
        name=_named(lowest),
        dimension=word(f"dimension.{lowest['dimension']}"),
        score=rate(lowest["score"]),
        money=Money(content.currency).short(lowest["money"]),
    )
    groups = groupby(rows, key=lambda row: (row["scope"], row["name"]))
    wide = [_wide(list(group)) for _, group in groups]
    columns = [looked_up("scope", "scope", "scope"), said("name", _named)]
    shown = [Column(word(f"dimension.{one}"), text, one) for one in DIMENSIONS]
    note = word("scorecard.note")
    return [
        table(wide, [*columns, *shown], word("scorecard.name"), finding=finding, note=note),
        *persons(content),
    ]


def _named(row: Record) -> Both:
    """A system or a channel in words."""
    return word_or(f"{row['scope']}.{row['name']}", row["name"])


def _wide(rows: list[Record]) -> Record:
    """One row per system or channel: each score with its change."""
    return {"scope": rows[0]["scope"], "name": rows[0]["name"]} | {
        row["dimension"]: _score(row) for row in rows
    }


def _score(row: Record) -> Both:
    before = row["previous_score"]
    if before is None or abs(row["score"] - before) < 0.0005:
        return rate(row["score"])
    return rate(row["score"]) + " (" + points(row["score"] - before) + ")"


def persons(content: Content) -> list[Block]:
    """Those who keep records, counted: their names are for `regulars quality`, not for this page."""
    rows = content["quality_persons"]
    columns = [
        looked_up("dimension", "dimension", "dimension"),
        Column("persons", count, "persons"),
        Column("below", count, "below"),
        Column("money", Money(content.currency).short, "money"),
    ]
    return (
        [table(rows, columns, word("scorecard.persons"), note=word("scorecard.persons_note"))] if rows else []
    )


def readiness(content: Content) -> Block:
    """What runs today, and from when the rest can."""
    rows = content["readiness"]
    if not rows:
        return missing("readiness")
    waiting = [row for row in rows if not row["is_met"]]
    finding = word("readiness.takeaway", met=count(len(rows) - len(waiting)), all=count(len(rows)))
    return _needs(waiting or rows, finding, _needs(rows) if waiting else None)


def _needs(rows: list[Record], finding: Both | None = None, more: Table | None = None) -> Table:
    columns = [
        said("model", lambda row: model_name(row["model"])),
        looked_up("level", "level", "level"),
        said("what_it_has", named_sentence, is_long=True),
        Column("ready_on", day, "ready_on", is_number=False),
    ]
    return table(rows, columns, word("readiness.name"), finding=finding, more=more)


def named_sentence(row: Record) -> Both:
    """The sentence of a row in both languages."""
    return named(row, "sentence")
