"""What campaigns did, against customers left out by chance."""

from assets.reports.blocks import Block, Chart, Column, Section, Table, looked_up, missing, said, table, text
from assets.reports.charts import BAD, GOOD, GREY, bold, label
from assets.reports.content import Content, Record
from assets.reports.curves import Interval, forest
from assets.reports.formats import Money, count, interval, points, rate
from assets.reports.words import Both, both, joined, named, word, word_or

STAGES = ("all", "prospect", "first_order", "repeat", "regular")
WIDE = 0.5
"""A stage whose interval is wider says nothing and is left to the table."""
COLOURS = {"works": GOOD, "harms": BAD}
_IN_WORDS = said("in_words", lambda row: named(row, "sentence"), is_long=True)


def campaigns(content: Content) -> Section:
    """Every campaign with its interval; "cannot tell" is a result."""
    rows = sorted(content["campaign_results"], key=_position)
    measured = [row for row in rows if None not in (row["uplift"], row["lower"], row["upper"])]
    if not measured:
        return Section("campaigns", (missing("results"), *unmeasured(rows)))
    return Section("campaigns", (results(content, measured), *unmeasured(rows)))


def _position(row: Record) -> tuple[str, str, str, int, str]:
    campaign, offer, channel, stage = (
        str(row[name]) for name in ("campaign_id", "offer", "channel", "stage")
    )
    return campaign, offer, channel, STAGES.index(stage) if stage in STAGES else len(STAGES), stage


def results(content: Content, rows: list[Record]) -> Block:
    """The uplift of every campaign, whole and by stage, around zero."""
    telling = [row for row in rows if row["stage"] == "all" or row["upper"] - row["lower"] <= WIDE]
    drawn = forest([_interval(row) for row in telling], word("axis.uplift"))
    counted = _table(content, rows)
    return Chart("results", word("results.name"), _takeaway(rows), drawn, counted, word("results.note"))


def _takeaway(rows: list[Record]) -> Both:
    whole = [row for row in rows if row["stage"] == "all"] or rows
    sums = {key: sum(verdict(row) == key for row in whole) for key in ("works", "harms", "unclear")}
    parts = sum(verdict(row) == "works" for row in rows if row["stage"] != "all")
    if sums["unclear"] < len(whole):
        said_of = [word(f"results.of_{key}", n=count(number)) for key, number in sums.items() if number]
        return word("results.takeaway", all=count(len(whole)), parts=joined(said_of))
    none = word("results.none", all=count(len(whole)))
    return none + word("results.parts", parts=count(parts)) if parts else none


def unmeasured(rows: list[Record]) -> list[Block]:
    """Campaigns that left nobody out by chance: their effect cannot be measured."""
    whole = [row for row in rows if row["stage"] == "all" and row["uplift"] is None]
    columns = [said("campaign", title), Column("treated", count, "treated"), _IN_WORDS]
    return [table(whole, columns, word("results.unmeasured"))] if whole else []


def _interval(row: Record) -> Interval:
    """A campaign in bold, and its stages under it."""
    judged, colour = word(f"results.{verdict(row)}"), COLOURS.get(row["verdict"], GREY)
    is_whole = row["stage"] == "all"
    name = bold(label(title(row))) if is_whole else label(word_or(f"stage.{row['stage']}", row["stage"]))
    return Interval(name, row["uplift"], row["lower"], row["upper"], judged, colour)


def title(row: Record) -> Both:
    """Campaign and stage in one line."""
    name = both(row["campaign_name"] or row["campaign_id"])
    return name if row["stage"] == "all" else name + " · " + word_or(f"stage.{row['stage']}", row["stage"])


def verdict(row: Record) -> str:
    """The verdict as one word of ours."""
    return row["verdict"] if row["verdict"] in COLOURS else "unclear"


def _table(content: Content, rows: list[Record]) -> Table:
    money = Money(content.currency).full
    return table(
        rows,
        [
            said("campaign", lambda row: both(row["campaign_name"] or row["campaign_id"])),
            looked_up("stage", "stage", "stage"),
            Column("treated", count, "treated"),
            Column("control", count, "control"),
            Column("treated_rate", rate, "treated_rate"),
            Column("control_rate", rate, "control_rate"),
            Column("uplift", points, "uplift"),
            Column("interval", text, lambda row: interval(points, row["lower"], row["upper"])),
            Column(
                "revenue_each", text, lambda row: interval(money, row["revenue_lower"], row["revenue_upper"])
            ),
            said("verdict", lambda row: word(f"results.{verdict(row)}")),
            _IN_WORDS,
        ],
    )
