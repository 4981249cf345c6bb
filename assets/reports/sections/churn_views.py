"""Churn seen twice: whether two independent views agree, and what the churn window costs."""

from assets.reports.blocks import Block, Chart, Column, looked_up, missing, share, table, total
from assets.reports.charts import ACCENT, AMBER, axis, stacks
from assets.reports.content import Content
from assets.reports.curves import dots, line, lines
from assets.reports.formats import count, rate
from assets.reports.words import word


def agreement(content: Content) -> Block:
    """How often the two views of churn say the same, by risk."""
    rows = [row for row in content["agreement"] if row["customers"]]
    if not rows:
        return missing("agreement")
    known = total(rows, "agree") + total(rows, "differ")
    agreed = rate(share(total(rows, "agree"), known))
    takeaway = word("agreement.takeaway", share=agreed, customers=count(known))
    order = [row for risk in ("high", "medium", "low") for row in rows if row["churn_risk"] == risk]
    parts = (("agree", ACCENT), ("differ", AMBER))
    series = [
        (word(f"series.{part}"), [share(row[part], row["agree"] + row["differ"]) for row in order], colour)
        for part, colour in parts
    ]
    names = [word(f"risk.{row['churn_risk']}") for row in order]
    drawn = stacks(names, series, word("axis.share_customers"), percent=True)
    columns = [
        looked_up("risk", "risk", "churn_risk"),
        Column("customers", count, "customers"),
        Column("agree", count, "agree"),
        Column("differ", count, "differ"),
        Column("silence", rate, "silence"),
        Column("boosted", rate, "boosted"),
    ]
    name, note = word("agreement.name"), word("agreement.note")
    return Chart("agreement", name, takeaway, drawn, table(order, columns), note, is_wide=False)


def false_alarms(content: Content) -> Block:
    """What each churn window costs in false alarms, and the window in use."""
    rows = content["false_alarms"]
    chosen = next((row for row in rows if row["is_chosen"]), None) or next(iter(rows), None)
    if chosen is None:
        return missing("false_alarms")
    takeaway = word(
        "false_alarms.takeaway", days=count(chosen["window_days"]), rate=rate(chosen["false_alarm_rate"])
    )
    x, y = [row["window_days"] for row in rows], [row["false_alarm_rate"] for row in rows]
    here = dots(
        [chosen["window_days"]], [chosen["false_alarm_rate"]], AMBER, word("series.in_use"), "%{y:.1%}"
    )
    drawn = lines(
        [line(word("series.false_alarms"), x, y, ACCENT), here],
        axis(word("axis.window"), rangemode="tozero"),
        axis(word("axis.false_alarms"), tickformat=".0%", rangemode="tozero"),
        height=300,
    )
    columns = [Column("window", count, "window_days"), Column("false_alarms", rate, "false_alarm_rate")]
    steps = table([row for row in rows if row["window_days"] % 30 == 0 or row["is_chosen"]], columns)
    return Chart("false_alarms", word("false_alarms.name"), takeaway, drawn, steps, is_wide=False)
