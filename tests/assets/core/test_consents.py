"""What a person allows: the newest word counts; a box at the checkout only fills silence."""

from typing import Any

SHOP = (
    "Name,Email,Financial Status,Accepts Marketing,Currency,Total,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Billing Name\n"
)
GRANTED = "select customer_id, channel, purpose, is_granted, evidence from core.consents"


def test_a_box_at_the_checkout_is_a_consent_where_nothing_else_was_said(
    night: Any, core: Any, rows_of: Any
) -> None:
    night.drop(
        "shop.csv",
        SHOP
        + "#1,a@example.com,paid,yes,CNY,10,2024-05-05,1,Tea,10,A\n"
        + "#2,b@example.com,paid,yes,CNY,10,2024-05-05,1,Tea,10,B\n"
        + "#3,c@example.com,paid,no,CNY,10,2024-05-05,1,Tea,10,C\n",
    )
    night.drop(
        "log.csv",
        "campaign_id,channel,email,sent_at,unsubscribed_at\nk,email,b@example.com,2024-01-01,2024-01-02\n",
    )
    assert rows_of(core(), GRANTED) == [
        ("a@example.com", "email", "marketing", True, "order"),
        ("b@example.com", "email", "marketing", False, "unsubscribed"),
        ("c@example.com", "email", "marketing", False, "order"),
    ]


def test_a_record_of_consents_has_channels_and_purposes(night: Any, core: Any, rows_of: Any) -> None:
    night.drop(
        "consents.csv",
        "Email,Channel,Purpose,Granted,Consent Date,Evidence\n"
        "a@example.com,E-mail,Marketing,yes,2024-01-01,form 1\n"
        "a@example.com,E-mail,Marketing,no,2024-02-01,call\n"
        "a@example.com,SMS,Service,yes,2024-01-01,form 1\n",
    )
    assert rows_of(core(), GRANTED) == [
        ("a@example.com", "email", "marketing", False, "call"),
        ("a@example.com", "sms", "service", True, "form 1"),
    ]
