"""Contracts: how likely each running one is to be given up within three months, and why.

With enough contracts a discrete-time hazard is learnt from what they are and how long they have run (Singer &
Willett 1993): each month at risk is a row, months of the same stretch being counted by weight. With fewer,
durations alone decide, by the shifted-beta-geometric model, and with very few the common monthly rate.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.btyd.newton import FitError, Vector
from models.btyd.shifted_beta_geometric import ShiftedBetaGeometric
from models.churn import ChurnClassifier, LeakError
from models.features import Feature
from models.sentences import written

MONTHS_AHEAD = 3
STRETCHES = np.array([1, 2, 4, 7, 13, 19, 25, 37, 49, 73, 121])
MANY, MANY_LOST = 200, 30
SOME, SOME_LOST = 30, 5
TRAITS = ("kind", "period_amount", "billing_period", "method", "system")
WORDS = {
    "kind": Feature("kind", "the plan", "套餐或期限", is_actionable=True),
    "period_amount": Feature("period_amount", "the fee per period", "每期费用", is_actionable=True),
    "billing_period": Feature("billing_period", "how often it is billed", "计费周期", is_actionable=True),
    "method": Feature("method", "how it is paid", "付款方式", is_actionable=True),
    "system": Feature("system", "the system it came from", "来源系统"),
    "month": Feature("month", "the month it is in", "合同所处月份"),
}
UNDATED = (
    "How long it has run is not known: judged as all contracts.",
    "合同持续时间未知：按全部合同的平均情况估计。",
)
TYPES = {
    "contract_id": "str", "customer_id": "str", "kind": "str", "months": "Int64",
    "churn_probability": "float64", "amount_at_risk": "float64", "eligibility": "str", "basis": "str",
    "reason_en": "str", "reason_zh": "str",
}  # fmt: skip


@dataclass(frozen=True)
class Hazards:
    """The chance of being given up in a month of a contract's life, from its traits and that month."""

    basis: str
    rate: float
    durations: ShiftedBetaGeometric | None = None
    model: ChurnClassifier | None = None

    def within(self, contracts: pd.DataFrame, months: int) -> Vector:
        """The probability that each contract, having run its `months`, ends within so many more."""
        run = contracts["months"].fillna(0).to_numpy(float)
        if self.model is not None:
            lasting = [1 - self.in_month(contracts, run + step) for step in range(1, months + 1)]
            gone: Vector = 1 - np.prod(lasting, axis=0)
        elif self.durations is not None:
            gone = 1 - self.durations.survival(run + months) / self.durations.survival(run)
        else:
            gone = np.full(len(contracts), 1 - (1 - self.rate) ** months)
        is_dated = contracts["months"].notna().to_numpy()
        return np.where(is_dated, gone, 1 - (1 - self.rate) ** months)

    def in_month(self, contracts: pd.DataFrame, month: Vector) -> Vector:
        """The learnt chance in a month of each contract's life."""
        assert self.model is not None
        chance: Vector = self.model.predict_proba(_traits(contracts, month))[:, 1]
        return chance


def contract_churn(contracts: pd.DataFrame) -> pd.DataFrame:
    """A row for each running contract: `churn_probability` within three months, eligibility and reasons.

    contracts: contract_id, customer_id, `TRAITS`, months (completed, or missing), is_given_up, is_bound (the
    term ends later than in three months). eligibility: eligible, within term, duration unknown. basis:
    contract (traits and duration), duration, all contracts. `amount_at_risk` is of the fee per period.
    """
    rows = contracts.sort_values("contract_id", ignore_index=True)
    hazards = learn_hazards(rows[rows["months"].notna()])
    running = rows[~rows["is_given_up"].astype(bool)].reset_index(drop=True)
    gone = hazards.within(running, MONTHS_AHEAD)
    unknown, bound = running["months"].isna(), running["is_bound"].astype(bool)
    table = running[["contract_id", "customer_id", "kind", "months"]].assign(
        churn_probability=gone,
        amount_at_risk=gone * running["period_amount"].to_numpy(float),
        eligibility=np.select([unknown, bound], ["duration unknown", "within term"], "eligible"),
        basis=np.where(unknown, "all contracts", hazards.basis),
    )
    return table.join(_reasons(running, hazards, gone)).astype(TYPES)[list(TYPES)]


def learn_hazards(contracts: pd.DataFrame) -> Hazards:
    """The most that these contracts can tell."""
    lost, at_risk = contracts["is_given_up"].to_numpy(bool), _at_risk(contracts)
    rate = float((lost.sum() + 0.5) / (at_risk.sum() + 1))
    if len(lost) >= MANY and min(lost.sum(), (~lost).sum()) >= MANY_LOST:
        rows, weight = contract_months(contracts)
        try:
            model = ChurnClassifier(words=WORDS).fit(
                rows.drop(columns="is_given_up"), rows["is_given_up"], weight
            )
            return Hazards("contract", rate, model=model)
        except LeakError:  # a plan that only former contracts bear: durations decide alone
            pass
    if len(lost) >= SOME and lost.sum() >= SOME_LOST:
        stayed = pd.DataFrame({"T": at_risk - lost, "is_lost": lost.astype(float)})
        try:
            return Hazards("duration", rate, durations=ShiftedBetaGeometric().fit(stayed))
        except FitError:
            pass
    return Hazards("all contracts", rate)


def contract_months(contracts: pd.DataFrame) -> tuple[pd.DataFrame, Vector]:
    """Every stretch of every contract's life, survived or as its end, and how many months each is."""
    at_risk, lost = _at_risk(contracts), contracts["is_given_up"].to_numpy(bool)
    ends = np.append(STRETCHES[1:], np.iinfo(np.int64).max)
    spent = np.clip(np.minimum(at_risk[:, None] + 1, ends) - STRETCHES, 0, None)
    last = np.searchsorted(STRETCHES, at_risk, side="right") - 1
    spent[np.flatnonzero(lost), last[lost]] -= 1
    place, stretch = np.nonzero(spent)
    rows = np.concatenate([place, np.flatnonzero(lost)])
    month = STRETCHES[np.concatenate([stretch, last[lost]])]
    ended = np.concatenate([np.zeros(len(place), int), np.ones(int(lost.sum()), int)])
    weight = np.concatenate([spent[place, stretch], np.ones(int(lost.sum()))]).astype(float)
    return _traits(contracts.iloc[rows], month).assign(is_given_up=ended), weight


def _at_risk(contracts: pd.DataFrame) -> Vector:
    """Months in which a contract could have ended: whoever left in the first was there in it."""
    months, lost = contracts["months"].to_numpy(float), contracts["is_given_up"].to_numpy(bool)
    at_risk: Vector = np.maximum(months, lost).astype(np.int64)
    return at_risk


def _traits(contracts: pd.DataFrame, month: Vector) -> pd.DataFrame:
    stretch = STRETCHES[np.searchsorted(STRETCHES, np.maximum(month, 1), side="right") - 1]
    return contracts[list(TRAITS)].reset_index(drop=True).assign(month=stretch)


def _reasons(running: pd.DataFrame, hazards: Hazards, gone: Vector) -> pd.DataFrame:
    """The trait that moves it most, then how long it has run and what that means."""
    lasted = _lasted(running, gone)
    if hazards.model is None or running.empty:
        return lasted
    traits = _traits(running, running["months"].fillna(0).to_numpy(float) + 1)
    table = hazards.model.reasons(traits, top=1)
    first = table[table["column"].isin(traits.columns)].set_index("row").reindex(running.index)
    english = first["reason_en"].str.capitalize() + ". " + lasted["reason_en"]
    chinese = first["reason_zh"] + "。" + lasted["reason_zh"]
    told = pd.DataFrame({"reason_en": english, "reason_zh": chinese})
    return told.where(running["months"].notna(), lasted)


def _lasted(running: pd.DataFrame, gone: Vector) -> pd.DataFrame:
    months, share = running["months"].fillna(0).to_numpy(int), 100 * gone
    said = {
        "reason_en": ("It has run {run} months; {share:.1f}% of its like end within three.", UNDATED[0]),
        "reason_zh": ("已持续 {run} 个月；同类合同三个月内终止的比例为 {share:.1f}%。", UNDATED[1]),
    }
    is_dated = running["months"].notna().to_numpy()
    columns = {
        name: np.where(is_dated, written(text, run=months, share=share), otherwise)
        for name, (text, otherwise) in said.items()
    }
    return pd.DataFrame(columns, index=running.index)
