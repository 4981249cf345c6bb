import numpy as np
import pytest

from app.customers import VALUE
from models.value_reasons import value_reason

TABLES = (
    "purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features",
    "training_set", "season_set",
    "model_parameters", "holdout_forecasts", "value_contest", "value_challenger", "value_cells",
    "lifetime_value", "next_order",
)  # fmt: skip


def test_everybody_has_a_value_a_basis_and_a_reason(grown):
    value, history = grown.read("lifetime_value"), grown.read("purchase_history")
    assert list(value["customer_id"]) == list(history["customer_id"])
    assert not value.drop(columns="customer_id").isna().any().any()
    assert ((value["basis"] == "population prior") == (history["frequency"] == 0)).all()
    assert set(value["basis"]) == {"individual", "population prior"}
    for id_, basis in zip(value["customer_id"][:50], value["basis"], strict=False):
        english, chinese = reason(grown, id_)
        assert ("One order so far" in english) == (basis == "population prior") == ("仅一次购买" in chinese)


def reason(company, id_):
    return value_reason(company.warehouse.query(VALUE, id=id_).iloc[0])


def test_horizons_bounds_and_totals_hang_together(grown):
    value, settings = grown.read("lifetime_value"), grown.workspace.settings
    for name in ("expected_orders", "predicted_clv"):
        assert (value[f"{name}_30"] <= value[f"{name}_90"]).all()
        assert (value[f"{name}_90"] <= value[f"{name}_365"]).all()
    assert np.allclose(value["total_clv"], value["historic_clv"] + value["predicted_clv_365"])
    assert (value["predicted_clv_lower"] <= value["predicted_clv_median"]).all()
    assert (value["predicted_clv_median"] <= value["predicted_clv_upper"]).all()
    assert (value["total_clv"] - value["historic_clv"] - value["predicted_clv_365"]).abs().max() < 1e-9
    undiscounted = value["expected_orders_365"] * value["predicted_spend_per_order"] * settings.margin_rate
    cents = 0.02 + 1e-6 * value["predicted_spend_per_order"]
    assert (value["predicted_clv_365"] < undiscounted + cents).all()
    assert (value["predicted_clv_365"] > undiscounted / (1 + settings.discount_rate) - cents).all()
    assert value["p_alive"].between(0, 1).all()


def test_wholesale_buyers_are_left_out_of_the_fit_but_not_of_the_table(company, order_rows, day):
    company.add("orders", order_rows(300, 400))
    company.run(day(400), TABLES)
    before = fitted(company)
    company.buy("W1", range(0, 399), 1e6, is_wholesale=True)
    company.run(day(400), TABLES)
    assert fitted(company).equals(before)
    assert "Wholesale" in reason(company, "W1")[0]


def test_a_frequent_buyer_who_has_gone_is_worth_next_to_nothing_and_stops_no_night(company, order_rows, day):
    company.add("orders", order_rows(300, 400))
    company.buy("gone", range(0, 350), 1e5)
    value = company.run(day(400), TABLES).read("lifetime_value").set_index("customer_id").loc["gone"]
    assert value["p_alive"] < 1e-6
    assert value["predicted_spend_per_order"] < 1e12
    assert value["predicted_clv_365"] < 1


def fitted(company):
    rows = company.read("model_parameters").sort_values(["model", "parameter"])
    return rows[rows["model"] != "choice"].reset_index(drop=True)


@pytest.mark.parametrize("customers", [1, 30])
@pytest.mark.parametrize("days", [[0], [0, 30], [0, 10, 20, 30, 40]])
def test_small_and_uniform_companies_get_an_average_and_are_told_so(company, day, customers, days):
    for number in range(customers):
        company.buy(f"C{number}", days, 10)
    value = company.run(day(60), TABLES).read("lifetime_value")
    assert len(value) == customers
    assert set(value["basis"]) == {"cohort average"}
    assert np.isfinite(value.select_dtypes("number")).all().all()
    assert "little history" in reason(company, "C0")[0]


def test_nobody_makes_an_empty_table_with_the_same_columns(company, grown, day):
    company.run(day(60), TABLES)
    assert company.read("lifetime_value").empty
    assert list(company.read("lifetime_value")) == list(grown.read("lifetime_value"))


def test_the_same_company_gives_the_same_bytes_in_any_order(company, order_rows, day):
    rows = order_rows(200, 300)
    company.add("orders", rows)
    first = company.run(day(300), TABLES).read("lifetime_value")
    company.warehouse.connection.execute("delete from core.orders")
    company.add("orders", rows.sample(frac=1, random_state=3))
    assert company.run(day(300), TABLES).read("lifetime_value").equals(first)
