"""The track record: what published predictions said, and what came once their time had passed."""

from itertools import groupby

from assets.reports.blocks import Block, Chart, Column, Table, missing, said, share, table, text, total
from assets.reports.charts import ACCENT, GREY, Figure, axis
from assets.reports.content import Content, Record
from assets.reports.curves import band, dots, line, lines
from assets.reports.formats import Money, count, day, figure, interval, rate
from assets.reports.words import Both, model_name, word
from models.intervals import arm, normal_quantile, wilson_interval

RATES = ("churn", "repeat_purchase")
HIGHEST = 5


def track_record(content: Content) -> list[Block]:
    """A picture of every kind of probability, and the totals of the amounts."""
    rows, exported = content["track_record"], _lists(content["list_record"])
    if not rows:
        return [missing("record"), *exported]
    groups = groupby((row for row in rows if row["model"] in RATES), key=lambda row: row["model"])
    amounts = [row for row in rows if row["model"] not in RATES]
    pictures: list[Block] = [_rates(model, list(group)) for model, group in groups]
    return [*pictures, *([_amounts(content, amounts)] if amounts else []), *exported]


def _rates(model: str, rows: list[Record]) -> Chart:
    name = word("record.of", model=model_name(model))
    note = word("record.note")
    return Chart(
        f"record-{model}", name, _takeaway(model, rows), _picture(rows), _bands(rows), note, is_wide=False
    )


def _takeaway(model: str, rows: list[Record]) -> Both:
    """The sentence about those called most likely, or about everybody where nobody was."""
    called = [row for row in rows if row["band"] == HIGHEST]
    chosen, key = (called, model) if called else (rows, "middle")
    return word(
        f"record.{key}",
        customers=count(total(chosen, "customers")),
        day=day(chosen[0]["made_on"]),
        days=count(chosen[0]["days"]),
        predicted=rate(mean(chosen, "predicted")),
        observed=rate(mean(chosen, "observed")),
    )


def mean(rows: list[Record], column: str) -> float:
    """The mean over the customers of all bands."""
    weighted: float = sum(row[column] * row["customers"] for row in rows)
    return weighted / total(rows, "customers")


def _picture(rows: list[Record]) -> Figure:
    said_, came = [row["predicted"] for row in rows], [row["observed"] for row in rows]
    hover = "%{x:.0%} → %{y:.0%}<extra></extra>"
    return lines(
        [
            band(
                said_, [row["lower"] for row in rows], [row["upper"] for row in rows], word("series.interval")
            ),
            line(word("series.perfect"), [0, 1], [0, 1], GREY, "dash", 1.5),
            dots(said_, came, ACCENT, word("series.observed"), hover),
        ],
        axis(word("axis.predicted"), tickformat=".0%", range=[0, 1]),
        axis(word("axis.observed"), tickformat=".0%", range=[0, 1.01]),
    )


def _bands(rows: list[Record]) -> Table:
    columns = [
        Column("customers", count, "customers"),
        Column("predicted", rate, "predicted"),
        Column("observed", rate, "observed"),
        Column("interval", text, lambda row: interval(rate, row["lower"], row["upper"])),
    ]
    return table(rows, columns)


def _amounts(content: Content, rows: list[Record]) -> Table:
    groups = groupby(rows, key=lambda row: (row["model"], row["days"]))
    sums = [_sums(list(group)) for _, group in groups]
    worst = max(sums, key=lambda row: abs((row["ratio"] or 1) - 1))
    finding = word(
        "record.amounts",
        model=model_name(worst["model"]),
        days=count(worst["days"]),
        ratio=rate(worst["ratio"]),
    )

    def shown(row: Record, column: str) -> Both:
        return (Money(content.currency).short if row["model"] == "lifetime_value" else figure)(row[column])

    columns = [
        said("model", lambda row: model_name(row["model"])),
        Column("horizon", count, "days"),
        Column("origin", day, "made_on", is_number=False),
        Column("customers", count, "customers"),
        Column("predicted", text, lambda row: shown(row, "predicted")),
        Column("observed", text, lambda row: shown(row, "observed")),
        Column("ratio", rate, "ratio"),
        Column("nights", count, "nights"),
    ]
    return table(sums, columns, word("record.totals"), finding=finding)


def _sums(rows: list[Record]) -> Record:
    sums = {
        column: sum(row[column] * row["customers"] for row in rows) for column in ("predicted", "observed")
    }
    return (
        rows[0]
        | sums
        | {"customers": total(rows, "customers"), "ratio": share(sums["predicted"], sums["observed"])}
    )


def _lists(rows: list[Record]) -> list[Block]:
    """What had been said of each list that was exported, the newest first."""
    if not rows:
        return []
    newest = next((row for row in rows if row["model"] == "churn"), rows[0])
    finding = word(
        f"lists.{newest['model']}",
        customers=count(newest["customers"]),
        segment=newest["segment"],
        day=day(newest["made_on"]),
        days=count(newest["days"]),
        observed=rate(newest["observed"]),
        predicted=rate(newest["predicted"]),
    )
    columns = [
        Column("made_on", day, "made_on", is_number=False),
        said("list", lambda row: f"{row['segment']} · {row['channel']}"),
        said("model", lambda row: model_name(row["model"])),
        Column("horizon", count, "days"),
        Column("customers", count, "customers"),
        Column("predicted", rate, "predicted"),
        Column("observed", rate, "observed"),
        Column("interval", text, _limits),
    ]
    return [table(rows, columns, word("lists.name"), finding=finding, note=word("lists.note"))]


def _limits(row: Record) -> Both:
    """What came of a list, with 95 % limits."""
    counted = arm([row["customers"]], [row["observed"] * row["customers"]])
    lower, upper = wilson_interval(counted, normal_quantile(0.95))
    return interval(rate, float(lower[0]), float(upper[0]))
