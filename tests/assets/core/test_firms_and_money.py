"""Opportunities, contracts, payments and products, each in one form whatever system they came from."""

from typing import Any


def test_opportunities_end_one_way(night: Any, core: Any, rows_of: Any) -> None:
    night.drop(
        "fx.csv",
        "商机名称,客户名称,商机阶段,阶段状态,赢率,商机金额,结单日期,创建时间\n"
        "A,甲,方案,进行中,30%,1000,2024-05-01,1704412800000\n"
        "B,乙,成交,赢单,100%,2.5万,2024-05-01,1704412800000\n"
        "C,丙,关闭,输单,0%,500,2024-05-01,1704412800000\n",
    )
    night.drop(
        "sf.csv",
        "Id,Name,StageName,Amount,CloseDate,IsWon,IsClosed,Probability\n"
        "1,D,Closed Won,10,2024-05-01,true,true,100\n",
    )
    found = rows_of(
        core(), "select name, outcome, probability, cast(amount as int), currency from core.opportunities"
    )
    assert found == [
        ("A", "open", 0.3, 1000, "CNY"),
        ("B", "won", 1.0, 25000, "CNY"),
        ("C", "lost", 0.0, 500, "CNY"),
        ("D", "won", 1.0, 10, None),
    ]


def test_contracts_without_days_keep_their_months(night: Any, core: Any, rows_of: Any) -> None:
    night.drop(
        "telco.csv",
        "customerID,gender,SeniorCitizen,Partner,tenure,Contract,PaperlessBilling,PaymentMethod,MonthlyCharges,"
        "TotalCharges,Churn\n7590,Female,0,Yes,1,Month-to-month,Yes,Electronic check,29.85,29.85,Yes\n",
    )
    assert rows_of(
        core(),
        "select contract_id, kind, tenure_months, period_amount::double, is_cancelled, billing_period"
        " from core.contracts",
    ) == [("telco|7590", "Month-to-month", 1, 29.85, True, "month")]


def test_refunds_are_told_from_payments_and_tests_are_left_out(night: Any, core: Any, rows_of: Any) -> None:
    night.drop(
        "pay.csv",
        "id,order_id,amount,currency,gateway,kind,status,processed_at,test\n"
        "1,9,100,USD,card,sale,success,2024-01-05 10:00:00,false\n"
        "2,9,10,USD,card,refund,success,2024-01-08 10:00:00,false\n"
        "3,9,10,USD,card,sale,success,2024-01-08 10:00:00,true\n",
    )
    assert rows_of(core(), "select payment_id, kind, cast(amount as double) from core.payments") == [
        ("shopify|1", "payment", 715.41),
        ("shopify|2", "refund", 71.62),
    ]
