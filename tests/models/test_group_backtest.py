"""Groups for whom forecasts are good, off, useless or too few are told apart."""

import numpy as np
import pandas as pd
import pytest

from models.group_backtest import group_backtest

DAYS = pd.to_datetime(["2026-01-01", "2026-03-01", "2026-05-01"])
SIZES = {"good": 1500, "off": 1500, "blind": 1500, "rare": 20}


@pytest.fixture(scope="module")
def found():
    draw, forecasts, groups = np.random.default_rng(1), [], []
    for day in DAYS:
        for name, size in SIZES.items():
            true = draw.uniform(0.1, 0.9, size)
            said = {"off": np.clip(true - 0.15, 0.01, 1), "blind": draw.uniform(0.1, 0.9, size)}.get(
                name, true
            )
            rows = pd.DataFrame({"customer_id": [f"{name}{n}" for n in range(size)], "origin": day})
            left = (draw.random(size) < true).astype(int)
            forecasts.append(
                rows.assign(churned=left, churn=said, repeated=1 - left, repeat_purchase=1 - said)
            )
            groups.append(rows.assign(kind="kind", name=name))
    tables = pd.concat(forecasts, ignore_index=True), pd.concat(groups, ignore_index=True)
    return group_backtest(*tables, seed=1), tables


def test_each_group_gets_its_verdict(found):
    told = found[0].set_index(["model", "name"])["verdict"].unstack("name")
    assert told.loc["churn"].to_dict() == {
        "good": "trusted", "off": "off", "blind": "unranked", "rare": "too few",
    }  # fmt: skip
    assert told.loc["repeat_purchase"].equals(told.loc["churn"])


def test_numbers_are_those_of_the_group_and_limits_hold_them(found):
    table, (forecasts, _) = found
    row = table.set_index(["model", "name"]).loc[("churn", "off")]
    own = forecasts[forecasts["customer_id"].str.startswith("off")]
    assert (row["customers"], row["forecasts"]) == (1500, 4500)
    assert row["predicted"] == pytest.approx(own["churn"].mean())
    assert row["observed"] == pytest.approx(own["churned"].mean())
    assert row["gap_lower"] < own["churn"].mean() - own["churned"].mean() < row["gap_upper"] < -0.05
    known = table[table["verdict"] != "too few"]
    assert (known["auc_lower"] < known["auc"]).all()
    assert (known["auc"] < known["auc_upper"]).all()


def test_the_order_of_the_rows_changes_nothing(found):
    table, (forecasts, groups) = found
    mixed = (frame.sample(frac=1, random_state=2) for frame in (forecasts, groups))
    pd.testing.assert_frame_equal(group_backtest(*mixed, seed=1), table, check_exact=True)


def test_no_forecasts_make_an_empty_table(found):
    table, (forecasts, groups) = found
    empty = group_backtest(forecasts[:0], groups[:0], seed=1)
    assert empty.empty
    assert list(empty) == list(table)
