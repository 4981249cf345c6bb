"""Households are what sharing connects, through any chain, and nothing else."""

import pandas as pd

from models.households import households


def found(*rows: tuple[str, str, str]) -> dict[str, tuple[str, str]]:
    table = households(pd.DataFrame(rows, columns=["customer_id", "shared", "value"], dtype="str"))
    return {row.customer_id: (row.household_id, row.shared) for row in table.itertuples()}


def test_who_shares_nothing_with_each_other_lives_apart():
    rows = [("C1", "phone", "x"), ("C2", "phone", "x"), ("C3", "phone", "y"), ("C4", "phone", "y")]
    assert {home for home, _ in found(*rows).values()} == {"H1", "H3"}


def test_one_value_of_another_kind_connects_nobody():
    assert found(("C1", "phone", "x"), ("C2", "email", "x")) == {"C1": ("H1", "phone"), "C2": ("H2", "email")}


def test_a_chain_of_shared_things_is_one_household_named_after_its_oldest():
    rows = [("C7", "phone", "x"), ("C5", "phone", "x"), ("C5", "email", "y"), ("C3", "email", "y")]
    assert found(*rows) == {"C3": ("H3", "email"), "C5": ("H3", "email, phone"), "C7": ("H3", "phone")}


def test_the_order_of_rows_changes_nothing():
    rows = [("C1", "phone", "x"), ("C2", "phone", "x"), ("C2", "address", "z"), ("C3", "address", "z")]
    assert found(*rows) == found(*reversed(rows))


def test_nobody_has_no_household():
    assert found() == {}
