"""The gate between challenger and champion: the same customers, the same day, the same outcomes."""

from dataclasses import dataclass

import numpy as np

from models.btyd.newton import Vector
from models.grades import MOST_ECE, TOO_GOOD
from models.metrics import METRICS, resamples

SHOWN = ("auc", "log_loss", "brier", "ece")
DECIDES = "log_loss"


@dataclass(frozen=True)
class Verdict:
    """Who is better by log loss, and by how much: `lower` to `upper` hold the gain with 95 %."""

    challenger: dict[str, float]
    champion: dict[str, float]
    lower: float
    upper: float
    faults: tuple[str, ...]

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
        gain = f"{self.lower:+.4f} … {self.upper:+.4f}"
        words = _BETTER if self.is_better else _WORSE if self.is_worse else _EQUAL
        return words[0].format(gain=gain), words[1].format(gain=gain)


_FAULTS = {
    "calibration": ("its probabilities are off by more than 5 points", "概率偏差超过 5 个百分点"),
    "too good": (
        "it is too good to be true, which is what a leak looks like",
        "结果好得不真实，疑似数据泄漏",
    ),
}
_BETTER = (
    "Better than the champion beyond doubt: log loss lower by {gain}.",
    "明确优于现任模型：对数损失改善 {gain}。",
)
_WORSE = (
    "Worse than the champion beyond doubt: log loss changes by {gain}.",
    "明确劣于现任模型：对数损失变化 {gain}。",
)
_EQUAL = (
    "Cannot be told from the champion: log loss changes by {gain}.",
    "与现任模型无法区分：对数损失变化 {gain}。",
)


def compare(actual: Vector, challenger: Vector, champion: Vector, seed: int) -> Verdict:
    """Both probabilities of the same outcomes, with a paired Poisson bootstrap over the customers."""
    weight = resamples(len(actual), seed)
    gain = METRICS[DECIDES](actual, champion, weight) - METRICS[DECIDES](actual, challenger, weight)
    lower, upper = np.nanquantile(gain[1:], [0.025, 0.975])
    own, other = scores(actual, challenger), scores(actual, champion)
    return Verdict(own, other, float(lower), float(upper), _faults(own, other))


def scores(actual: Vector, predicted: Vector) -> dict[str, float]:
    """AUC, log loss, Brier score and calibration error of probabilities."""
    weight = np.ones((1, len(actual)))
    return {metric: round(float(METRICS[metric](actual, predicted, weight)[0]), 6) for metric in SHOWN}


def _faults(own: dict[str, float], other: dict[str, float]) -> tuple[str, ...]:
    """What no gain makes good; being off as much as the champion is no fault of the challenger's."""
    is_off = own["ece"] > max(MOST_ECE, other["ece"])
    return ("calibration",) * is_off + ("too good",) * (own["auc"] > TOO_GOOD)
