"""纷享销客 Fxiaoke's 商机 (opportunities), 销售记录 (talks) and 回款 (payments): Chinese headers, GB18030."""

import numpy as np

from simulation import catalogue
from simulation.arrays import Ints, Objects, objects
from simulation.columns import Column, Stamps, counting, lines, money, same
from simulation.dealings import IN_FXIAOKE, Dealings, Deals, Payments, Talks
from simulation.exports.dirt import BAD_DATE, BAD_NUMBER, MISSING, RAGGED, Fault
from simulation.exports.fxiaoke_customers import Cards
from simulation.parameters import Parameters

DEALS = (
    "商机编号,商机名称,客户编号,客户名称,商机阶段,阶段状态,赢率,商机金额(元),结单日期,输单原因,来源,负责人,"
    "创建时间,最后修改时间"
)
TALKS = "销售记录编号,互动类型,客户编号,客户名称,客户电话,关联商机,销售记录内容,跟进结果,负责人,创建时间"
PAYMENTS = "回款编号,销售订单编号,客户编号,客户名称,回款日期,回款金额(元),回款方式,业务类型,负责人"
DEAL_FAULTS = (Fault(RAGGED, 0), Fault(BAD_DATE, 8, "下周"), Fault(RAGGED, 1))
TALK_FAULTS = (Fault(RAGGED, 0), Fault(BAD_DATE, 9, "昨天"), Fault(RAGGED, 1))
PAYMENT_FAULTS = (
    Fault(BAD_DATE, 4, "昨天"),
    Fault(BAD_NUMBER, 5, "待定"),
    Fault(MISSING, 0),
    Fault(RAGGED, 1),
)
STAGES = (("初步接洽", "10%"), ("需求确认", "30%"), ("方案报价", "50%"), ("商务谈判", "80%"))
WON, LOST = ("赢单", "100%"), ("输单", "0%")
REASONS = objects(["价格", "竞品", "暂无需求", "无人联系"])
WAYS = objects(["打电话", "现场拜访", "微信沟通", "邮件"])
SAID = objects(["询问新茶到货", "报价已发送", "约定下次回访", "反馈包装问题", "确认礼盒数量"])
RESULTS = objects(["有意向", "待跟进", "无意向", ""])
MEANS = objects(["银行转账", "支付宝", "微信支付"])


def of_fxiaoke(rows: Deals | Talks) -> Ints:
    """Which of them stand in Fxiaoke."""
    return np.flatnonzero(rows.system == IN_FXIAOKE)


def deal_ids(size: int, first: int) -> list[str]:
    """SJ00000001 …"""
    return counting("SJ", first + 1, size, digits=8)


def deal_name(source: Ints, order: Ints) -> Objects:
    """What the opportunity is called; several may be called the same."""
    return objects(
        [f"{catalogue.SOURCES_ZH[s]}客户{n % 997}号采购" for s, n in zip(source, order, strict=True)]
    )


def deal_rows(
    deals: Deals, cards: Cards, stamps: Stamps, truth: Parameters, first: int, rng: np.random.Generator
) -> list[str]:
    """One line per opportunity of Fxiaoke."""
    size, ended = len(deals), deals.closes < truth.end
    stage, share, state = _stages(deals.is_won, ended, rng)
    minute, touched = rng.integers(540, 1080, size), np.minimum(deals.closes, truth.end - 1)
    reason = np.where(ended & ~deals.is_won, REASONS[rng.integers(0, len(REASONS), size)], "")
    return lines(
        deal_ids(size, first),
        deal_name(deals.source, deals.person),
        *_who(deals.person, cards)[:2],
        stage,
        state,
        share,
        money(deals.cents),
        stamps.dates(deals.closes),
        reason,
        catalogue.SOURCES_ZH[deals.source],
        catalogue.OWNERS[rng.integers(0, 5, size)],
        stamps.times(deals.opened, minute, ":00"),
        stamps.times(touched, minute, ":30"),
    )


def _stages(is_won: np.ndarray, ended: np.ndarray, rng: np.random.Generator) -> tuple[Column, Column, Column]:
    """商机阶段, 赢率, 阶段状态: an open one stands anywhere, for salespeople do not know how it will end."""
    drawn = rng.integers(0, len(STAGES), len(is_won)).tolist()
    rows = [
        (WON if won else LOST) if over else STAGES[at]
        for won, over, at in zip(is_won.tolist(), ended.tolist(), drawn, strict=True)
    ]
    state = np.where(ended, np.where(is_won, "赢单", "输单"), "进行中")
    return [stage for stage, _ in rows], [share for _, share in rows], state.tolist()


def talk_rows(
    dealings: Dealings, cards: Cards, stamps: Stamps, first: int, rng: np.random.Generator
) -> list[str]:
    """One line per talk of Fxiaoke."""
    talks, deals = dealings.talks[of_fxiaoke(dealings.talks)], dealings.deals
    size = len(talks)
    about = deal_name(deals.source, deals.person)
    named = [about[deal] if deal >= 0 else "" for deal in talks.deal.tolist()]
    return lines(
        counting("XS", first + 1, size, digits=8),
        WAYS[talks.kind],
        *_who(talks.person, cards),
        named,
        SAID[rng.integers(0, len(SAID), size)],
        RESULTS[rng.integers(0, len(RESULTS), size)],
        catalogue.OWNERS[rng.integers(0, 5, size)],
        stamps.times(talks.day, rng.integers(540, 1080, size), ":00"),
    )


def payment_rows(
    payments: Payments,
    order_no: Objects,
    cards: Cards,
    stamps: Stamps,
    first: int,
    rng: np.random.Generator,
) -> list[str]:
    """One line per payment; `order_no` is the number of each payment's order."""
    size = len(payments)
    return lines(
        counting("HK", first + 1, size, digits=8),
        order_no,
        *_who(payments.person, cards)[:2],
        stamps.dates(payments.day),
        money(payments.cents),
        MEANS[rng.integers(0, len(MEANS), size)],
        [("退款" if cents < 0 else "回款") for cents in payments.cents.tolist()],
        same("财务", size),
    )


def _who(person: Ints, cards: Cards) -> tuple[Objects, Objects, Objects]:
    """客户编号, 客户名称, 客户电话 as on the first card."""
    return cards.number[0][person], cards.name[0][person], cards.phone[0][person]
