"""What changed between two reports, in sentences."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd

COLUMNS = ["position", "kind", "measure", "sentence_en", "sentence_zh"]
LOWER_IS_BETTER = frozenset({"revenue_at_risk", "high_risk_customers"})
NEUTRAL = frozenset({"records", "plan_budget"})
NOTICED = 0.005
"""A measure that moved by less than half a per cent of itself is not news."""

FORMATS: dict[str, Callable[[float], str]] = {
    "count": lambda value: f"{value:,.0f}",
    "money": lambda value: f"{value:,.0f}",
    "rate": lambda value: f"{value:.1%}",
}


def changes(
    now: pd.DataFrame, before: pd.DataFrame | None, since: str = "", currency: str = ""
) -> pd.DataFrame:
    """Sentences in two languages, the largest relative change first.

    now, before: frame[measure, name_en, name_zh, value, unit]; `since` is the reporting day of `before`,
    `currency` that of money.
    Returns frame[position, kind ('better'|'worse'|'neutral'), measure, sentence_en, sentence_zh].
    """
    if before is None:
        only = (
            "neutral",
            None,
            "This is the first report; the next one says what changed.",
            "这是第一份报告；下一份将说明变化。",
        )
        return pd.DataFrame([(0, *only)], columns=COLUMNS)
    both = now.merge(before[["measure", "value"]], on="measure", suffixes=("", "_before")).dropna(
        subset=["value", "value_before"]
    )
    both["change"] = (both["value"] - both["value_before"]) / both["value_before"].abs().where(
        lambda v: v > 0
    )
    moved = both[both["change"].abs() >= NOTICED].sort_values(
        ["change", "measure"], key=_size, ascending=[False, True]
    )
    rows = [(position, *_sentences(row, currency)) for position, row in enumerate(moved.to_dict("records"))]
    return pd.DataFrame(rows or [(0, *_nothing(since))], columns=COLUMNS)


def _size(column: pd.Series) -> pd.Series:
    return column.abs() if column.name == "change" else column


def _nothing(since: str) -> tuple[str, str | None, str, str]:
    return (
        "neutral",
        None,
        f"Nothing moved by more than half a per cent since {since}.",
        f"自{since}以来无明显变化。",
    )


def _sentences(row: Mapping[Hashable, Any], currency: str) -> tuple[str, str | None, str, str]:
    change, measure = float(row["change"]), str(row["measure"])
    unit = str(row["unit"])
    behind = f" {currency}" if currency and unit == "money" else ""
    old, new = (FORMATS[unit](float(row[name])) + behind for name in ("value_before", "value"))
    rose = change > 0
    english = f"{row['name_en']} {'rose' if rose else 'fell'} from {old} to {new} ({_signed(change)})."
    chinese = f"{row['name_zh']}由{old}{'升至' if rose else '降至'}{new}（{_signed(change)}）。"
    return _kind(measure, rose), measure, english, chinese


def _signed(change: float) -> str:
    return f"{change:+.1%}".replace("-", "−")


def _kind(measure: str, rose: bool) -> str:
    if measure in NEUTRAL:
        return "neutral"
    return "better" if rose != (measure in LOWER_IS_BETTER) else "worse"
