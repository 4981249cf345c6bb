"""Why a customer is thought to be worth that much, in the customer's own numbers."""

import numpy as np
import pandas as pd

from models.btyd.newton import Vector
from models.sentences import written
from models.value_parameters import Parameters

COHORT = (
    "Average of all customers: the buying pattern cannot be told from this little history.",
    "按全体客户平均估计：历史数据尚不足以识别购买规律。",
)
SINGLE = (
    "One order so far, {age} days ago: valued as customers with one order usually turn out.",
    "目前仅一次购买，距今 {age} 天：按同类单次购买客户的一般情况估值。",
)
OWN = (
    "Bought on {times} days in {age}, last {silence} days ago:"
    " {alive:.0%} likely still a customer, {spend:,.0f} per order expected.",
    "{age} 天内购买 {times} 次，最近一次在 {silence} 天前："
    "仍为客户的概率 {alive:.0%}，预计客单价 {spend:,.0f}。",
)
WHOLESALE = (" Wholesale buyer: judged by retail habits.", "批发客户：按零售规律估计，仅供参考。")


def value_reasons(history: pd.DataFrame, scored: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """`reason_en` and `reason_zh` of each row."""
    if parameters.orders is None:
        return pd.DataFrame({"reason_en": COHORT[0], "reason_zh": COHORT[1]}, index=history.index)
    languages = zip(("reason_en", "reason_zh"), SINGLE, OWN, WHOLESALE, strict=True)
    told = {name: _told(history, scored, *templates) for name, *templates in languages}
    return pd.DataFrame(told, index=history.index)


def _told(history: pd.DataFrame, scored: pd.DataFrame, single: str, own: str, wholesale: str) -> Vector:
    frequency, age = history["frequency"].to_numpy(), history["T"].to_numpy()
    reasons = np.full(len(history), "", object)
    once, often = np.flatnonzero(frequency == 0), np.flatnonzero(frequency > 0)
    reasons[once] = written(single, age=age[once])
    reasons[often] = written(
        own,
        times=frequency[often] + 1,
        age=age[often],
        silence=(age - history["recency"].to_numpy())[often],
        alive=scored["p_alive"].to_numpy()[often],
        spend=scored["predicted_spend_per_order"].to_numpy()[often],
    )
    sells_on = np.flatnonzero(history["is_wholesale"].to_numpy(bool))
    reasons[sells_on] = reasons[sells_on] + wholesale
    return reasons
