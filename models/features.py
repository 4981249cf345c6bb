"""The registry of features: what each is called, in what unit, what it means, and who can change it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Feature:
    """A feature in words: names and units in English and Chinese.

    `direction` is +1 where more of it usually means leaving, -1 staying, 0 either; one that `is_actionable`
    can be changed by the company.
    """

    name: str
    english: str
    chinese: str
    unit: str = ""
    unit_chinese: str = ""
    direction: int = 0
    is_actionable: bool = False
    group: str = ""

    def value(self, raw: object) -> tuple[str, str]:
        """A value of it as people write it, in both languages."""
        if pd.isna(raw):  # type: ignore[call-overload]
            return "none", "无"
        if isinstance(raw, bool | np.bool_):
            return ("yes", "是") if raw else ("no", "否")
        if self.unit == "share":
            share = f"{float(raw):.0%}"  # type: ignore[arg-type]
            return share, share
        text = _written(raw)
        return f"{text} {self.unit}".strip(), f"{text} {self.unit_chinese}".strip()


def _written(raw: object) -> str:
    if isinstance(raw, int | float | np.number):
        number = float(raw)
        return f"{number:,.0f}" if abs(number) >= 100 or number.is_integer() else f"{number:,.1f}"
    return f"{raw:%Y-%m-%d}" if isinstance(raw, pd.Timestamp) else str(raw)


DAYS, MONEY, TIMES, SHARE = ("days", "天"), ("", ""), ("", "次"), ("share", "share")
GROUPS: dict[str, tuple[tuple[str, str, str, tuple[str, str], int, bool], ...]] = {
    "rhythm": (
        ("recency_days", "days since the last order", "距上次下单", DAYS, 1, False),
        ("gap_ratio", "silence in units of the usual gap", "静默时长与常规间隔之比", MONEY, 1, False),
        ("mean_gap_days", "usual days between orders", "平均下单间隔", DAYS, 1, False),
        ("gap_deviation_days", "how much the gaps vary", "下单间隔波动", DAYS, 0, False),
        ("longest_gap_days", "longest gap between orders", "最长下单间隔", DAYS, 0, False),
        ("last_gap_days", "days between the last two orders", "最近两次下单间隔", DAYS, 1, False),
        ("orders_30", "orders in 30 days", "近 30 天订单", TIMES, -1, False),
        ("orders_90", "orders in 90 days", "近 90 天订单", TIMES, -1, False),
    ),
    "frequency": (
        ("orders", "orders so far", "累计订单", TIMES, -1, False),
        ("purchase_days", "days with an order", "累计下单天数", DAYS, -1, False),
        ("orders_180", "orders in 180 days", "近 180 天订单", TIMES, -1, False),
        ("orders_365", "orders in 365 days", "近一年订单", TIMES, -1, False),
        ("tenure_days", "days since the first order", "首次下单至今", DAYS, 0, False),
    ),
    "value": (
        ("revenue_total", "spend so far", "累计消费", MONEY, -1, False),
        ("revenue_365", "spend in 365 days", "近一年消费", MONEY, -1, False),
        ("revenue_90", "spend in 90 days", "近 90 天消费", MONEY, -1, False),
        ("average_order", "spend per order", "客单价", MONEY, 0, False),
        ("monetary_value", "spend per later order", "复购客单价", MONEY, 0, False),
    ),
    "range": (
        ("channels", "channels bought through", "使用的购买渠道数", TIMES, -1, True),
        ("items_per_order", "line items per order", "每单商品行数", TIMES, -1, True),
        ("discount_rate", "share of spend given as discount", "折扣占比", SHARE, 0, True),
    ),
    "service": (
        ("tickets_180", "service tickets in 180 days", "近 180 天工单", TIMES, 0, True),
        ("open_tickets", "tickets not closed", "未结工单", TIMES, 1, True),
        ("complaints_180", "complaints in 180 days", "近 180 天投诉", TIMES, 1, True),
        ("days_since_complaint", "days since the last complaint", "距上次投诉", DAYS, -1, True),
        ("returns_365", "returns in 365 days", "近一年退货", TIMES, 1, True),
        ("refund_rate", "share of spend that came back", "退款占比", SHARE, 1, True),
    ),
    "contact": (
        ("contacts_90", "campaign contacts in 90 days", "近 90 天营销触达", TIMES, 0, True),
        ("opens_90", "of those opened", "其中打开", TIMES, -1, True),
        ("clicks_90", "of those clicked", "其中点击", TIMES, -1, True),
        ("days_since_contact", "days since the last campaign contact", "距上次营销触达", DAYS, 0, True),
        ("unsubscribes", "times they unsubscribed", "退订次数", TIMES, 1, False),
    ),
}
FEATURES: dict[str, Feature] = {
    name: Feature(name, english, chinese, *unit, direction, is_actionable, group)
    for group, rows in GROUPS.items()
    for name, english, chinese, unit, direction, is_actionable in rows
}
