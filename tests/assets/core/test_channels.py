"""Whatever words an export uses, a channel is one channel."""

from typing import Any

import pytest

WORDS = {
    "web": ["Web", "web ", "官网", "Online Store", "网店", "shopify_draft_order", "checkout"],
    "shop": ["Store", "门店", "POS"],
    "phone": ["Cold Call", "电话营销", "Telesales"],
    "exhibition": ["Exhibition", "展会", "Trade Show"],
    "referral": ["Employee Referral", "转介绍"],
    "wechat": ["微信", "WeChat"],
    "marketplace": ["淘宝/天猫", "Amazon"],
    "app": ["iOS", "App"],
}


def orders(*channels: str) -> str:
    lines = [f"O{i},2024-01-0{1 + i % 9},10,a@example.com,{channel}" for i, channel in enumerate(channels)]
    return "\n".join(["Order Id,Order Date,Amount,Email,Channel", *lines]) + "\n"


@pytest.mark.parametrize("channel", WORDS)
def test_words_for_one_channel_are_one(night: Any, core: Any, rows_of: Any, channel: str) -> None:
    night.drop("orders.csv", orders(*WORDS[channel]))
    warehouse = core()
    assert rows_of(warehouse, "select distinct channel from core.orders") == [(channel,)]
    assert rows_of(warehouse, "select distinct is_known from core.channels") == [(True,)]


def test_words_that_mean_no_channel_stay_as_they_are(night: Any, core: Any, rows_of: Any) -> None:
    night.drop("orders.csv", orders("Partner 7", "partner 7", ""))
    assert rows_of(core(), "select coalesce(channel, '-'), count(*) from core.orders group by channel") == [
        ("-", 1),
        ("partner 7", 2),
    ]


def test_who_unsubscribes_from_e_mail_does_so_in_any_words(night: Any, core: Any, rows_of: Any) -> None:
    night.drop(
        "log.csv",
        "campaign_id,channel,email,sent_at,unsubscribed_at\nk,邮件,b@example.com,2024-01-01,2024-01-02\n",
    )
    night.drop(
        "consents.csv",
        "Customer Id,Email,Channel,Consent,Consent Date\n1,b@example.com,E-Mail,yes,2023-01-01\n"
        "1,b@example.com,WhatsApp,yes,2023-01-01\n",
    )
    found = rows_of(core(), "select channel, is_granted from core.consents where customer_id like 'b@%'")
    assert found == [("email", False), ("whatsapp", True)]
