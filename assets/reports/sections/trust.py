"""The models: which one predicts and why, whether the customers are still those it learned from."""

from assets.reports.blocks import Block, Chart, Column, Section, looked_up, missing, said, table
from assets.reports.charts import ACCENT, GREY, bars, label
from assets.reports.content import Content, Record
from assets.reports.formats import Money, count, day, figure, rate
from assets.reports.sections.churn_views import agreement, false_alarms
from assets.reports.sections.for_whom import for_whom
from assets.reports.sections.season import season
from assets.reports.sections.value_groups import value_groups
from assets.reports.sections.value_models import contest, coverage
from assets.reports.words import Both, model_name, named, word, word_or

DRIFTS_SHOWN = 10


def trust(content: Content) -> Section:
    """Versions, drift, the contest of the value models, their intervals, and what the churn window costs."""
    churn = (agreement(content), false_alarms(content), season(content))
    value = (contest(content), coverage(content), value_groups(content))
    return Section("trust", (versions(content), drift(content), for_whom(content), *churn, *value))


def versions(content: Content) -> Block:
    """Every trained version, the one that predicts first."""
    rows = content["model_versions"]
    if not rows:
        return missing("versions")
    said_of = [_champion(row) for row in rows if row["is_champion"]]
    columns = [
        said("model", lambda row: model_name(row["model"])),
        said("version", lambda row: str(row["version"])[:12]),
        said("state", lambda row: word("versions.predicts" if row["is_champion"] else "versions.rests")),
        Column("trained_on", day, "trained_on", is_number=False),
        Column("rows", count, "rows"),
        Column(word("metric.auc"), figure, "auc"),
        Column(word("metric.ece"), figure, "ece"),
        Column(word("metric.rmse"), Money(content.currency).full, "rmse"),
        Column("ratio", rate, "sum_ratio"),
        Column("since", day, "promoted_on", is_number=False),
        said("why", lambda row: named(row, "why", "–"), is_long=True),
    ]
    finding = Both(" ".join(one.en for one in said_of), "".join(one.zh for one in said_of))
    return table(rows, columns, word("versions.name"), finding=finding, note=word("versions.note"))


def _champion(row: Record) -> Both:
    return word(
        "versions.takeaway",
        model=model_name(row["model"]),
        version=str(row["version"])[:12],
        day=day(row["promoted_on"]),
        rows=count(row["rows"]),
    )


def drift(content: Content) -> Block:
    """How far each feature has moved since the model learned."""
    rows = content["drift"]
    if not rows:
        return missing("drift")
    sums = {verdict: sum(row["verdict"] == verdict for row in rows) for verdict in ("shifted", "moved")}
    takeaway = word("drift.takeaway", all=count(len(rows)), **{key: count(n) for key, n in sums.items()})
    top = rows[:DRIFTS_SHOWN]
    names = [label(feature_name(row["feature"])) for row in top]
    series = (
        (word("series.psi"), [row["psi"] for row in top], ACCENT),
        (word("series.by_chance"), [row["chance"] for row in top], GREY),
    )
    drawn = bars(names, series, word("axis.psi"), form=".2f")
    columns = [
        said("feature", lambda row: feature_name(row["feature"])),
        Column("psi", figure, "psi"),
        Column("by_chance", figure, "chance"),
        looked_up("verdict", "drift", "verdict"),
    ]
    return Chart("drift", word("drift.name"), takeaway, drawn, table(rows, columns), word("drift.note"))


def feature_name(feature: str) -> Both:
    """What a feature is called on the page."""
    return word_or(f"feature.{feature}", feature)
