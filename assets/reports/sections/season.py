"""The level of leaving: how it moved, and what season and latest weeks do to tonight's forecasts."""

from collections.abc import Sequence

from assets.reports.blocks import Block, Chart, Column, looked_up, missing, table
from assets.reports.charts import ACCENT, AMBER, GREY, Figure, axis
from assets.reports.content import Content, Record
from assets.reports.curves import band, dots, line, lines
from assets.reports.formats import count, day, interval, points, signed
from assets.reports.words import Both, word

COLUMNS = (
    Column("window_start", day, "day", is_number=False),
    Column("known_days", count, "known_days"),
    Column("log_odds", signed, "log_odds"),
    Column("interval_80", lambda row: interval(signed, row["lower"], row["upper"]), lambda row: row),
    looked_up("state", "season", "is_forecast"),
)


def season(content: Content) -> Block:
    """How the level of leaving moved over the seasons, and what that does to tonight's forecasts."""
    rows, told = content["season"], content.one("season_points")
    if not rows or not told:
        return missing("season")
    takeaway = word(
        "season.takeaway",
        points=points(told["points"]),
        days=count(told["window_days"]),
        interval=interval(points, told["lower"], told["upper"]),
    )
    note = word("season.note")
    return Chart("season", word("season.name"), takeaway, _drawn(rows), table(rows, COLUMNS), note)


def _drawn(rows: Sequence[Record]) -> Figure:
    days = [row["day"].isoformat() for row in rows]
    value, lower, upper = ([row[name] for row in rows] for name in ("log_odds", "lower", "upper"))
    past, coming = ([row for row in rows if row["is_forecast"] is kind] for kind in (False, True))
    traces = [
        band(days, lower, upper, word("series.interval_80")),
        line(word("series.level"), days, value, GREY, width=1.5),
        _points(past, ACCENT, word("series.was_off")),
        _points(coming, AMBER, word("series.coming")),
    ]
    across, up = (
        axis(word("axis.window_start"), type="date", tickformat="%Y-%m"),
        axis(word("axis.log_odds"), tickformat="+.2f"),
    )
    return lines(traces, across, up, height=300)


def _points(rows: Sequence[Record], colour: str, name: Both) -> Figure:
    days, value = [row["day"].isoformat() for row in rows], [row["log_odds"] for row in rows]
    return dots(days, value, colour, name, "%{y:+.2f}")
