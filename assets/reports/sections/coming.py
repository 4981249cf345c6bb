"""What is coming: orders expected, second purchases, margin that may be lost, customers to save."""

from collections.abc import Sequence
from dataclasses import replace

from assets.reports.blocks import Block, Chart, Column, looked_up, missing, share, table, text, total
from assets.reports.charts import ACCENT, AMBER, axis, bars
from assets.reports.content import Content, Record
from assets.reports.curves import line, lines
from assets.reports.formats import Money, count, interval, rate
from assets.reports.words import word

RISKS = ("high", "medium", "low")
DAYS = (30, 60, 90)


def at_risk(content: Content) -> Block:
    """The margin expected to be lost in a year, by risk, with its interval."""
    rows = {row["churn_risk"]: row for row in content["at_risk"]}
    if not rows.get("all", {}).get("at_risk"):
        return missing("at_risk")
    whole, money = rows["all"], Money(content.currency)
    shown = [rows[risk] for risk in RISKS if risk in rows]
    high = share(rows.get("high", {}).get("at_risk", 0), whole["at_risk"])
    takeaway = word(
        "at_risk.takeaway",
        loss=money.short(whole["at_risk"]),
        interval=interval(money.short, whole["at_risk_lower"], whole["at_risk_upper"]),
        high=rate(high),
    )
    names = [word(f"risk.{row['churn_risk']}") for row in shown]
    values = [round(row["at_risk"]) for row in shown]
    series = ((word("series.at_risk"), values, AMBER),)
    drawn = bars(names, series, word("axis.at_risk"), percent=False, currency=money.symbol)
    columns = [
        looked_up("risk", "risk", "churn_risk"),
        Column("customers", count, "customers"),
        Column("at_risk", money.full, "at_risk"),
        Column(
            "interval_80", text, lambda row: interval(money.full, row["at_risk_lower"], row["at_risk_upper"])
        ),
    ]
    counted = table([*shown, whole], columns)
    return Chart("at_risk", word("at_risk.name"), takeaway, drawn, counted, is_wide=False)


def next_orders(content: Content) -> Block:
    """How many customers are expected to order within 30, 60 and 90 days."""
    row = content.one("next_orders")
    if not row.get("customers"):
        return missing("next_orders")
    shown = [{"days": days, "expected": row[f"within_{days}"]} for days in DAYS]
    takeaway = word(
        "next_orders.takeaway",
        customers=count(row["customers"]),
        soon=count(row["within_30"]),
        later=count(row["within_90"]),
    )
    names = [word("next_orders.days", n=days) for days in DAYS]
    values = [one["expected"] for one in shown]
    drawn = bars(names, ((word("series.expecting"), values, ACCENT),), word("axis.customers"), percent=False)
    columns = [
        Column("horizon", count, "days"),
        Column("expected_customers", count, "expected"),
        Column("share", rate, lambda one: share(one["expected"], row["customers"])),
    ]
    name, note = word("next_orders.name"), word("next_orders.note")
    return Chart("next_orders", name, takeaway, drawn, table(shown, columns), note, is_wide=False)


def second_purchase(content: Content) -> Block:
    """The share of first-time buyers who have come back, by week."""
    rows = content["second_purchase"]
    if not rows:
        return missing("second_purchase")
    weeks, shares = [row["week"] for row in rows], [row["share_returned"] for row in rows]
    last = rows[-1]
    takeaway = word(
        "second_purchase.takeaway" if last["share_returned"] else "second_purchase.nobody",
        month=rate(_by_week(rows, 4)),
        week=count(last["week"]),
        year=rate(last["share_returned"]),
        half=count(next(row["week"] for row in rows if row["share_returned"] * 2 >= last["share_returned"])),
    )
    drawn = lines(
        [line(None, weeks, shares, ACCENT)],
        axis(word("axis.weeks_since"), rangemode="tozero"),
        axis(word("axis.returned"), tickformat=".0%", rangemode="tozero"),
        height=300,
    )
    columns = [
        Column("week_after", count, "week"),
        Column("waiting", count, "waiting"),
        Column("returned", count, "returned"),
        Column("share_returned", rate, "share_returned"),
        Column("share_expected", rate, "share_expected"),
    ]
    counted, name = (
        table([row for row in rows if row["week"] % 4 == 0], columns),
        word("second_purchase.name"),
    )
    return Chart("second_purchase", name, takeaway, drawn, counted, is_wide=False)


def _by_week(rows: Sequence[Record], week: int) -> float:
    return max((row["share_returned"] for row in rows if row["week"] <= week), default=0.0)


def save_desk(content: Content) -> Block:
    """Alerts by state: how many, how much is behind them, how many were kept. Nobody is named."""
    rows = content["save_desk"]
    if not rows:
        return replace(missing("save_desk"), is_wide=False)
    waiting = [row for row in rows if row["status"] != "handled"]
    overdue = [row for row in rows if row["status"] == "overdue"]
    money = Money(content.currency)
    finding = word(
        "save_desk.takeaway",
        waiting=count(total(waiting, "alerts")),
        value=money.short(total(waiting, "value")),
        overdue=count(total(overdue, "alerts")),
    )
    columns = [
        looked_up("status", "alert", "status"),
        Column("alerts", count, "alerts"),
        Column("expected", money.full, "value"),
        Column("kept", count, "kept"),
        Column("lost", count, "lost"),
    ]
    name, note = word("save_desk.name"), word("save_desk.note")
    return table(rows, columns, name, finding=finding, note=note, is_wide=False)
