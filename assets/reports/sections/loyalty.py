"""Loyalty, churn and value: what is expected of the customers, and where the money is."""

from assets.reports.blocks import Block, Chart, Column, Section, missing, said, share, table, total
from assets.reports.charts import ACCENT, AMBER, GREY, PALE, bars, columns, stacks
from assets.reports.content import Content
from assets.reports.formats import Money, count, rate
from assets.reports.sections.accounts import risk_accounts
from assets.reports.sections.coming import at_risk, next_orders, save_desk, second_purchase
from assets.reports.sections.contracts import contracts
from assets.reports.words import both, word

BANDS = (("low", PALE), ("medium", AMBER), ("high", "#9c3d2e"))
PARTS = ("customers", "revenue", "expected_value")


def loyalty(content: Content) -> Section:
    """Risk and what may be lost by it, the spread of value, loyalty grades, orders to come."""
    standing = (risk(content), at_risk(content), save_desk(content), risk_accounts(content))
    spread = (tenths(content), grades(content))
    coming = (next_orders(content), second_purchase(content), contracts(content))
    return Section("loyalty", (*standing, *spread, *coming))


def risk(content: Content) -> Block:
    """How much of customers, revenue and expected value is in each band of churn risk."""
    rows = {row["churn_risk"]: row for row in content["risk"]}
    if not rows:
        return missing("risk")
    whole = {part: total(list(rows.values()), part) for part in PARTS}
    bands = [(band, rows.get(band, dict.fromkeys(PARTS, 0)), colour) for band, colour in BANDS]
    series = [
        (word(f"risk.{band}"), [share(row[part], whole[part]) for part in PARTS], colour)
        for band, row, colour in bands
    ]
    high = bands[-1][1]
    told = "takeaway" if whole["expected_value"] else "unvalued" if whole["revenue"] else "customers"
    takeaway = word(
        f"risk.{told}",
        customers=rate(share(high["customers"], whole["customers"])),
        revenue=rate(share(high["revenue"], whole["revenue"])),
        value=rate(share(high["expected_value"], whole["expected_value"])),
    )
    shown = [{"risk": word(f"risk.{band}"), **row} for band, row, _ in bands]
    drawn = stacks([word(f"series.{part}") for part in PARTS], series, word("axis.share"), percent=True)
    counted = table(shown, [said("risk", "risk"), *_sums(content)])
    return Chart("risk", word("risk.name"), takeaway, drawn, counted)


def tenths(content: Content) -> Block:
    """How much of the expected value each tenth of the customers holds."""
    rows = content["tenths"]
    whole = total(rows, "expected_value")
    if not whole:
        return missing("tenths")
    shares = [share(row["expected_value"], whole) for row in rows]
    money = Money(content.currency).full
    counted = table(
        rows,
        [
            Column("tenth", count, "tenth"),
            Column("customers", count, "customers"),
            Column("from_value", money, "least"),
            Column("to_value", money, "most"),
            Column("expected", money, "expected_value"),
            Column("share", rate, lambda row: share(row["expected_value"], whole)),
        ],
    )
    drawn = columns(
        [both(row["tenth"]) for row in rows], shares, word("axis.tenth"), word("axis.expected_share")
    )
    takeaway = word("tenths.takeaway", share=rate(shares[0]))
    return Chart("tenths", word("tenths.name"), takeaway, drawn, counted, is_wide=False)


def grades(content: Content) -> Block:
    """Customers by loyalty grade."""
    rows = content["loyalty"]
    if not rows:
        return missing("grades")
    customers = total(rows, "customers")
    revenue = total(rows, "revenue")
    best = rows[0]
    takeaway = word(
        "grades.takeaway" if revenue else "grades.customers",
        grade=best["loyalty_grade"],
        customers=rate(share(best["customers"], customers)),
        revenue=rate(share(best["revenue"], revenue)),
    )
    parts = (("customers", customers, GREY), ("revenue", revenue, ACCENT))
    drawn = bars(
        [both(row["loyalty_grade"]) for row in rows],
        [
            (word(f"series.{part}"), [share(row[part], whole) for row in rows], colour)
            for part, whole, colour in parts
        ],
        word("axis.share"),
    )
    alive = Column("p_alive", rate, "p_alive")
    counted = table(rows, [said("grade", "loyalty_grade"), *_sums(content), alive])
    return Chart("grades", word("grades.name"), takeaway, drawn, counted, is_wide=False)


def _sums(content: Content) -> list[Column]:
    money = Money(content.currency).full
    return [
        Column("customers", count, "customers"),
        Column("revenue", money, "revenue"),
        Column("expected", money, "expected_value"),
    ]
