"""What measured campaigns and plans say to a manager, in English and Chinese."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

Sentence = tuple[str, str]
Row = Mapping[str, Any]

STAGES: dict[str, Sentence] = {
    "all": ("all customers", "全部客户"),
    "prospect": ("people who have not bought yet", "尚未购买的客户"),
    "first_order": ("customers with one order", "首购客户"),
    "repeat": ("repeat customers", "复购客户"),
    "regular": ("regulars", "常客"),
}
CHANNELS: dict[str, Sentence] = {
    "email": ("e-mail", "邮件"),
    "sms": ("SMS", "短信"),
    "phone": ("phone", "电话"),
}
VERDICTS: dict[str, Sentence] = {
    "works": ("It works.", "有效。"),
    "harms": ("It harms: stop it.", "有害，应停止。"),
    "cannot tell": ("That may be chance: we cannot tell.", "可能只是偶然，无法判断。"),
}
NO_CONTROL: Sentence = (
    "nobody was held back at random, so its effect cannot be measured. Hold back a control group next time.",
    "没有随机保留的对照组，无法衡量效果。下次请设对照组。",
)


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The frame's rows by column name, what is missing as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def with_sentences(frame: pd.DataFrame, sentences: Sequence[Sentence]) -> pd.DataFrame:
    """The frame and its sentences, as `sentence_en` and `sentence_zh`."""
    spoken = {
        f"sentence_{language}": pd.Series([pair[place] for pair in sentences], index=frame.index, dtype="str")
        for place, language in enumerate(("en", "zh"))
    }
    return frame.assign(**spoken)


def channel_name(channel: str) -> Sentence:
    """The channel's name, or the channel as written."""
    return CHANNELS.get(channel, (channel, channel))


def share(value: float) -> str:
    """A share as per cent.

    >>> share(.1234)
    '12.3%'
    """
    return f"{value:.1%}"


def points(value: float) -> str:
    """A difference of shares in points.

    >>> points(-.0123)
    '−1.2'
    """
    return f"{100 * value:+.1f}".replace("-", "−")


def result_sentence(row: Row) -> Sentence:
    """What one campaign changed at one stage; `row` is a row of `mart.campaign_results`."""
    channel, stage = channel_name(row["channel"]), STAGES[row["stage"]]
    head = (
        f"{row['campaign_name']} ({row['offer']}, {channel[0]}), {stage[0]}: ",
        f"{row['campaign_name']}（{row['offer']}，{channel[1]}），{stage[1]}：",
    )
    if row["uplift"] is None:
        told = _too_few(row) if row["control"] else NO_CONTROL
        return head[0] + told[0], head[1] + told[1]
    english, chinese = _difference(row)
    verdict = VERDICTS[row["verdict"]]
    return head[0] + english + verdict[0], head[1] + chinese + verdict[1]


def _too_few(row: Row) -> Sentence:
    return (
        f"{row['treated']:,} contacted and {row['control']:,} held back are too few to tell.",
        f"触达 {row['treated']:,} 人、对照 {row['control']:,} 人，人数太少，无法判断。",
    )


def _difference(row: Row) -> Sentence:
    rates = share(row["treated_rate"]), share(row["control_rate"])
    limits = points(row["uplift"]), points(row["lower"]), points(row["upper"])
    return (
        f"{rates[0]} of {row['treated']:,} contacted bought within 30 days, {rates[1]} of {row['control']:,} "
        f"held back: {limits[0]} points (95% sure between {limits[1]} and {limits[2]}). ",
        f"触达 {row['treated']:,} 人中 30 天内购买 {rates[0]}，对照组 {row['control']:,} 人中 {rates[1]}："
        f"相差 {limits[0]} 个百分点（95% 区间 {limits[1]} 至 {limits[2]}）。",
    )


def uneven_draw(found: float) -> Sentence:
    """The warning that the two groups were not split as drawn; `found` is the share held back."""
    return (
        f" Warning: {share(found)} were held back, which does not fit the draw; "
        "the groups may differ in more than the message.",
        f"注意：对照组占 {share(found)}，与抽样设计不符，两组可能本来就不同。",
    )
