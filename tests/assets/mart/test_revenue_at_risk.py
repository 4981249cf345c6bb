import numpy as np
import pandas as pd
import pytest


def test_the_total_is_the_sum_and_its_interval_covers_what_leaving_may_cost(company, day):
    """Against ten thousand draws of who leaves and what each was worth."""
    draw = np.random.default_rng(1)
    p, value, spread = draw.random(400), draw.gamma(2, 100, 400), 20.0
    churn = pd.DataFrame({"customer_id": [f"C{one}" for one in range(400)], "churn_probability": p})
    churn = churn.assign(churn_risk=np.where(p < 0.5, "low", "high"), eligibility="eligible")
    worth = pd.DataFrame({"customer_id": churn["customer_id"], "predicted_clv_365": value})
    worth = worth.assign(
        predicted_clv_lower=value - 1.2816 * spread, predicted_clv_upper=value + 1.2816 * spread
    )
    company.warehouse.write("mart.churn", churn)
    company.warehouse.write("mart.lifetime_value", worth)
    company.run(day(1), ("revenue_at_risk", "revenue_at_risk_total"))
    total = company.read("revenue_at_risk_total").set_index("churn_risk")
    assert total.loc["all", "at_risk"] == pytest.approx((p * value).sum())
    assert total.loc["low", "at_risk"] + total.loc["high", "at_risk"] == pytest.approx((p * value).sum())
    lost = ((draw.random((10_000, 400)) < p) * (value + spread * draw.normal(size=(10_000, 400)))).sum(axis=1)
    covered = (
        (lost >= total.loc["all", "at_risk_lower"]) & (lost <= total.loc["all", "at_risk_upper"])
    ).mean()
    assert 0.76 <= covered <= 0.84
