"""How right the merging of records is, from evidence in the records themselves.

Precision: records that were merged are checked by their birth dates, which keep people apart but join
few, so that it is at most this. Recall: among pairs of records that give both keys, what is linked by
phone is checked by e-mail and the other way round; a pair is missed where both keys miss it
(capture–recapture with two samples: Chapman 1951; the log-normal interval of what is unseen: Chao 1987).
Shares have Wilson's intervals; all are 95 %.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from models.intervals import arm, normal_quantile, wilson_interval

COLUMNS = ("measure", "value", "lower", "upper", "cases", "is_alarm", "sentence_en", "sentence_zh")
LARGEST = 50
FEWEST = 20
CONFLICT_RATE = 0.005
PRECISION, RECALL = 0.99, 0.9
"""What is asked of the merging; it alarms where even the upper limit falls short."""
Row = tuple[str, float | None, float | None, float | None, int, bool, str, str]


def identity_quality(counts: Mapping[str, int]) -> pd.DataFrame:
    """One row per measure: value, its interval where it is an estimate, cases behind it, and a sentence.

    counts: the columns of `mart.identity_evidence`. A measure with fewer than FEWEST cases has no value.
    """
    rows = [_precision(counts), _recall(counts), _reviewed(counts), *_alarms(counts)]
    kinds = {"value": "float64", "lower": "float64", "upper": "float64", "is_alarm": "bool"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)


def share(part: int, whole: int) -> tuple[float, float, float]:
    """A share with its 95 % interval.

    >>> [round(each, 3) for each in share(98, 100)]
    [0.98, 0.93, 0.994]
    """
    lower, upper = wilson_interval(arm(np.array([whole]), np.array([part])), normal_quantile(0.95))
    return part / whole, float(lower[0]), float(upper[0])


def seen_share(one: int, other: int, both: int) -> tuple[float, float, float]:
    """The share of all cases that at least one of two independent samples saw, with its 95 % interval.

    >>> [round(each, 3) for each in seen_share(1600, 1400, 1120)]
    [0.94, 0.925, 0.952]
    """
    only, seen = (one - both + 0.5, other - both + 0.5), one + other - both
    unseen = only[0] * only[1] / (both + 0.5)
    variance = unseen * (1 + (only[0] + only[1]) / (both + 0.5) + unseen / (both + 0.5))
    spread = math.exp(normal_quantile(0.95) * math.sqrt(math.log(1 + variance / unseen**2)))
    return seen / (seen + unseen), seen / (seen + unseen * spread), seen / (seen + unseen / spread)


def _precision(counts: Mapping[str, int]) -> Row:
    cases = counts["checked"]
    if cases < FEWEST:
        return _cannot_tell(
            "precision",
            cases,
            "merged records of two systems that both give a birth date",
            "跨系统且双方均有生日的合并记录",
        )
    value, lower, upper = share(counts["confirmed"], cases)
    (en, zh), limits = _judged(lower, upper, PRECISION), f"{lower:.1%}–{upper:.1%}"
    return (
        "precision", value, lower, upper, cases, upper < PRECISION,
        f"{en}: of {cases:,} merged pairs of records of two systems that both give a birth date, {value:.1%}"
        f" agree in it (95% sure: {limits}; asked for: {PRECISION:.0%}).",
        f"{zh}：双方均有生日的 {cases:,} 对合并记录中，{value:.1%} 的生日一致"
        f"（95% 置信区间 {limits}；要求 {PRECISION:.0%}）。",
    )  # fmt: skip


def _recall(counts: Mapping[str, int]) -> Row:
    both, phone, email = (counts[f"linked_by_{key}"] for key in ("both", "phone", "email"))
    if min(phone, email) < FEWEST:
        return _cannot_tell(
            "recall",
            min(phone, email),
            "records of two systems linked by phone and by e-mail",
            "跨系统电话与邮箱关联",
        )
    value, lower, upper = seen_share(phone, email, both)
    cases, limits = phone + email - both, f"{lower:.1%}–{upper:.1%}"
    en, zh = _judged(lower, upper, RECALL)
    return (
        "recall", value, lower, upper, cases, upper < RECALL,
        f"{en}: of the records of one person in two systems that give phone and e-mail, {value:.1%} are"
        f" recognised as one person (95% sure: {limits}; asked for: {RECALL:.0%}). Estimated from {cases:,}"
        " pairs: by how many of those that share the phone share the e-mail too, and the other way round.",
        f"{zh}：同一人在两个系统中均留有电话和邮箱的记录，{value:.1%} 被识别为同一人"
        f"（95% 置信区间 {limits}；要求 {RECALL:.0%}）。依据 {cases:,} 对记录估算："
        "电话相同者中有多少邮箱也相同，反之亦然。",
    )  # fmt: skip


def _judged(lower: float, upper: float, asked: float) -> tuple[str, str]:
    """Whether a share is what is asked, from its limits, in a word of both languages."""
    if lower >= asked:
        return "Fine", "正常"
    return (
        ("Too low", "偏低")
        if upper < asked
        else ("Cannot be told apart from what is asked", "与要求无显著差异")
    )


def _reviewed(counts: Mapping[str, int]) -> Row:
    cases = counts["reviewed"]
    if not cases:
        return _cannot_tell("reviewed_same", 0, "reviewed pairs", "人工裁决")
    value, lower, upper = share(counts["reviewed_same"], cases)
    return (
        "reviewed_same", value, lower, upper, cases, False,
        f"Of {cases:,} doubtful pairs that people decided on, {value:.0%} were one person.",
        f"人工裁决的 {cases:,} 对疑似记录中，{value:.0%} 为同一人。",
    )  # fmt: skip


def _standard(records: int, is_learned: bool) -> Row:
    """What matching goes by beside exact keys."""
    told = (
        f"Matching goes by exact keys and by weights learned once from {records:,} records.",
        f"匹配依据精确键，以及一次性从 {records:,} 条记录学得的权重。",
    )
    too_few = (
        f"With {records:,} records there were too few to learn from: matching goes by exact keys and by the"
        " weights that agreements usually have.",
        f"仅有 {records:,} 条记录，不足以学习：匹配依据精确键与通常的权重。",
    )
    return ("standard", records, None, None, records, False, *(told if is_learned else too_few))


def _cannot_tell(measure: str, cases: int, of_en: str, of_zh: str) -> Row:
    return (
        measure, None, None, None, cases, False,
        f"Cannot tell: only {cases:,} cases of {of_en}.", f"无法判断：{of_zh}仅 {cases:,} 例。",
    )  # fmt: skip


def _alarms(counts: Mapping[str, int]) -> Iterator[Row]:
    """Signs that too much was merged, and what waits."""
    largest, conflicts, customers = counts["largest"], counts["birth_conflicts"], counts["customers"]
    yield (
        "largest_customer", largest, None, None, customers, largest > LARGEST,
        f"The largest customer is made of {largest:,} records.",
        f"记录最多的客户由 {largest:,} 条记录合并而成。",
    )  # fmt: skip
    yield (
        "birth_conflicts", conflicts, None, None, customers, conflicts > max(1, CONFLICT_RATE * customers),
        f"Customers whose records give different birth dates: {conflicts:,}.",
        f"{conflicts:,} 位客户的记录中生日不一致。",
    )  # fmt: skip
    yield _standard(counts["learned_records"], bool(counts["is_learned"]))
    waiting = counts["open_pairs"]
    yield (
        "open_pairs", waiting, None, None, customers, False,
        f"{waiting:,} doubtful pairs wait for a decision.", f"{waiting:,} 对疑似记录待裁决。",
    )  # fmt: skip
