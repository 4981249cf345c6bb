"""The value models: which one won at past days, and whether the intervals hold what they promise."""

from itertools import groupby

from assets.reports.blocks import Block, Chart, Column, looked_up, missing, said, table, text, total
from assets.reports.charts import ACCENT, AMBER, INK, Figure, axis
from assets.reports.content import Content, Record
from assets.reports.curves import dots, line, lines
from assets.reports.formats import Money, count, day, figure, interval, rate, signed
from assets.reports.words import Both, both, joined, model_name, word, word_or

HOLDS = 0.04
"""An interval holds where the share inside is no farther than this from what it promises."""


def contest(content: Content) -> Block:
    """The value models against each other; the champion predicts."""
    rows = content["value_contest"]
    if not rows:
        return missing("contest")
    winners = [
        word(f"contest.of_{row['forecast']}", model=contender_name(row)) for row in rows if row["is_champion"]
    ]
    columns = [
        looked_up("forecast", "forecast", "forecast"),
        said("model", contender_name),
        said("state", lambda row: word("versions.predicts" if row["is_champion"] else "versions.rests")),
        *(_error(content, metric) for metric in ("rmse", "mae")),
        Column("ratio", rate, "sum_ratio"),
        Column("lead", text, lambda row: lead(row)),
    ]
    finding = word("contest.takeaway", winners=joined(winners))
    return table(rows, columns, word("contest.name"), finding=finding, note=word("contest.note"))


def _error(content: Content, metric: str) -> Column:
    """An error of orders, or of money in its currency."""
    money = Money(content.currency).full

    def shown(row: Record) -> Both:
        return money(row[metric]) if row["forecast"] == "money" else figure(row[metric])

    return Column(word(f"metric.{metric}"), text, shown)


def lead(row: Record) -> Both:
    """The lead over the champion by default; the default itself has none."""
    return both("–") if row["lower"] == row["upper"] == 0 else interval(signed, row["lower"], row["upper"])


def contender_name(row: Record) -> Both:
    """What a contender is called."""
    return word_or(f"contender.{row['contender']}", row["contender"])


def coverage(content: Content) -> Block:
    """Whether the 80 % intervals hold what they promise, test day by test day."""
    rows = content["interval_coverage"]
    if not rows:
        return missing("coverage")
    groups = [(model, list(group)) for model, group in groupby(rows, key=lambda row: row["model"])]
    said_of = [
        word("coverage.of", model=model_name(model), inside=rate(_mean(group))) for model, group in groups
    ]
    holds = all(abs(_mean(group) - group[0]["level"]) <= HOLDS for _, group in groups)
    takeaway = word("coverage.holds" if holds else "coverage.misses", parts=joined(said_of))
    days = sorted({row["origin"].isoformat() for row in rows})
    promised = line(word("series.promised"), days, [rows[0]["level"]] * len(days), INK, "dash", 1.5)
    drawn = lines(
        [
            promised,
            *(
                _covered(model, group, colour)
                for (model, group), colour in zip(groups, (ACCENT, AMBER), strict=False)
            ),
        ],
        axis(word("axis.test_day"), type="date", tickvals=days, tickformat="%Y-%m-%d"),
        axis(word("axis.inside"), tickformat=".0%", range=[0, 1.01]),
        height=300,
    )
    columns = [
        said("model", lambda row: model_name(row["model"])),
        Column("origin", day, "origin", is_number=False),
        Column("customers", count, "customers"),
        Column("inside", rate, "inside"),
        Column("below_it", rate, "below"),
        Column("above_it", rate, "above"),
    ]
    return Chart("coverage", word("coverage.name"), takeaway, drawn, table(rows, columns))


def _mean(rows: list[Record]) -> float:
    return float(sum(row["inside"] * row["customers"] for row in rows) / total(rows, "customers"))


def _covered(model: str, rows: list[Record], colour: str) -> Figure:
    x = [row["origin"].isoformat() for row in rows]
    return dots(x, [row["inside"] for row in rows], colour, model_name(model), "%{y:.1%}<extra></extra>")
