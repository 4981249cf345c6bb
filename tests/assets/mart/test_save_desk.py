import pandas as pd
import pytest

from assets.mart.save_desk_earlier import TYPES as ALERTS
from assets.mart.standing_earlier import TYPES as STOOD

CUSTOMERS = [f"C{number}" for number in range(10)]


@pytest.fixture
def desk(company, day):
    """The save desk of ten customers worth 0 to 900, of whom the last two have just become risky."""
    warehouse = company.warehouse
    warehouse.derive("core.customers", "select null::varchar as customer_id, 'Mei' as owner where false")
    warehouse.connection.execute("insert into core.customers values ('C9', 'Mei')")
    churn = pd.DataFrame({"customer_id": CUSTOMERS, "churn_probability": 0.6, "churn_risk": "medium"})
    churn = churn.assign(eligibility="eligible", reason_en="Late.", reason_zh="超期。")

    def desk(at, before=0.4, alerts=()):
        warehouse.write("mart.churn", churn)
        warehouse.write("mart.churn_window", pd.DataFrame({"window_days": [60]}))
        value = pd.DataFrame({"customer_id": CUSTOMERS, "predicted_clv_365": range(0, 1000, 100)})
        warehouse.write("mart.lifetime_value", value.astype({"predicted_clv_365": float}))
        stood = pd.DataFrame({"customer_id": CUSTOMERS, "loyalty_grade": "B", "churn_probability": before})
        warehouse.write("mart.standing_earlier", stood.astype(STOOD))
        earlier = pd.DataFrame(list(alerts), columns=list(ALERTS)).astype(ALERTS)
        warehouse.write("mart.save_desk_earlier", earlier)
        company.run(day(at), ("purchase_days", "save_desk"))
        return company.read("save_desk").sort_values("alert_id", ignore_index=True)

    return desk


def ticket(company, day, customer, opened, closed=None, is_complaint=True):
    row = {
        "ticket_id": [f"{customer}{opened}"],
        "customer_id": [customer],
        "opened_at": [pd.Timestamp(day(opened))],
    }
    closed_at = pd.Series([None if closed is None else pd.Timestamp(day(closed))], dtype="datetime64[us]")
    company.add("tickets", pd.DataFrame({**row, "closed_at": closed_at, "is_complaint": [is_complaint]}))


def test_only_the_valuable_with_an_open_ticket_and_a_risen_risk_are_called(company, desk, day):
    for customer in ("C9", "C8", "C1"):
        ticket(company, day, customer, 90, is_complaint=customer == "C9")
    ticket(company, day, "C9", 50, 60)
    found = desk(100)
    assert list(found["customer_id"]) == ["C8", "C9"]
    assert list(found["status"]) == ["open", "open"]
    assert (found["deadline_on"] - found["raised_on"]).dt.days.tolist() == [3, 1]
    assert found["owner"].tolist()[1] == "Mei"
    assert desk(100, before=0.58).empty


def test_an_alert_is_followed_until_the_customer_is_kept_or_lost(company, desk, day):
    ticket(company, day, "C9", 90)
    raised = desk(100)
    alerts = raised[list(ALERTS)].to_dict("records")
    again = desk(102, alerts=alerts)
    assert again["alert_id"].tolist() == raised["alert_id"].tolist()
    assert again["status"].tolist() == ["overdue"]
    assert again["is_kept"].isna().all()
    company.warehouse.connection.execute("update core.tickets set closed_at = timestamp '2024-04-15'")
    assert desk(120, alerts=alerts)["status"].tolist() == ["handled"]
    assert desk(170, alerts=alerts)["is_kept"].tolist() == [False]
    company.buy("C9", [130], 50)
    kept = desk(170, alerts=alerts)
    assert kept["is_kept"].tolist() == [True]
    assert kept["kept_on"].iloc[0] == pd.Timestamp(day(130))
