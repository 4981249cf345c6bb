"""Why a customer is valued so, written when somebody reads it and not for millions every night."""

from collections.abc import Mapping
from typing import Any

SENTENCES = {
    "cohort average": (
        "Average of all customers: the buying pattern cannot be told from this little history.",
        "按全体客户平均估计：历史数据尚不足以识别购买规律。",
    ),
    "population prior": (
        "One order so far, {age} days ago: valued as customers with one order usually turn out.",
        "目前仅一次购买，距今 {age} 天：按同类单次购买客户的一般情况估值。",
    ),
    "individual": (
        "Bought on {days} days in {age}, last {silence} days ago: {alive:.0%} likely still a customer,"
        " {spend:,.0f} per order expected.",
        "{age} 天内购买 {days} 次，最近一次在 {silence} 天前：仍为客户的概率 {alive:.0%}，"
        "预计客单价 {spend:,.0f}。",
    ),
}
WHOLESALE = (" Wholesale buyer: judged by retail habits.", "批发客户：按零售规律估计，仅供参考。")


def value_reason(row: Mapping[str, Any]) -> tuple[str, str]:
    """English and Chinese, from value, history and basis of one customer.

    >>> value_reason({"basis": "population prior", "frequency": 0, "recency": 0, "T": 40, "p_alive": 0.5,
    ...               "predicted_spend_per_order": 20.0, "is_wholesale": False})[0]
    'One order so far, 40 days ago: valued as customers with one order usually turn out.'
    """
    facts = {
        "age": row["T"],
        "days": row["frequency"] + 1,
        "silence": row["T"] - row["recency"],
        "alive": float(row["p_alive"]),
        "spend": float(row["predicted_spend_per_order"]),
    }
    english, chinese = (text.format(**facts) for text in SENTENCES[row["basis"]])
    return (english + WHOLESALE[0], chinese + WHOLESALE[1]) if row["is_wholesale"] else (english, chinese)
