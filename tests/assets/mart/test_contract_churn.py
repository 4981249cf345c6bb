import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from models.metrics import METRICS

COLUMNS = (
    "contract_id varchar, customer_id varchar, kind varchar, started_on date, cancelled_on date,"
    " is_cancelled boolean, tenure_months integer, period_amount double, ends_on date, system varchar,"
    " billing_period varchar, method varchar"
)


@pytest.fixture
def contracts(company, day):
    company.warehouse.connection.execute(f"create table core.contracts ({COLUMNS})")

    def contracts(frame=None):
        if frame is not None:
            company.add("contracts", frame)
        return (
            company.run(day(700), ("contract_facts", "contract_churn"))
            .read("contract_churn")
            .set_index("contract_id")
        )

    return contracts


def book(rows, seed=1):
    """Monthly contracts of which a tenth is given up each month, and yearly ones of which a hundredth is."""
    draw = np.random.default_rng(seed)
    kind = np.where(draw.random(rows) < 0.5, "monthly", "yearly")
    lasts = draw.geometric(np.where(kind == "monthly", 0.1, 0.01))
    watched = draw.integers(1, 40, rows)
    frame = pd.DataFrame({"contract_id": [f"K{number}" for number in range(rows)], "kind": kind})
    is_cancelled = lasts <= watched
    return frame.assign(
        customer_id="C1", is_cancelled=is_cancelled, period_amount=10.0,
        tenure_months=np.where(is_cancelled, lasts, watched),
    )  # fmt: skip


def test_the_true_chances_of_each_kind_are_found(contracts):
    frame = book(6000)
    found = contracts(frame)
    assert set(found.index) == set(frame.loc[~frame["is_cancelled"], "contract_id"])
    by_kind = found[found["months"] < 20].groupby("kind")["churn_probability"].mean()
    assert by_kind["monthly"] == pytest.approx(1 - 0.9**3, abs=0.02)
    assert by_kind["yearly"] == pytest.approx(1 - 0.99**3, abs=0.01)
    assert set(found["basis"]) == {"contract"}


@pytest.mark.parametrize(("rows", "basis"), [(120, "duration"), (12, "all contracts")])
def test_few_contracts_are_told_by_their_duration_and_very_few_alike(contracts, rows, basis):
    found = contracts(book(rows))
    assert set(found["basis"]) == {basis}
    assert found["churn_probability"].between(0, 1).all()
    assert found["reason_en"].str.contains("It has run").all()


def test_no_contracts_make_no_rows(contracts):
    assert contracts().empty


def subscriptions(rows, seed=3):
    """Contracts whose monthly chance depends on plan, payment and fee, most of all in the first year."""
    draw = np.random.default_rng(seed)
    kind = draw.choice(["monthly", "yearly"], rows)
    method = draw.choice(["card", "cheque"], rows)
    fee = np.round(draw.uniform(20, 120, rows), 2)
    odds = -3.6 + 1.0 * (kind == "monthly") + 0.7 * (method == "cheque") + (fee - 70) / 80
    watched, lasts, month = draw.integers(1, 60, rows), np.full(rows, 10_000), np.arange(1, 100)
    chance = 1 / (1 + np.exp(-(odds[:, None] + 0.8 * (month[None, :] <= 12))))
    ends = draw.random(chance.shape) < chance
    lasts = np.where(ends.any(axis=1), ends.argmax(axis=1) + 1, 10_000)
    months = np.minimum(lasts, watched)
    ahead = np.stack([chance[np.arange(rows), np.minimum(months + step, 97)] for step in range(3)])
    frame = pd.DataFrame({"contract_id": [f"K{number:05d}" for number in range(rows)], "kind": kind})
    return frame.assign(
        method=method, period_amount=fee, is_cancelled=lasts <= watched, tenure_months=months,
        true=1 - np.prod(1 - ahead, axis=0), soon=(lasts > watched) & (lasts <= watched + 3),
    )  # fmt: skip


def test_what_truly_moves_each_contract_is_found_calibrated_and_said(contracts):
    frame = subscriptions(5000)
    found = contracts(frame.drop(columns=["true", "soon"])).join(
        frame.set_index("contract_id")[["true", "soon", "method"]]
    )
    assert (found["churn_probability"] - found["true"]).abs().mean() < 0.02
    assert roc_auc_score(found["soon"], found["churn_probability"]) == pytest.approx(
        roc_auc_score(found["soon"], found["true"]), abs=0.015
    )
    ones = np.ones((1, len(found)))
    off = METRICS["ece"](found["true"].to_numpy(), found["churn_probability"].to_numpy(), ones)
    assert off[0] < 0.015
    assert found["reason_en"].str.contains("plan|paid|fee|month").all()
    assert found["reason_zh"].str.contains("套餐|付款|费用|月").all()
    likely = found.nlargest(100, "churn_probability")
    assert likely["kind"].eq("monthly").mean() > 0.75
    assert likely["reason_en"].str.contains("raises").mean() > 0.9


def test_a_term_that_still_runs_and_a_duration_nobody_knows_are_told_apart(contracts, day):
    frame = book(300).assign(ends_on=pd.Timestamp(day(100)))
    running = frame.index[~frame["is_cancelled"]][:2]
    frame.loc[running[0], "ends_on"] = pd.Timestamp(day(1000))
    frame["tenure_months"] = frame["tenure_months"].astype("Int64")
    frame.loc[running[1], "tenure_months"] = pd.NA
    found = contracts(frame).loc[frame.loc[running, "contract_id"]]
    assert list(found["eligibility"]) == ["within term", "duration unknown"]
    assert list(found["basis"]) == ["contract", "all contracts"]


def test_what_is_cancelled_after_the_day_is_not_known_yet(contracts, day):
    frame = pd.DataFrame(
        {"contract_id": ["K1", "K2"], "customer_id": "C1", "kind": "monthly", "is_cancelled": True}
    )
    frame = frame.assign(started_on=pd.Timestamp(day(0)), cancelled_on=pd.to_datetime([day(400), day(800)]))
    assert list(contracts(frame).index) == ["K2"]
