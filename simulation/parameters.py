"""What is true of the simulated company: the process, the seasons, the campaigns and their effect."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

STAGES = ("first_order", "repeat", "regular")


@dataclass(frozen=True)
class Campaign:
    """One e-mail sent on one day to a random half of those who may be written to."""

    campaign_id: str
    name: str
    offer: str
    sent_on: date
    cost: float


CAMPAIGNS = (
    Campaign("C2025-10", "国庆回馈 / Golden week voucher", "voucher", date(2025, 9, 22), 2.5),
    Campaign("C2026-02", "新品通讯 / Spring arrivals", "newsletter", date(2026, 2, 24), 0.05),
    Campaign("C2026-05", "五月礼券 / May voucher", "voucher", date(2026, 5, 12), 2.5),
)

# Rise of the probability of at least one order within `response_days` of the send, by offer and stage.
UPLIFT = {
    "voucher": {"first_order": 0.06, "repeat": 0.04, "regular": 0.01},
    "newsletter": {"first_order": 0.005, "repeat": 0.02, "regular": 0.04},
}


# How often an opportunity is won, by where it came from.
WIN_RATES = (
    ("官网", 0.45), ("展会", 0.3), ("转介绍", 0.65), ("电话营销", 0.15), ("门店", 0.55), ("微信", 0.4),
)  # fmt: skip


@dataclass(frozen=True)
class Parameters:
    """The true values.

    Buying: BG/NBD in operational days, rate ~ Gamma(r, alpha), dropout after each repeat purchase with
    probability ~ Beta(a, b) (Fader, Hardie & Lee 2005). Spend per order: Gamma(p, nu) with nu ~ Gamma(q, v)
    (Fader & Hardie 2013), in yuan. A complaint follows the last purchase of one who leaves with probability
    q_leave, any other purchase with q_stay, 1 … complaint_days later, unless the next purchase came first.
    `season` holds the twelve months' buying intensity (mean 1 over the days of a year).
    """

    r: float = 1.3
    alpha: float = 42.0
    a: float = 0.8
    b: float = 10.0
    p: float = 6.0
    q: float = 4.0
    v: float = 90.0
    q_leave: float = 0.45
    q_stay: float = 0.02
    complaint_days: int = 20
    response_days: int = 30
    horizon_days: int = 90
    starts_on: date = date(2023, 7, 1)
    as_of: date = date(2026, 7, 1)
    season: tuple[float, ...] = (0.97, 0.94, 0.96, 0.96, 0.98, 1.08, 0.96, 0.95, 0.97, 0.98, 1.15, 1.10)
    campaigns: tuple[Campaign, ...] = CAMPAIGNS
    uplift: dict[str, dict[str, float]] = field(default_factory=lambda: UPLIFT)
    win_rates: tuple[tuple[str, float], ...] = WIN_RATES

    @property
    def end(self) -> int:
        """The reporting day as a number: days since `starts_on`; exports hold earlier days only."""
        return self.day(self.as_of)

    @property
    def until(self) -> int:
        """The day on which the simulated future ends."""
        return self.end + self.horizon_days

    @property
    def written_at(self) -> datetime:
        """When the exports were made, as their files say."""
        return datetime.combine(self.as_of, time(1), UTC)

    def day(self, on: date) -> int:
        """Days since `starts_on`."""
        return (on - self.starts_on).days

    def date(self, day: int) -> date:
        """The inverse of `day`."""
        return self.starts_on + timedelta(days=day)
