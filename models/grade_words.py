"""A grade as a sentence that needs no statistics, in English and Chinese."""

import math
from dataclasses import dataclass

NAMES = {
    "churn": ("Churn", "流失预测"),
    "repeat_purchase": ("Repeat purchase", "复购预测"),
    "lifetime_value": ("Customer value", "客户价值"),
}
BASELINES = {
    "base_rate": ("everybody the average", "人人取均值"),
    "recency": ("days since the last order alone", "仅看距上次下单天数"),
    "last_period": ("the same as last period", "与上期相同"),
    "own_rate": ("the customer's own past rate", "按客户自身历史频率"),
    "population_mean": ("everybody the average", "人人取均值"),
}
VERDICTS = {
    "A": ("Can be relied on.", "可以放心使用。"),
    "B": ("Can be used; watch it.", "可以使用，需持续观察。"),
    "C": ("Use the ranking, not the numbers.", "可用于排序，数值仅供参考。"),
    "D": ("Not to be used: plans fall back on the average.", "暂不使用：计划改用平均值。"),
}


@dataclass(frozen=True)
class Facts:
    """What the sentence is made of: `value` is an AUC or an error, `balance` an ECE or a ratio of sums.

    `currency` is what amounts are in.
    """

    model: str
    origins: int
    value: float
    rival_value: float
    rival: str
    balance: float
    currency: str = ""


def sentences(
    facts: Facts, grade: str, beats: bool, is_calibrated: bool, is_stable: bool, is_leak_free: bool
) -> tuple[str, str]:
    """What was found and what follows from it."""
    name, verdict = NAMES[facts.model], VERDICTS[grade]
    if not facts.origins:
        found = ("no past day could be tested yet, for the history is too short", "历史数据过短，尚无法检验")
    elif not math.isfinite(facts.value + facts.rival_value + facts.balance):
        found = ("all customers did the same in the tests", "检验期内客户行为完全相同，无从比较")
    elif not is_leak_free:
        found = (
            "too good to be true; the future has probably leaked into the features",
            "结果好得不真实，特征中可能混入了未来信息",
        )
    else:
        found = _amounts(facts) if facts.model == "lifetime_value" else _rates(facts)
    doubts = _doubts(facts, beats, is_calibrated, is_stable)
    english = ", ".join([found[0], *(doubt[0] for doubt in doubts)])
    chinese = "，".join([found[1], *(doubt[1] for doubt in doubts)])
    return f"{name[0]}: {english}. {verdict[0]}", f"{name[1]}：{chinese}。{verdict[1]}"


def _rates(facts: Facts) -> tuple[str, str]:
    rival = BASELINES[facts.rival]
    own, other, off = (
        f"{100 * facts.value:.0f}",
        f"{100 * facts.rival_value:.0f}",
        f"{100 * facts.balance:.0f}",
    )
    tested = _tested(facts.origins)
    return (
        f"put the right one of two customers first {own} times in 100 ({rival[0]}: {other}),"
        f" off by {off} points in a hundred, {tested[0]}",
        f"100 次两两比较中判断正确 {own} 次（{rival[1]}：{other} 次），"
        f"概率平均偏差 {off} 个百分点，{tested[1]}",
    )


def _amounts(facts: Facts) -> tuple[str, str]:
    rival = BASELINES[facts.rival]
    tested, amounts = _tested(facts.origins), (facts.value, facts.rival_value)
    own, other = (f"{amount:,.0f} {facts.currency}".rstrip() for amount in amounts)
    return (
        f"predicted {facts.balance:.0%} of what customers then spent, wrong by {own} each"
        f" ({rival[0]}: {other}), {tested[0]}",
        f"预测总额为实际的 {facts.balance:.0%}，人均误差 {own}（{rival[1]}：{other}），{tested[1]}",
    )


def _tested(origins: int) -> tuple[str, str]:
    return f"at {origins} past day{'' if origins == 1 else 's'}", f"检验时点 {origins} 个"


def _doubts(facts: Facts, beats: bool, is_calibrated: bool, is_stable: bool) -> list[tuple[str, str]]:
    if not facts.origins:
        return []
    doubts = (
        (beats, "not surely better than without a model", "未能确证优于简单方法"),
        (is_calibrated, "its numbers are off", "数值有偏差"),
        (is_stable, "not steady from one test to the next", "不同时点表现不稳定"),
    )
    return [(english, chinese) for is_passed, english, chinese in doubts if not is_passed]
