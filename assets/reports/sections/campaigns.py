"""What campaigns did, against customers left out by chance."""

from assets.reports.blocks import Block, Chart, Column, Section, Table, looked_up, missing, said, table, text
from assets.reports.charts import BAD, GOOD, GREY, label
from assets.reports.content import Content, Record
from assets.reports.curves import forest
from assets.reports.formats import Money, count, points, rate
from assets.reports.sections.proof import interval
from assets.reports.words import Both, both, named, word, word_or

COLOURS = {"works": GOOD, "harms": BAD}


def campaigns(content: Content) -> Section:
    """Every campaign with its interval; "cannot tell" is a result."""
    rows = [row for row in content["campaign_results"] if row["uplift"] is not None]
    if not rows:
        return Section("campaigns", (missing("results"),))
    return Section("campaigns", (results(content, rows),))


def results(content: Content, rows: list[Record]) -> Block:
    """The uplift of every campaign, whole and by stage, around zero."""
    ordered = sorted(
        rows, key=lambda row: (str(row["campaign_id"]), row["stage"] != "all", str(row["stage"]))
    )
    drawn = forest(
        [title(row) for row in ordered],
        [row["uplift"] for row in ordered],
        [row["lower"] for row in ordered],
        [row["upper"] for row in ordered],
        [COLOURS.get(row["verdict"], GREY) for row in ordered],
        word("axis.uplift"),
    )
    whole = [row for row in ordered if row["stage"] == "all"] or ordered
    sums = {key: count(sum(verdict(row) == key for row in whole)) for key in ("works", "unclear", "harms")}
    takeaway = word("results.takeaway", all=count(len(whole)), **sums)
    return Chart(
        "results", word("results.name"), takeaway, drawn, _table(content, ordered), word("results.note")
    )


def title(row: Record) -> Both:
    """Campaign and stage in one line."""
    name = label(str(row["campaign_name"] or row["campaign_id"]))
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
            said("in_words", lambda row: named(row, "sentence"), is_long=True),
        ],
    )
