"""How right the models were, on days after their training: calibration, gain, tracking, backtest."""

from itertools import groupby
from typing import Any

from assets.reports.blocks import Block, Chart, Column, Section, looked_up, missing, said, table, text
from assets.reports.charts import ACCENT, AMBER, GREY, INK, Figure, axis
from assets.reports.content import Content, Record
from assets.reports.curves import band, dots, line, lines
from assets.reports.formats import Money, count, day, figure, interval, percent, rate, signed
from assets.reports.sections.record import track_record
from assets.reports.words import Both, both, joined, model_name, word

GAIN_AT = 0.2
HEADLINES = ("auc", "mae")
"""The metrics shown first: how well a model ranks, and how far it is off."""


def proof(content: Content) -> Section:
    """Every model against what came afterwards and against the naive baselines."""
    pictures = [*calibration(content), gain(content), *tracking(content)]
    return Section("proof", (*pictures, backtest(content), *track_record(content)))


def calibration(content: Content) -> list[Block]:
    """Predicted against observed, one chart per model; of a single customer nothing can be said."""
    told = [row for row in content["calibration"] if row["lower"] is not None and row["upper"] is not None]
    groups = groupby(told, key=lambda row: row["model"])
    charts: list[Block] = [_calibration(content, model, list(rows)) for model, rows in groups]
    return charts or [missing("calibration")]


def _calibration(content: Content, model: str, rows: list[Record]) -> Chart:
    is_share = max(row["predicted"] for row in rows) <= 1 and max(row["observed"] for row in rows) <= 1
    inside = sum(row["lower"] <= row["predicted"] <= row["upper"] for row in rows)
    takeaway = word(
        "calibration.takeaway", inside=count(inside), groups=count(len(rows)), origin=day(rows[0]["origin"])
    )
    show = rate if is_share else Money(content.currency).full if model == "lifetime_value" else figure
    counted = table(
        rows,
        [
            Column("group", count, "bin"),
            Column("customers", count, "customers"),
            Column("predicted", show, "predicted"),
            Column("observed", show, "observed"),
            Column("interval", text, lambda row: interval(show, row["lower"], row["upper"])),
        ],
    )
    name = word("calibration.of", model=model_name(model))
    symbol = Money(content.currency).symbol if model == "lifetime_value" and not is_share else ""
    return Chart(
        f"calibration-{model}",
        name,
        takeaway,
        _calibration_figure(rows, is_share, symbol),
        counted,
        is_wide=False,
    )


def _calibration_figure(rows: list[Record], is_share: bool, symbol: str) -> Figure:
    x = [row["predicted"] for row in rows]
    end = max(*x, *[row["upper"] for row in rows])
    form = ".0%" if is_share else ",.2~f"
    hover = f"{symbol}%{{x:{form}}} → {symbol}%{{y:{form}}}<extra></extra>"
    ticks = {"tickformat": form, "tickprefix": symbol, "rangemode": "tozero"}
    return lines(
        [
            band(x, [row["lower"] for row in rows], [row["upper"] for row in rows], word("series.interval")),
            line(word("series.perfect"), [0, end], [0, end], GREY, "dash", 1.5),
            dots(x, [row["observed"] for row in rows], ACCENT, word("series.observed"), hover),
        ],
        axis(word("axis.predicted"), **ticks),
        axis(word("axis.observed"), **ticks),
    )


def gain(content: Content) -> Block:
    """Which share of the leavers is found among the customers of highest risk."""
    rows = content["gain"]
    if not rows:
        return missing("gain")
    curves = [
        (origin, list(points))
        for (_, origin), points in groupby(rows, key=lambda row: (row["model"], row["origin"]))
    ]
    newest = max(curves, key=lambda curve: str(curve[0]))[1]
    at = min(newest, key=lambda row: abs(row["share"] - GAIN_AT))
    takeaway = word(
        "gain.takeaway" if newest[-1]["captured"] else "gain.nobody",
        share=percent(at["share"]),
        captured=rate(at["captured"]),
        lift=both(f"{at['captured'] / at['share']:.1f}" if at["share"] else "–"),
    )
    columns = [Column("share", percent, "share"), Column("captured", rate, "captured")]
    steps = [
        row
        for position, row in enumerate(newest)
        if position % max(1, len(newest) // 10) == 0 or row is newest[-1]
    ]
    return Chart(
        "gain", word("gain.name"), takeaway, _gain_figure(curves), table(steps, columns), is_wide=False
    )


def _gain_figure(curves: list[tuple[Any, list[Record]]]) -> Figure:
    last = max(str(origin) for origin, _ in curves)
    traces = [line(word("series.chance"), [0, 1], [0, 1], GREY, "dash", 1.5)]
    for origin, rows in curves:
        x, y = [row["share"] for row in rows], [row["captured"] for row in rows]
        is_last = str(origin) == last
        name = word("series.origin", day=day(origin))
        traces.append(line(name, x, y, ACCENT if is_last else "#9dbfc8", width=3 if is_last else 1.5))
    return lines(
        traces,
        axis(word("axis.contacted"), tickformat=".0%", range=[0, 1]),
        axis(word("axis.captured"), tickformat=".0%", range=[0, 1.01]),
    )


def tracking(content: Content) -> list[Block]:
    """Cumulative repeat orders, predicted and actual, per model."""
    groups = groupby(content["tracking"], key=lambda row: row["model"])
    charts: list[Block] = [_tracking(model, list(rows)) for model, rows in groups]
    return charts or [missing("tracking")]


def _tracking(model: str, rows: list[Record]) -> Chart:
    weeks = [row["week_on"].isoformat() for row in rows]
    drawn = lines(
        [
            line(word("series.actual"), weeks, [row["actual"] for row in rows], INK),
            line(word("series.predicted"), weeks, [row["predicted"] for row in rows], AMBER, "dash"),
        ],
        axis(word("axis.week"), type="date", tickformat="%Y-%m"),
        axis(word("axis.repeat_orders"), tickformat=",", rangemode="tozero"),
    )
    last = rows[-1]
    ratio = last["predicted"] / last["actual"] if last["actual"] else None
    takeaway = word("tracking.takeaway", ratio=rate(ratio), day=day(last["week_on"]))
    columns = [
        Column("week", day, "week_on", is_number=False),
        Column("actual", count, "actual"),
        Column("predicted", count, "predicted"),
    ]
    steps = [row for position, row in enumerate(reversed(rows)) if position % max(1, len(rows) // 12) == 0]
    name = word("tracking.of", model=model_name(model))
    return Chart(f"tracking-{model}", name, takeaway, drawn, table(steps, columns), is_wide=False)


def backtest(content: Content) -> Block:
    """Each model and metric against the best naive baseline, over all origins; every origin behind it."""
    rows = content["backtest"]
    if not rows:
        return missing("backtest")
    first = [row for row in rows if row["metric"] in HEADLINES] or rows
    verdicts = [verdict(row) for row in first]
    finding = _finding(verdicts)
    groups = groupby(first, key=lambda row: (row["model"], row["metric"], row["horizon_days"]))
    short = [_over_origins(list(group)) for _, group in groups]
    return table(short, _SHORT, word("backtest.name"), finding=finding, more=table(rows, _LONG))


def _finding(verdicts: list[str]) -> Both:
    if set(verdicts) == {"better"}:
        return word("backtest.won", all=count(len(verdicts)))
    sums = {key: verdicts.count(key) for key in ("better", "worse", "unclear")}
    parts = [word(f"backtest.of_{key}", n=count(number)) for key, number in sums.items() if number]
    return word("backtest.takeaway", all=count(len(verdicts)), parts=joined(parts))


def _over_origins(rows: list[Record]) -> Record:
    verdicts = [verdict(row) for row in rows]
    sums = {key: verdicts.count(key) for key in ("better", "unclear", "worse")}
    means = {key: _mean_known(rows, key) for key in ("value", "baseline_value")}
    return rows[-1] | sums | means | {"origins": len(rows)}


def _mean_known(rows: list[Record], column: str) -> float | None:
    """Over the tests that could tell; a ranking of customers who all did the same cannot."""
    known = [row[column] for row in rows if row[column] is not None]
    return sum(known) / len(known) if known else None


_WHAT = [
    said("model", lambda row: model_name(row["model"])),
    looked_up("metric", "metric", "metric"),
    Column("horizon", count, "horizon_days"),
]
_AGAINST = [
    Column("model_value", figure, "value"),
    Column("baseline_value", figure, "baseline_value"),
    looked_up("baseline", "baseline", "baseline"),
]
_SHORT = [
    *_WHAT,
    *_AGAINST,
    Column("improvement_last", text, lambda row: interval(signed, row["lower"], row["upper"])),
    Column("origins", count, "origins"),
    *(Column(f"of_{key}", count, key) for key in ("better", "unclear", "worse")),
]
_LONG = [
    *_WHAT,
    Column("origin", day, "origin", is_number=False),
    *_AGAINST,
    Column("improvement", text, lambda row: interval(signed, row["lower"], row["upper"])),
    said("verdict", lambda row: word(f"backtest.{verdict(row)}")),
]


def verdict(row: Record) -> str:
    """Better or worse than the baseline only where the interval of the improvement excludes zero."""
    if row["lower"] is None or row["upper"] is None:
        return "unclear"
    return "better" if row["lower"] > 0 else "worse" if row["upper"] < 0 else "unclear"
