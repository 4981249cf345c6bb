"""Why a customer is thought to be worth that much, in the customer's own numbers."""

import numpy as np
import pandas as pd

from models.btyd.newton import Vector
from models.value_parameters import Parameters

COHORT = (
    "Average of all customers: the buying pattern cannot be told from this little history.",
    "按全体客户平均估计：历史数据尚不足以识别购买规律。",
)


def value_reasons(history: pd.DataFrame, scored: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """`reason_en` and `reason_zh` of each row."""
    if parameters.orders is None:
        return pd.DataFrame({"reason_en": COHORT[0], "reason_zh": COHORT[1]}, index=history.index)
    english, chinese = np.full(len(history), "", object), np.full(len(history), "", object)
    is_single = history["frequency"].to_numpy() == 0
    for where, is_one in ((is_single, True), (~is_single, False)):
        places = np.flatnonzero(where)
        if len(places):
            rows = history.iloc[places]
            pairs = _single(rows) if is_one else _own(rows, scored.iloc[places])
            english[places], chinese[places] = zip(*pairs, strict=True)
    return pd.DataFrame(_with_wholesale(english, chinese, history), index=history.index)


def _single(history: pd.DataFrame) -> list[tuple[str, str]]:
    return [
        (
            f"One order so far, {age} days ago: valued as customers with one order usually turn out.",
            f"目前仅一次购买，距今 {age} 天：按同类单次购买客户的一般情况估值。",
        )
        for age in history["T"]
    ]


def _own(history: pd.DataFrame, scored: pd.DataFrame) -> list[tuple[str, str]]:
    columns = (
        history["frequency"] + 1,
        history["T"],
        history["T"] - history["recency"],
        scored["p_alive"],
        scored["predicted_spend_per_order"],
    )
    return [
        (
            f"Bought on {times} days in {age}, last {silence} days ago:"
            f" {alive:.0%} likely still a customer, {spend:,.0f} per order expected.",
            f"{age} 天内购买 {times} 次，最近一次在 {silence} 天前："
            f"仍为客户的概率 {alive:.0%}，预计客单价 {spend:,.0f}。",
        )
        for times, age, silence, alive, spend in zip(*columns, strict=True)
    ]


def _with_wholesale(english: Vector, chinese: Vector, history: pd.DataFrame) -> dict[str, Vector]:
    is_wholesale = history["is_wholesale"].to_numpy(bool)
    return {
        "reason_en": np.where(is_wholesale, english + " Wholesale buyer: judged by retail habits.", english),
        "reason_zh": np.where(is_wholesale, chinese + "批发客户：按零售规律估计，仅供参考。", chinese),
    }
