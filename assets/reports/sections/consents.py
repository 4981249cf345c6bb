"""Who may be contacted: consents by channel, counted."""

from assets.reports.blocks import Block, Chart, Column, looked_up, share, table
from assets.reports.charts import ACCENT, AMBER, GREY, label, stacks
from assets.reports.content import Content, Record
from assets.reports.formats import count, rate
from assets.reports.words import word, word_or

PARTS = (("granted", ACCENT), ("refused", AMBER), ("unknown", GREY))


def consents(content: Content) -> list[Block]:
    """The share of customers who agreed, refused or were never asked, by channel."""
    rows = content["consents"]
    if not rows:
        return []
    names = [word_or(f"channel.{row['channel']}", row["channel"]) for row in rows]
    series = [
        (word(f"consents.{part}"), [share(row[part], _all(row)) for row in rows], colour)
        for part, colour in PARTS
    ]
    drawn = stacks([label(name) for name in names], series, word("axis.share_customers"), percent=True)
    first = rows[0]
    takeaway = word(
        "consents.takeaway",
        channel=names[0],
        granted=rate(share(first["granted"], _all(first))),
        unknown=rate(share(first["unknown"], _all(first))),
    )
    columns = [
        looked_up("channel", "channel", "channel"),
        *(Column(word(f"consents.{part}"), count, part) for part, _ in PARTS),
    ]
    return [Chart("consents", word("consents.name"), takeaway, drawn, table(rows, columns))]


def _all(row: Record) -> float:
    return float(row["granted"] + row["refused"] + row["unknown"])
