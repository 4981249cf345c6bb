import numpy as np
import pandas as pd
import pytest

COLUMNS = (
    "contract_id varchar, customer_id varchar, kind varchar, started_on date, cancelled_on date,"
    " is_cancelled boolean, tenure_months integer, period_amount double"
)


@pytest.fixture
def contracts(company, day):
    company.warehouse.connection.execute(f"create table core.contracts ({COLUMNS})")

    def contracts(frame=None):
        if frame is not None:
            company.add("contracts", frame)
        return company.run(day(700), ("contract_churn",)).read("contract_churn").set_index("contract_id")

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
    by_kind = found.join(frame.set_index("contract_id")["kind"])
    by_kind = by_kind[by_kind["months"] < 20].groupby("kind")["churn_probability"].mean()
    assert by_kind["monthly"] == pytest.approx(1 - 0.9**3, abs=0.02)
    assert by_kind["yearly"] == pytest.approx(1 - 0.99**3, abs=0.01)
    assert set(found["basis"]) == {"contracts of its kind"}


def test_few_contracts_are_taken_together_and_none_make_no_rows(contracts):
    assert contracts().empty
    found = contracts(book(30))
    assert set(found["basis"]) == {"all contracts"}
    assert found["churn_probability"].between(0, 1).all()


def test_what_is_cancelled_after_the_day_is_not_known_yet(contracts, day):
    frame = pd.DataFrame(
        {"contract_id": ["K1", "K2"], "customer_id": "C1", "kind": "monthly", "is_cancelled": True}
    )
    frame = frame.assign(started_on=pd.Timestamp(day(0)), cancelled_on=pd.to_datetime([day(400), day(800)]))
    assert list(contracts(frame).index) == ["K2"]
