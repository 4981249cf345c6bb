"""Two nights of a company: every change of the expected value has its cause, and the causes sum exactly."""

import datetime as dt

import pandas as pd
import pytest

from warehouse import snapshots

DAY = dt.date(2024, 1, 1) + dt.timedelta(days=700)
LATER = DAY + dt.timedelta(days=10)
TABLES = ("purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features",
          "training_set", "track_record", "model_parameters", "holdout_forecasts", "value_contest",
          "value_challenger", "value_cells", "lifetime_value")  # fmt: skip


PUBLISHED = ["core.reporting_day", "core.orders", "core.tickets", "core.campaign_members",
             *(f"mart.{table}" for table in TABLES)]  # fmt: skip
PAID_BACK = f"""
update core.orders set
    amount = amount - 1, refunded_amount = 1, refunds = [{{'paid_on': date '{DAY}', 'amount': 1}}]
where customer_id < 'C00100'
"""
CONTEST = pd.DataFrame({"contender": ["boosting"], "is_champion": [True]})
UNCONTESTED = tuple(table for table in TABLES if table not in ("holdout_forecasts", "value_contest"))


@pytest.fixture
def boosted(company, order_rows):
    """A night valued by boosting, published, and what it expects a year to bring in cents."""
    company.add("orders", order_rows(300, 700))
    company.warehouse.write("mart.value_contest", CONTEST)
    company.run(DAY, UNCONTESTED)
    published = [table for table in PUBLISHED if table != "mart.holdout_forecasts"]
    snapshots.publish(company.workspace, company.warehouse, published, {}, DAY)
    return company


@pytest.fixture
def two_nights(company, order_rows):
    """What a change between two nights moved, by cause in money; orders are delivered in time."""
    rows = order_rows(500, 730)
    rows["ordered_on"] = pd.to_datetime(rows["ordered_on"])
    known, coming = (
        rows[rows["ordered_on"] < pd.Timestamp(DAY)],
        rows[rows["ordered_on"] >= pd.Timestamp(DAY)],
    )
    company.add("orders", known)
    company.run(DAY, TABLES)
    snapshots.publish(company.workspace, company.warehouse, PUBLISHED, {}, DAY)

    def moved(change="", with_orders=False):
        if with_orders:
            company.add("orders", coming)
        if change:
            company.warehouse.connection.execute(change)
        company.run(LATER, (*TABLES, "value_movement"))
        return company.read("value_movement").set_index("cause")["amount"], company

    return moved


def parts(amount):
    return amount.drop(["before", "now"])


def test_time_alone_is_the_clock(two_nights):
    amount, _ = two_nights()
    assert set(parts(amount)[parts(amount) != 0].index) == {"clock"}
    assert amount["clock"] < 0


def test_orders_are_behaviour_or_new_customers_and_all_sums_to_the_cent(two_nights):
    amount, company = two_nights(with_orders=True)
    assert amount["own behaviour"] > 0
    assert amount["new customers"] > 0
    assert amount[["definition", "identity", "corrections"]].abs().max() == 0
    value = company.read("lifetime_value")["predicted_clv_365"]
    assert round(100 * amount["now"]) == round(100 * value.sum())
    assert round(100 * amount["before"]) + sum(round(100 * part) for part in parts(amount)) == round(
        100 * amount["now"]
    )


def test_a_changed_amount_is_a_correction(two_nights):
    amount, _ = two_nights("update core.orders set amount = 3 * amount where customer_id < 'C00100'")
    assert set(parts(amount)[parts(amount) != 0].index) <= {"corrections", "clock", "model version"}
    assert amount["corrections"] > 0


def test_money_paid_back_since_is_behaviour_and_no_correction(two_nights):
    amount, _ = two_nights(PAID_BACK)
    assert amount["own behaviour"] < 0
    assert amount[["definition", "identity", "corrections"]].abs().max() == 0
    assert sums_exactly(amount)


def test_an_order_cancelled_since_is_behaviour_and_no_correction(two_nights):
    cancelled = f"update core.orders set kind = 'cancelled', cancelled_on = date '{DAY}'"
    amount, _ = two_nights(cancelled + " where customer_id < 'C00100' and ordered_on > date '2025-06-01'")
    assert amount["own behaviour"] < 0
    assert amount[["definition", "identity", "corrections"]].abs().max() == 0
    assert sums_exactly(amount)


def test_two_ids_that_are_one_person_are_identity(two_nights):
    amount, _ = two_nights("update core.orders set customer_id = 'C00001' where customer_id = 'C00002'")
    assert amount["identity"] != 0
    assert amount[["corrections", "own behaviour", "new customers"]].abs().max() == 0


def sums_exactly(amount):
    cents = (100 * amount).round().astype("int64")
    return cents["before"] + parts(cents).sum() == cents["now"]


def test_a_night_of_boosting_is_asked_again_and_another_champion_is_the_model(boosted):
    boosted.run(LATER, (*UNCONTESTED, "value_movement"))
    amount = boosted.read("value_movement").set_index("cause")["amount"]
    assert set(parts(amount)[parts(amount) != 0].index) <= {"clock", "model version"}
    assert amount["clock"] != 0
    assert sums_exactly(amount)
    clock = amount["clock"]
    boosted.warehouse.write("mart.value_contest", CONTEST.assign(is_champion=False))
    boosted.run(LATER, ("value_challenger", "lifetime_value", "value_movement"))
    assert boosted.warehouse.count("mart.value_challenger") == 0
    changed = boosted.read("value_movement").set_index("cause")["amount"]
    assert changed["clock"] == clock
    assert changed["model version"] != amount["model version"]
    assert sums_exactly(changed)


def test_under_boosting_too_corrections_and_identity_are_told_apart(boosted):
    boosted.warehouse.connection.execute(
        "update core.orders set amount = 3 * amount where customer_id < 'C00050'"
    )
    boosted.run(LATER, (*UNCONTESTED, "value_movement"))
    amount = boosted.read("value_movement").set_index("cause")["amount"]
    assert amount["corrections"] != 0
    assert amount[["definition", "identity", "own behaviour", "new customers"]].abs().max() == 0
    assert sums_exactly(amount)


def test_under_boosting_too_money_paid_back_is_behaviour(boosted):
    boosted.warehouse.connection.execute(PAID_BACK)
    boosted.run(LATER, (*UNCONTESTED, "value_movement"))
    amount = boosted.read("value_movement").set_index("cause")["amount"]
    assert amount["own behaviour"] != 0
    assert amount[["definition", "identity", "corrections", "new customers"]].abs().max() == 0
    assert sums_exactly(amount)


def test_nothing_earlier_makes_an_empty_table(company, order_rows):
    company.add("orders", order_rows(100, 700))
    company.run(DAY, (*TABLES, "value_movement"))
    assert company.read("value_movement").empty
