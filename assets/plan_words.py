"""What the plan of the next campaign says to a manager, in English and Chinese."""

from collections.abc import Mapping, Sequence

from assets.campaign_words import Row, Sentence, channel_name, points
from assets.reports.formats import Money
from models.uplift import detectable_uplift, holdout_share, sample_size

WORTH_SEEING = 0.02  # the smallest uplift that a test is made for
NO_CAMPAIGN: Sentence = (
    "There is no campaign to plan: put a file into campaigns/, like the example of `regulars init`.",
    "没有待规划的活动：请在 campaigns/ 中放入活动文件，可参考 `regulars init` 生成的示例。",
)
NOBODY: Sentence = (
    "nobody is contacted; the refusals say why.",
    "本次不触达任何客户，原因见未入选说明。",
)
BASELINE: Sentence = (
    "The value model cannot tell customers apart well enough: each counts as the mean of their stage.",
    "客户价值模型暂不可靠，每位客户按所处阶段的平均水平计算。",
)
UNMEASURED: Sentence = (
    "Nobody is held back, so its effect will not be measured.",
    "没有保留对照组，效果将无法衡量。",
)
REASONS: Mapping[str, Sentence] = {
    "test or wholesale": (
        "wholesale buyers; campaigns are not for them.",
        "批发客户，不参加活动。",
    ),
    "holdout": (
        "in the control group of the whole company, which never receives a campaign.",
        "属于公司长期对照组，不参加任何活动。",
    ),
    "fatigue": (
        "contacted {fatigue_contacts} times or more within {fatigue_days} days; left in peace.",
        "{fatigue_days} 天内已被联系 {fatigue_contacts} 次及以上，本次不打扰。",
    ),
    "no contact": (
        "no {address_en} known.",
        "没有{address_zh}。",
    ),
    "no consent": (
        "have not agreed to be contacted by {channel_en}; unknown consent is not consent.",
        "未同意通过{channel_zh}联系；未知不等于同意。",
    ),
    "no evidence": (
        "no past campaign with a control group tells what it changes for them. {advice_en}",
        "没有带对照组的历史活动能证明对其有效，不纳入计划。{advice_zh}",
    ),
    "not worth it": (
        "would not surely bring more than it costs, by the cautious estimate of its effect.",
        "按谨慎估计，带来的毛利不足以覆盖成本。",
    ),
    "capacity": (
        "worth contacting, but budget and capacity bring more elsewhere.",
        "值得触达，但预算与容量用于其他客户收益更高。",
    ),
    "another offer": (
        "another offer suits the plan better.",
        "改用更合适的其他优惠。",
    ),
}
ADDRESSES: Mapping[str, Sentence] = {"email": ("e-mail address", "邮箱地址")}


def refusal_sentence(row: Row, facts: Row) -> Sentence:
    """Why these customers do not get this offer; `facts` are the settings and rates that explain it."""
    count = row["customers"]
    known = dict(facts)
    for name, pair in (
        ("channel", channel_name(row["channel"] or "")),
        ("address", ADDRESSES.get(row["channel"], ("phone number", "电话号码"))),
        ("advice", _advice(row, facts) if row["reason"] == "no evidence" else ("", "")),
    ):
        known[f"{name}_en"], known[f"{name}_zh"] = pair
    told = [sentence.format_map(known) for sentence in REASONS[row["reason"]]]
    offer = (f"{row['offer_en']}, ", f"{row['offer_zh']}，") if row["offer"] else ("", "")
    customers = "1 customer" if count == 1 else f"{count:,} customers"
    return f"{offer[0]}{customers}: {told[0]}", f"{offer[1]}{count:,} 位客户：{told[1]}"


def _advice(row: Row, facts: Row) -> Sentence:
    """How large a test must be to see the uplift that pays for the offer."""
    rate, margin, half = facts["response_rate"], facts["margin"], row["customers"] // 2
    wanted = min(max(row["cost"] / margin if margin else 0.0, WORTH_SEEING), 1 - rate)
    size = sample_size(rate, wanted)
    if size <= half:
        seen = points(wanted)
        return (
            f"Test it first: {size:,} contacted and {size:,} held back at random will show {seen} points.",
            f"建议先测试：随机触达 {size:,} 人、保留 {size:,} 人，可识别 {seen} 个百分点的提升。",
        )
    seen = points(min(detectable_uplift(rate, half, half), 1.0))
    return (
        f"Test it first: contact a random half of them, which will show {seen} points or more; "
        f"{points(wanted)} points would take {2 * size:,} customers.",
        f"建议先随机触达其中一半测试，可识别 {seen} 个百分点以上的提升；"
        f"要识别 {points(wanted)} 个百分点需 {2 * size:,} 人。",
    )


def money(amount: float, currency: str) -> str:
    """An amount as the report writes it, alike in both languages.

    >>> money(1234.5, "CNY")
    '¥1,234'
    """
    return Money(currency).full(amount).en


def plan_sentence(plan: Row, currency: str) -> Sentence:
    """The plan in a few sentences.

    `plan` is a row of `mart.plan_summary` with the campaign's two names, `mean_uplift` of those contacted,
    `response_rate` of those not, and `untested`, the names of the offers never measured.
    """
    names = plan["campaign_en"], plan["campaign_zh"]
    parts = [NOBODY]
    if plan["chosen"]:
        parts = [_who(plan, currency), _brings(plan, currency), _binds(plan, currency), _measured(plan)]
    if plan["basis"] == "baseline":
        parts.append(BASELINE)
    if plan["untested"]:
        parts.append(_untested(plan["untested"]))
    english, chinese = zip(*parts, strict=True)
    return f"{names[0]}: {' '.join(english)}", f"{names[1]}：{''.join(chinese)}"


def _who(plan: Row, currency: str) -> Sentence:
    spent, limit = money(plan["spent"], currency), plan["budget"]
    of = ("", "")
    if limit is not None:
        of = f" of a budget of {money(limit, currency)}", f"（预算 {money(limit, currency)}）"
    return (
        f"contact {plan['chosen']:,} of {plan['eligible']:,} eligible customers for {spent}{of[0]}.",
        f"在 {plan['eligible']:,} 位可触达客户中触达 {plan['chosen']:,} 位，花费 {spent}{of[1]}。",
    )


def _brings(plan: Row, currency: str) -> Sentence:
    value, lower = (money(plan[name], currency) for name in ("expected_value", "expected_value_lower"))
    return (
        f"It should bring {value} of margin after its cost, {lower} by the cautious estimate.",
        f"预计扣除成本后带来毛利 {value}，谨慎估计 {lower}。",
    )


def _binds(plan: Row, currency: str) -> Sentence:
    name, price = plan["binding_constraint"], money(plan["shadow_price"], currency)
    if name is None:
        return "Neither budget nor capacity binds.", "预算与容量均有余。"
    if name == "budget":
        return (
            f"The budget binds: each further {money(1, currency)} would bring {price}.",
            f"瓶颈是预算：每增加 {money(1, currency)} 可多带来 {price}。",
        )
    channel = channel_name(name)
    return (
        f"The capacity of {channel[0]} binds: one more contact would bring {price}.",
        f"瓶颈是{channel[1]}容量：每多触达一人可多带来 {price}。",
    )


def _measured(plan: Row) -> Sentence:
    """What the control group will show, and how large it would have to be for the uplift that is expected."""
    if not plan["held_out"]:
        return UNMEASURED
    seen, expected = plan["detectable_uplift"], plan["mean_uplift"]
    told = (
        f"{plan['held_out']:,} more are held back at random, to show an uplift from {points(seen)} points on",
        f"另随机保留 {plan['held_out']:,} 位作对照，可识别 {points(seen)} 个百分点以上的提升",
    )
    if expected is None or seen <= expected:
        return f"{told[0]}.", f"{told[1]}。"
    share = holdout_share(plan["response_rate"], expected, plan["chosen"] + plan["held_out"])
    if share is None:
        more = "cannot be seen with so few customers", "人数太少，尚无法识别"
    else:
        more = f"needs a holdout_rate of {share:.2f}", f"需将 holdout_rate 设为 {share:.2f} 才能识别"
    return (
        f"{told[0]}; the {points(expected)} expected {more[0]}.",
        f"{told[1]}；预期提升为 {points(expected)} 个百分点，{more[1]}。",
    )


def _untested(names: Sequence[Sentence]) -> Sentence:
    english, chinese = zip(*names, strict=True)
    return (
        f"Not planned, because never tested against a control group: {', '.join(english)}.",
        f"从未用对照组测试、因此未纳入计划：{'、'.join(chinese)}。",
    )
