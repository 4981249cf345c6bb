"""Columns that know the outcome: refused by name, before any model learns from them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from models.btyd.newton import Vector
from models.churn.columns import NUMERIC, Column
from models.metrics import auc

SURE, FAR, AHEAD = 0.95, 0.90, 0.10
BINS, FOLDS = 50, 5
PURE, LEAST_ROWS, LEAST_SHARE = 0.9, 30, 0.05
Z = 1.96


class LeakError(ValueError):
    """A column, or the model as a whole, knows more than could have been known at the time."""


@dataclass(frozen=True)
class Finding:
    """What one column alone tells: `auc` out of fold, and whether a value stands only with one outcome."""

    name: str
    auc: float
    is_pure: bool


def refuse_leaks(
    columns: tuple[Column, ...],
    frame: pd.DataFrame,
    y: Vector,
    waived: Collection[str] = (),
    as_of: pd.Timestamp | None = None,
) -> None:
    """Raise LeakError naming a column of `frame` that tells `y` by itself, or dates from after `as_of`."""
    asked = [(place, one) for place, one in enumerate(columns) if one.is_used]
    for place, column in asked:
        if as_of is not None and column.name not in waived and _is_late(column, frame.iloc[:, place], as_of):
            raise LeakError(_late_words(column.name, as_of))
    found = [examine(column, frame.iloc[:, place], y) for place, column in asked]
    others = {one.name: max((two.auc for two in found if two is not one), default=0.5) for one in found}
    for one in found:
        is_leak = one.auc > SURE or one.is_pure or (one.auc > FAR and one.auc > others[one.name] + AHEAD)
        if is_leak and one.name not in waived:
            raise LeakError(_words(one))


def examine(column: Column, values: "pd.Series[Any]", y: Vector) -> Finding:
    """The column alone: rates of its levels or fiftieths, each row judged without its own fold."""
    codes = _codes(column, values, len(y))
    fold, score = np.arange(len(y)) % FOLDS, np.empty(len(y))
    for one in range(FOLDS):
        kept = fold != one
        score[~kept] = _rates(codes[kept], y[kept], codes.max() + 1)[codes[~kept]]
    told = float(auc(y, score, np.ones((1, len(y))))[0])
    return Finding(column.name, told, _is_pure(_patterns(column, values, codes), y))


def _codes(column: Column, values: "pd.Series[Any]", rows: int) -> Vector:
    if column.kind not in NUMERIC:
        return column.codes(values)
    numbers = column.numbers(values)
    known = numbers[np.isfinite(numbers)]
    edges = np.unique(np.quantile(known, np.linspace(0, 1, min(BINS, max(rows // 20, 4)) + 1)[1:-1]))
    return np.where(np.isfinite(numbers), np.searchsorted(edges, numbers, "left"), len(edges) + 1)


def _patterns(column: Column, values: "pd.Series[Any]", codes: Vector) -> Vector:
    """What may stand with one outcome only: a category's level, or whether there is a value at all."""
    return codes if column.kind == "category" else np.isfinite(column.numbers(values)).astype(int)


def _rates(codes: Vector, y: Vector, levels: int) -> Vector:
    rows = np.bincount(codes, minlength=levels)
    rates: Vector = (np.bincount(codes, y, minlength=levels) + y.mean()) / (rows + 1)
    return rates


def _is_pure(codes: Vector, y: Vector) -> bool:
    """Whether a value stands almost only with the rarer outcome, for a good part of it (Wilson 1927)."""
    rare = y if y.mean() <= 0.5 else 1 - y
    rows, hits = np.bincount(codes).astype(float), np.bincount(codes, rare)
    counted = np.maximum(rows, 1)
    rate = hits / counted
    lower = (
        rate + Z**2 / (2 * counted) - Z * np.sqrt(rate * (1 - rate) / counted + (Z / (2 * counted)) ** 2)
    ) / (1 + Z**2 / counted)
    is_much = (rows >= LEAST_ROWS) & (hits >= LEAST_SHARE * rare.sum())
    return bool((is_much & (lower > PURE)).any()) and rare.mean() < 0.45


def _is_late(column: Column, values: "pd.Series[Any]", as_of: pd.Timestamp) -> bool:
    if column.kind != "date":
        return False
    day = as_of.value / 86_400_000_000_000 if as_of.unit == "ns" else as_of.timestamp() / 86_400
    return bool(np.nanmax(column.numbers(values)) >= day)


def refuse_too_good(found: float, limit: float) -> None:
    """Raise LeakError where the model ranks better than anybody honest ever has."""
    if found > limit:
        raise LeakError(
            f"Too good to be true: AUC {found:.3f} on rows the model had not seen is above {limit:g}; nothing"
            " was learnt. Some columns together were probably written after the fact. Look for them, or pass"
            " too_good=1.0 if this can be explained."
            f" 结果好得不真实（AUC {found:.3f}），疑有未来信息，已停止训练。"
        )


def _words(one: Finding) -> str:
    told = (
        f"alone tells the outcome (AUC {one.auc:.3f})"
        if one.auc > FAR
        else "has a value that stands with one outcome only"
    )
    return (
        f"The column {one.name!r} {told}: it was probably written after the fact, so nothing was learnt."
        f" Leave it out, or pass waive=[{one.name!r}] if it was really known at the time."
        f" 列 {one.name!r} 单独即可判定结果，疑为事后信息，已停止训练；请删除该列，或确认后用 waive 放行。"
    )


def _late_words(name: str, as_of: pd.Timestamp) -> str:
    return (
        f"The column {name!r} holds days on or after {as_of:%Y-%m-%d}, which could not be known then; nothing"
        f" was learnt. Leave it out, or pass waive=[{name!r}]."
        f" 列 {name!r} 含 {as_of:%Y-%m-%d} 及之后的日期，当时不可能得知；请删除该列，或用 waive 放行。"
    )
