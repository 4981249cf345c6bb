"""What the plan of the next campaign says to a manager, in English and Chinese."""

from collections.abc import Callable, Mapping

from assets.campaign_words import Row, Sentence, channel_zh, points
from models.uplift import detectable_uplift, sample_size

WORTH_SEEING = 0.02  # the smallest uplift that a test is made for
ADDRESS: dict[str, Sentence] = {"email": ("e-mail address", "邮箱地址")}
PHONE: Sentence = ("phone number", "电话号码")
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


def _customers(row: Row) -> Sentence:
    count = row["customers"]
    return ("1 customer" if count == 1 else f"{count:,} customers"), f"{count:,} 位客户"


def _wholesale(_: Row, __: Row) -> Sentence:
    return "buy wholesale; campaigns are not for them.", "为批发客户，不参加活动。"


def _holdout(_: Row, __: Row) -> Sentence:
    return (
        "belong to the control group of the whole company, which never receives a campaign.",
        "属于公司长期对照组，不参加任何活动。",
    )


def _fatigue(_: Row, facts: Row) -> Sentence:
    contacts, days = facts["fatigue_contacts"], facts["fatigue_days"]
    return (
        f"were contacted {contacts} times or more within {days} days and are left in peace.",
        f"在 {days} 天内已被联系 {contacts} 次及以上，本次不打扰。",
    )


def _no_contact(row: Row, _: Row) -> Sentence:
    missing = ADDRESS.get(row["channel"], PHONE)
    return f"have no {missing[0]}.", f"没有{missing[1]}。"


def _no_consent(row: Row, _: Row) -> Sentence:
    return (
        f"have not agreed to be contacted by {row['channel']}; unknown consent is not consent.",
        f"未同意通过{channel_zh(row['channel'])}联系；未知不等于同意。",
    )


def _no_evidence(row: Row, facts: Row) -> Sentence:
    advice = _advice(row, facts)
    return (
        "could get it, but no past campaign with a control group tells what it changes for them. "
        + advice[0],
        "可以接收，但没有带对照组的历史活动能证明其效果，因此不纳入计划。" + advice[1],
    )


def _advice(row: Row, facts: Row) -> Sentence:
    """How large a test must be to see the uplift that pays for the offer."""
    rate, margin = facts["response_rate"], facts["margin"]
    wanted = max(row["cost"] / margin if margin else 0.0, WORTH_SEEING)
    size = sample_size(rate, wanted)
    if 2 * size <= row["customers"]:
        seen = points(wanted)
        return (
            f"Test it first: {size:,} contacted and {size:,} held back at random will show {seen} points.",
            f"建议先测试：随机触达 {size:,} 人、保留 {size:,} 人，可识别 {seen} 个百分点的提升。",
        )
    half = row["customers"] // 2
    seen = points(min(detectable_uplift(rate, half, half), 1.0))
    return (
        f"Test it first: contact a random half; so few will only show an uplift of {seen} points or more, "
        f"{2 * size:,} would show {points(wanted)}.",
        f"建议先随机触达一半测试：人数较少，只能识别 {seen} 个百分点以上的提升；"
        f"要识别 {points(wanted)} 需 {2 * size:,} 人。",
    )


def _not_worth_it(_: Row, __: Row) -> Sentence:
    return (
        "would not surely bring more than the offer costs, by the cautious estimate of its effect.",
        "按谨慎估计，其带来的毛利不足以覆盖成本。",
    )


def _capacity(_: Row, __: Row) -> Sentence:
    return (
        "are worth contacting, but budget and capacity bring more elsewhere.",
        "值得触达，但预算与容量用于其他客户收益更高。",
    )


def _another(_: Row, __: Row) -> Sentence:
    return "get another offer that suits the plan better.", "改用更合适的其他优惠。"


REASONS: Mapping[str, Callable[[Row, Row], Sentence]] = {
    "test or wholesale": _wholesale,
    "holdout": _holdout,
    "fatigue": _fatigue,
    "no contact": _no_contact,
    "no consent": _no_consent,
    "no evidence": _no_evidence,
    "not worth it": _not_worth_it,
    "capacity": _capacity,
    "another offer": _another,
}


def refusal_sentence(row: Row, facts: Row) -> Sentence:
    """Why these customers do not get this offer; `facts` are the settings and rates that explain it."""
    count, told = _customers(row), REASONS[row["reason"]](row, facts)
    offer = (f"{row['offer_en']}: ", f"{row['offer_zh']}：") if row["offer"] else ("", "")
    return f"{offer[0]}{count[0]} {told[0]}", f"{offer[1]}{count[1]}{told[1]}"


def money(amount: float, currency: str) -> str:
    """An amount in words.

    >>> money(1234.5, "CNY")
    '1,234.50 CNY'
    """
    return f"{amount:,.2f} {currency}".replace("-", "−")


def plan_sentence(plan: Row, currency: str) -> Sentence:
    """The plan in a few sentences; `plan` is a row of `mart.plan_summary` with the campaign's two names."""
    names = plan["campaign_en"], plan["campaign_zh"]
    if plan["chosen"]:
        parts = [_who(plan, currency), _brings(plan, currency), _binds(plan, currency), _measured(plan)]
    else:
        parts = [NOBODY]
    if plan["basis"] == "baseline":
        parts.append(BASELINE)
    english, chinese = zip(*parts, strict=True)
    return f"{names[0]}: {' '.join(english)}", f"{names[1]}：{''.join(chinese)}"


def _who(plan: Row, currency: str) -> Sentence:
    spent, limit = money(plan["spent"], currency), plan["budget"]
    of = (
        (f" of a budget of {money(limit, currency)}", f"（预算 {money(limit, currency)}）")
        if limit is not None
        else ("", "")
    )
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
    if not plan["shadow_price"]:
        return "Neither budget nor capacity binds.", "预算与容量均有余。"
    if name == "budget":
        return (
            f"The budget binds: one more {currency} would bring {price}.",
            f"瓶颈是预算：每增加 1 {currency} 可多带来 {price}。",
        )
    return (
        f"The capacity of {name} binds: one more contact would bring {price}.",
        f"瓶颈是{channel_zh(name)}容量：每多触达一人可多带来 {price}。",
    )


def _measured(plan: Row) -> Sentence:
    if not plan["held_out"]:
        return (
            "Nobody is held back, so its effect will not be measured.",
            "没有保留对照组，效果将无法衡量。",
        )
    seen = points(min(plan["detectable_uplift"], 1.0))
    return (
        f"{plan['held_out']:,} more are held back at random: an uplift of {seen} points or more will show.",
        f"另随机保留 {plan['held_out']:,} 位作对照，可识别 {seen} 个百分点以上的提升。",
    )
