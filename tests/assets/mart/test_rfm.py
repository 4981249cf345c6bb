import datetime as dt

import numpy as np
import pandas as pd
import pytest

from assets.queries import query_text
from warehouse import DuckDBWarehouse

DAY = dt.date(2026, 7, 1)


def orders(rows: int, seed: int) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "customer_id": [f"C{number:04d}" for number in generator.integers(0, 400, rows)],
            "ordered_on": pd.Timestamp("2026-07-03")
            - pd.to_timedelta(generator.integers(0, 90, rows), unit="D"),
            "kind": generator.choice(["sale", "return", "test"], rows, p=[0.9, 0.06, 0.04]),
            "amount": generator.integers(1, 40, rows) * 5,
        }
    )


def scored(frame: pd.DataFrame) -> pd.DataFrame:
    warehouse = DuckDBWarehouse()
    warehouse.write("staging.orders", frame)
    typed = "customer_id, ordered_on::date as ordered_on, kind, amount::decimal(18, 2) as amount,"
    typed += " null::struct(paid_on date, amount decimal(18, 2))[] as refunds"
    warehouse.derive("core.orders", f"select {typed} from staging.orders")
    warehouse.derive("mart.rfm", query_text("mart/rfm"), {"as_of": DAY})
    return warehouse.read("mart.rfm", order_by=["customer_id"])


def test_rows_in_any_order_score_the_same():
    frame = orders(2000, 1)
    pd.testing.assert_frame_equal(scored(frame), scored(frame.sample(frac=1, random_state=3)))


@pytest.mark.parametrize(("value", "score"), [("recency_days", "r"), ("frequency", "f"), ("monetary", "m")])
def test_equal_values_score_equally_and_better_ones_never_worse(value, score):
    frame = scored(orders(2000, 2))
    by_value = frame.groupby(value)[score].agg(["min", "max"])
    assert (by_value["min"] == by_value["max"]).all()
    steps = by_value["min"].sort_index().diff().dropna()
    assert (steps <= 0).all() if score == "r" else (steps >= 0).all()


def test_cut_points_are_the_quantiles_of_numpy():
    frame = scored(orders(5000, 3))
    cuts = np.quantile(frame["monetary"], [0.2, 0.4, 0.6, 0.8], method="inverted_cdf")
    assert (1 + sum((frame["monetary"] > cut).astype(int) for cut in cuts) == frame["m"]).all()


def test_only_buyers_before_the_day_count():
    frame = scored(orders(2000, 4))
    assert (frame["recency_days"] >= 1).all()
    assert (frame["frequency"] >= 1).all()


def test_everybody_alike_is_one_score():
    same = pd.DataFrame(
        {
            "customer_id": ["a", "b", "c"],
            "ordered_on": pd.Timestamp("2026-06-01"),
            "kind": "sale",
            "amount": 5,
        }
    )
    frame = scored(same)
    assert frame[["r", "f", "m"]].drop_duplicates().shape[0] == 1


def test_nobody_is_an_empty_table():
    assert scored(orders(10, 5).head(0)).empty
