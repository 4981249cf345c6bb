"""Why a customer is thought to leave or to stay, in the customer's own numbers."""

import numpy as np
import pandas as pd

from models.btyd.newton import Vector
from models.sentences import written

NOTABLE = 0.3
NOTABLE_ACTION = 0.1
ACTIONABLE = ("service", "contact", "range")
NOTHING = ("Nothing that the company can change stands out.", "暂无可由企业直接改变的明显因素。")
COHORT = (
    "Average of all customers: there is too little history to tell them apart.",
    "按全体客户平均估计：历史数据尚不足以区分个体。",
)


def reasons(features: pd.DataFrame, effects: pd.DataFrame, is_raised: Vector) -> pd.DataFrame:
    """`reason_en` and `reason_zh` of each row: what tells it apart, then its rhythm, in its own numbers.

    `effects` are log odds by group. A row whose risk `is_raised` above the usual is explained by what raises
    it, any other by what lowers it; what moves it less than `NOTABLE` is not worth a sentence.
    """
    signed = effects.to_numpy() * np.where(is_raised, 1, -1)[:, None]
    strongest = effects.columns.to_numpy()[signed.argmax(axis=1)]
    is_told = (signed.max(axis=1) > NOTABLE) & (strongest != "rhythm")
    is_single = features["purchase_days"].to_numpy() < 2
    is_told &= ~is_single | ((strongest == "service") & is_raised)
    first = _written(features, np.where(is_told, strongest, ""))
    last = _written(features, np.where(is_single, "single", "rhythm"))
    told = {"reason_en": _joined(first[0], last[0], " "), "reason_zh": _joined(first[1], last[1], "")}
    return pd.DataFrame(told, index=features.index)


def action_words(features: pd.DataFrame, effects: pd.DataFrame) -> pd.DataFrame:
    """`action_en` and `action_zh`: of what raises the risk, the strongest that the company can change."""
    moved = effects[list(ACTIONABLE)].to_numpy()
    group = np.where(moved.max(axis=1) > NOTABLE_ACTION, np.array(ACTIONABLE)[moved.argmax(axis=1)], "")
    english, chinese = _written(features, group)
    told = {
        "action_en": np.where(group == "", NOTHING[0], english),
        "action_zh": np.where(group == "", NOTHING[1], chinese),
    }
    return pd.DataFrame(told, index=features.index)


def _joined(first: Vector, last: Vector, between: str) -> Vector:
    return np.where(first == "", last, first + between + last)


def _written(features: pd.DataFrame, group: Vector) -> tuple[Vector, Vector]:
    """The sentence that each row's group has for it, in both languages; none for no group."""
    english, chinese = np.full(len(features), "", object), np.full(len(features), "", object)
    for name in sorted(set(group) - {""}):
        where = np.flatnonzero(group == name)
        english[where], chinese[where] = _WORDS[name](features.iloc[where])
    return english, chinese


def cohort_reasons(index: pd.Index) -> pd.DataFrame:
    """The same words for everybody, where there is no model."""
    words = {"reason_en": COHORT[0], "reason_zh": COHORT[1], "action_en": NOTHING[0], "action_zh": NOTHING[1]}
    return pd.DataFrame(words, index=index)


Words = tuple[Vector, Vector]


def _single(rows: pd.DataFrame) -> Words:
    return _both(
        "One order so far, {days} days ago: judged as customers with one order usually turn out.",
        "目前仅一次购买，距今 {days} 天：按同类单次购买客户的一般情况估计。",
        days=rows["recency_days"],
    )


def _rhythm(rows: pd.DataFrame) -> Words:
    return _both(
        "Last order {days} days ago, usually every {gap:.0f} days.",
        "距上次下单 {days} 天，平时约每 {gap:.0f} 天下单一次。",
        days=rows["recency_days"],
        gap=rows["mean_gap_days"].clip(lower=1),
    )


def _frequency(rows: pd.DataFrame) -> Words:
    return _both(
        "Orders in the past year: {year}, in the past 90 days: {quarter}.",
        "近一年下单 {year} 次，其中近 90 天 {quarter} 次。",
        year=rows["orders_365"],
        quarter=rows["orders_90"],
    )


def _value(rows: pd.DataFrame) -> Words:
    return _both(
        "Spent {year:,.0f} in the past year, {order:,.0f} per order.",
        "近一年消费 {year:,.0f}，客单价 {order:,.0f}。",
        year=rows["revenue_365"],
        order=rows["average_order"],
    )


def _range(rows: pd.DataFrame) -> Words:
    return _both(
        "Buys {items:.0f} line items an order through {channels} channels, {discount:.0%} of it discount.",
        "每单约 {items:.0f} 行商品，使用 {channels} 个渠道，折扣占 {discount:.0%}。",
        items=rows["items_per_order"].fillna(0),
        channels=rows["channels"],
        discount=rows["discount_rate"],
    )


def _own(rows: pd.DataFrame) -> Words:
    count = len(rows)
    return (
        np.full(count, "One of the company's own features tells them apart.", object),
        np.full(count, "企业自定义特征显示其与众不同。", object),
    )


def _service(rows: pd.DataFrame) -> Words:
    tickets, complaints = rows["tickets_180"], rows["complaints_180"]
    complained = _both(
        "Complained {days:.0f} days ago; complaints in 180 days: {complaints}.",
        "{days:.0f} 天前投诉过（近 180 天投诉 {complaints} 次）。",
        days=rows["days_since_complaint"].fillna(0),
        complaints=complaints,
    )
    asked = _both(
        "Service tickets in 180 days: {tickets}, no complaint.",
        "近 180 天有 {tickets} 次服务工单，无投诉。",
        tickets=tickets,
    )
    quiet = ("No service ticket in 180 days.", "近 180 天无服务工单。")
    english, chinese = (
        np.where(
            complaints > 0, complained[language], np.where(tickets > 0, asked[language], quiet[language])
        )
        for language in (0, 1)
    )
    return english, chinese


def _contact(rows: pd.DataFrame) -> Words:
    return _both(
        "Campaign contacts in 90 days: {sent}, opened: {opened}, clicked: {clicked}.",
        "近 90 天营销触达 {sent} 次，打开 {opened} 次，点击 {clicked} 次。",
        sent=rows["contacts_90"],
        opened=rows["opens_90"],
        clicked=rows["clicks_90"],
    )


def _both(english: str, chinese: str, **columns: "pd.Series[float]") -> Words:
    numbers = {name: column.to_numpy() for name, column in columns.items()}
    return written(english, **numbers), written(chinese, **numbers)


_WORDS = {
    "single": _single,
    "rhythm": _rhythm,
    "frequency": _frequency,
    "value": _value,
    "range": _range,
    "own": _own,
    "service": _service,
    "contact": _contact,
}
