"""The gate between challenger and champion: the same customers, the same day, the same outcomes."""

from dataclasses import dataclass

import numpy as np

from models.btyd.newton import Vector
from models.grades import MOST_ECE, MOST_OFF, TOO_GOOD
from models.metrics import METRICS, SMALLEST, resamples

RATES = ("log_loss", "auc", "brier", "ece")
AMOUNTS = ("rmse", "mae", "sum_ratio")
"""What is shown of probabilities and of amounts; the first decides."""


@dataclass(frozen=True)
class Verdict:
    """Who is better by the deciding metric, and by how much: `lower` to `upper` hold the gain with 95 %."""

    challenger: dict[str, float]
    champion: dict[str, float]
    lower: float
    upper: float
    faults: tuple[str, ...]
    metric: str = RATES[0]

    @property
    def is_better(self) -> bool:
        """Beyond doubt."""
        return self.lower > 0

    @property
    def is_worse(self) -> bool:
        """Beyond doubt."""
        return self.upper < 0

    def allows(self, is_refresh: bool) -> bool:
        """Whether the challenger may be promoted; newer data alone is reason enough where it is no worse."""
        return not self.faults and (self.is_better or (is_refresh and not self.is_worse))

    @property
    def sentence(self) -> tuple[str, str]:
        """Why, in English and Chinese."""
        if self.faults:
            english = "Refused: " + "; ".join(_FAULTS[fault][0] for fault in self.faults) + "."
            return english, "不予启用：" + "；".join(_FAULTS[fault][1] for fault in self.faults) + "。"
        ends = (-self.upper, -self.lower) if self.is_worse else (self.lower, self.upper)
        sign = "" if self.is_better or self.is_worse else "+"
        gain = " … ".join(f"{end:{sign}.3g}" for end in ends)
        words = _BETTER if self.is_better else _WORSE if self.is_worse else _EQUAL
        names = _METRICS[self.metric]
        return words[0].format(gain=gain, metric=names[0]), words[1].format(gain=gain, metric=names[1])


_METRICS = {
    "log_loss": ("log loss", "对数损失"),
    "rmse": ("the error of the value (RMSE)", "价值误差（RMSE）"),
}
_FAULTS = {
    "total": ("its total is off by more than a quarter", "总额偏差超过四分之一"),
    "calibration": ("its probabilities are off by more than 5 points", "概率偏差超过 5 个百分点"),
    "too good": (
        "it is too good to be true, which is what a leak looks like",
        "结果好得不真实，疑似数据泄漏",
    ),
}
_BETTER = (
    "Better than the champion beyond doubt: {metric} lower by {gain}.",
    "明确优于现任模型：{metric}降低 {gain}。",
)
_WORSE = (
    "Worse than the champion beyond doubt: {metric} higher by {gain}.",
    "明确劣于现任模型：{metric}升高 {gain}。",
)
_EQUAL = (
    "Cannot be told from the champion: {metric} lower by anything from {gain} (negative: higher).",
    "与现任模型无法区分：{metric}降低 {gain}（负值为升高）。",
)


def compare(
    actual: Vector, challenger: Vector, champion: Vector, seed: int, shown: tuple[str, ...] = RATES
) -> Verdict:
    """Both forecasts of the same outcomes, with a paired Poisson bootstrap over the customers."""
    weight, metric = resamples(len(actual), seed), METRICS[shown[0]]
    gain = metric(actual, champion, weight) - metric(actual, challenger, weight)
    lower, upper = np.nanquantile(gain[1:], [0.025, 0.975])
    own, other = scores(actual, challenger, shown), scores(actual, champion, shown)
    faults = _faults(own, other) if shown is RATES else _faults_of_amounts(own, other)
    return Verdict(own, other, float(lower), float(upper), faults, shown[0])


def scores(actual: Vector, predicted: Vector, shown: tuple[str, ...] = RATES) -> dict[str, float]:
    """Each metric of the forecasts."""
    weight = np.ones((1, len(actual)))
    return {metric: round(float(METRICS[metric](actual, predicted, weight)[0]), 6) for metric in shown}


def _faults(own: dict[str, float], other: dict[str, float]) -> tuple[str, ...]:
    """What no gain makes good; being off as much as the champion is no fault of the challenger's."""
    is_off = own["ece"] > max(MOST_ECE, other["ece"])
    return ("calibration",) * is_off + ("too good",) * (own["auc"] > TOO_GOOD)


def _faults_of_amounts(own: dict[str, float], other: dict[str, float]) -> tuple[str, ...]:
    """A total that is off, and farther off than the champion's."""
    ours, theirs = (abs(np.log(max(one["sum_ratio"], SMALLEST))) for one in (own, other))
    return ("total",) * bool(ours > max(np.log(MOST_OFF), theirs))
