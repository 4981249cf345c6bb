"""A small made-up company: plausible tables of a night, to try the page on."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from warehouse import DuckDBWarehouse
from warehouse.workspace import Settings, Workspace

AS_OF = dt.date(2026, 7, 1)
ORIGINS = (dt.date(2025, 7, 5), dt.date(2025, 10, 3), dt.date(2026, 1, 2))
HERE = Path(__file__).parent
ELEVEN = {  # names, share of customers, worth of one in 12 months, risk of leaving
    "champions": ("Champions", "高价值常客", 0.09, 1900, 0.10),
    "loyal": ("Loyal customers", "忠诚客户", 0.13, 900, 0.18),
    "potential_loyalists": ("Potential loyalists", "潜在忠诚客户", 0.11, 520, 0.30),
    "new": ("New customers", "新客户", 0.08, 300, 0.42),
    "promising": ("Promising", "有潜力客户", 0.07, 210, 0.45),
    "need_attention": ("Need attention", "需关注客户", 0.08, 330, 0.50),
    "about_to_sleep": ("About to sleep", "即将沉睡客户", 0.09, 180, 0.66),
    "at_risk": ("At risk", "流失预警客户", 0.10, 260, 0.74),
    "cannot_lose": ("Cannot lose them", "高价值流失预警", 0.03, 700, 0.62),
    "hibernating": ("Hibernating", "沉睡客户", 0.12, 80, 0.86),
    "lost": ("Lost", "已流失客户", 0.10, 20, 0.95),
}
CAMPAIGN = """
name: {en: Autumn call-back, zh: 秋季召回}
offers:
  voucher: {channel: email, cost: 2.5, name: {en: 10% voucher, zh: 九折券}}
  newsletter: {channel: email, cost: 0.05, name: {en: New arrivals, zh: 新品通讯}}
"""


def workspace(home: Path, **settings: Any) -> Workspace:
    """A workspace with one campaign file."""
    (home / "campaigns").mkdir(exist_ok=True)
    (home / "campaigns" / "autumn.yaml").write_text(CAMPAIGN, "utf-8")
    return Workspace(home, Settings(**{"company": "Jade & Pine Trading", **settings}))


def write(warehouse: DuckDBWarehouse, customers: int = 3000) -> None:
    """Fill the warehouse with every table that the page reads."""
    for name, frame in tables(customers).items():
        warehouse.write(name, frame)


def tables(customers: int = 3000) -> dict[str, pd.DataFrame]:
    """The tables by name: the small ones as written, the others made up."""
    random = np.random.default_rng(7)
    written = yaml.safe_load((HERE / "company.yaml").read_text("utf-8"))
    portrait = _portrait(random, customers)
    names = [("eleven", key, en, zh) for key, (en, zh, *_) in ELEVEN.items()]
    return {
        name: pd.DataFrame(table["rows"], columns=table["columns"]) for name, table in written.items()
    } | {
        "core.orders": pd.DataFrame({"ordered_on": [AS_OF - dt.timedelta(days=1)], "kind": ["sale"]}),
        "raw.quarantine": _quarantine(),
        "checks.core__orders": _checks(),
        "mart.portrait": portrait,
        "mart.scheme_cells": pd.DataFrame(names, columns=["scheme", "segment", "name_en", "name_zh"]),
        "mart.segment_movement": _movement(random, customers),
        "mart.calibration": _calibration(random),
        "mart.gain": _gain(),
        "mart.tracking": _tracking(random),
        "mart.backtest": _backtest(random),
        "mart.campaign_plan": _plan(random, portrait),
    }


def _of_segments(place: int) -> np.ndarray:
    return np.array([about[place] for about in ELEVEN.values()], dtype=float)


def _portrait(random: np.random.Generator, customers: int) -> pd.DataFrame:
    place = random.choice(len(ELEVEN), customers, p=_of_segments(2))
    worth = np.round(_of_segments(3)[place] * random.lognormal(0, 0.7, customers), 2)
    churn = np.clip(_of_segments(4)[place] + random.normal(0, 0.08, customers), 0.01, 0.99)
    orders = 1 + random.poisson(worth / 150)
    return pd.DataFrame(
        {
            "customer_id": [f"C{n:06d}" for n in range(customers)],
            "eleven": np.array(list(ELEVEN))[place],
            "orders": orders,
            "revenue": np.round(orders * random.lognormal(4.6, 0.4, customers), 2),
            "churn_probability": churn,
            "churn_risk": np.select([churn < 0.33, churn <= 0.66], ["low", "medium"], "high"),
            "p_alive": 1 - churn * 0.9,
            "predicted_clv_365": worth,
            "loyalty_grade": np.select([churn < 0.2, churn < 0.45, churn < 0.75], ["A", "B", "C"], "D"),
        }
    )


def _movement(random: np.random.Generator, customers: int) -> pd.DataFrame:
    rows: list[tuple[str, str | None, str, int, int]] = []
    for place, before in enumerate(ELEVEN):
        reach = np.exp(-0.9 * np.abs(np.arange(len(ELEVEN)) - place)) * random.uniform(0.4, 1.6, len(ELEVEN))
        sizes = np.round(reach / reach.sum() * _of_segments(2)[place] * customers * 0.9)
        rows += [
            ("eleven", before, after, int(n), 90) for after, n in zip(ELEVEN, sizes, strict=True) if n >= 3
        ]
    rows += [("eleven", None, "new", int(customers * 0.06), 90)]
    return pd.DataFrame(rows, columns=["scheme", "from_segment", "to_segment", "customers", "days"])


def _calibration(random: np.random.Generator) -> pd.DataFrame:
    parts = []
    for model, top in (("churn", 1.0), ("lifetime_value", 6.0)):
        predicted = (np.arange(10) + 0.5) / 10 * top
        observed = predicted + random.normal(0, 0.02 * top, 10)
        part = pd.DataFrame({"bin": np.arange(1, 11), "predicted": predicted, "observed": observed})
        part = part.assign(model=model, origin=ORIGINS[-1], customers=300)
        parts.append(part.assign(lower=observed - 0.04 * top, upper=observed + 0.04 * top))
    return pd.concat(parts, ignore_index=True)


def _gain() -> pd.DataFrame:
    share = np.round(np.linspace(0, 1, 21), 2)
    parts = [
        pd.DataFrame(
            {"model": "churn", "origin": origin, "share": share, "captured": 1 - (1 - share) ** power}
        )
        for origin, power in zip(ORIGINS, (2.2, 2.4, 2.7), strict=True)
    ]
    return pd.concat(parts, ignore_index=True)


def _tracking(random: np.random.Generator) -> pd.DataFrame:
    week = np.arange(78)
    weekly = 70 + 0.3 * week
    actual = np.cumsum(weekly + 9 * np.sin(week / 8) + random.normal(0, 5, 78)).round()
    days = [dt.date(2025, 1, 6) + dt.timedelta(weeks=int(n)) for n in week]
    predicted = np.cumsum(weekly)
    return pd.DataFrame(
        {"model": "lifetime_value", "week_on": days, "actual": actual, "predicted": predicted}
    )


def _backtest(random: np.random.Generator) -> pd.DataFrame:
    rows = []
    for model, metric, value, baseline, base, sign in (
        ("churn", "auc", 0.812, "recency", 0.764, 1),
        ("churn", "brier", 0.171, "base_rate", 0.214, 1),
        ("lifetime_value", "mae", 41.2, "last year's spending", 47.9, 1),
        ("repeat_purchase", "auc", 0.701, "recency", 0.703, 0),
    ):
        for origin in ORIGINS:
            middle, half = (
                sign * abs(value - base) * random.uniform(0.8, 1.1),
                abs(value - base) * 0.4 + 0.002,
            )
            bounds = (middle - half, middle + half)
            rows.append((model, origin, 90, metric, value, baseline, base, *bounds, 2800))
    names = [
        "model",
        "origin",
        "horizon_days",
        "metric",
        "value",
        "baseline",
        "baseline_value",
        "lower",
        "upper",
    ]
    return pd.DataFrame(rows, columns=[*names, "customers"])


def _plan(random: np.random.Generator, portrait: pd.DataFrame) -> pd.DataFrame:
    chosen = portrait[random.random(len(portrait)) < 0.28]
    offer = np.where(random.random(len(chosen)) < 0.35, "voucher", "newsletter")
    value = random.gamma(2, 3, len(chosen))
    return pd.DataFrame(
        {
            "customer_id": chosen["customer_id"].to_numpy(),
            "offer": offer,
            "channel": "email",
            "cost": np.where(offer == "voucher", 2.5, 0.05),
            "expected_value": value,
            "expected_value_lower": value * 0.4,
            "is_holdout": random.random(len(chosen)) < 0.1,
        }
    )


def _quarantine() -> pd.DataFrame:
    rows = [("f1", "damaged_phone")] * 19 + [("f2", "bad_amount")] * 12 + [("f3", "bad_date")] * 22
    return pd.DataFrame(rows, columns=["file_id", "reason_code"])


def _checks() -> pd.DataFrame:
    rows = [
        ("expect_column_values_to_be_unique", "order_id", "critical", 9800, 0, True),
        ("expect_column_values_to_not_be_null", "customer_id", "warning", 9800, 212, False),
    ]
    words = [
        ("once", "every order_id is there once", "order_id 不重复", None, None),
        ("filled", "customer_id is filled", "customer_id 不为空", None, None),
    ]
    columns = ["expectation", "column", "severity", "rows", "unexpected", "is_met"]
    said = ["kind", "sentence_en", "sentence_zh", "advice_en", "advice_zh"]
    return pd.DataFrame(
        [(*row, *more) for row, more in zip(rows, words, strict=True)], columns=[*columns, *said]
    )
