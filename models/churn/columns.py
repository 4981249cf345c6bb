"""What each column of a mixed frame holds: learnt once, and turned into numbers the same way ever after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from models.btyd.newton import Vector

MISSING, OTHER = "(missing)", "(other)"
PARSED = 0.98
MANY_ROWS, SOME_ROWS = 1000, 30
MOST_LEVELS = 30
NAMED_LIKE_A_KEY = re.compile(
    r"(?:^|[_ ])(?:id|no|num|number|key|uuid|guid)$|[a-z]I[Dd]$|编号$|号$", re.IGNORECASE
)
NUMERIC = ("number", "boolean", "date")


@dataclass(frozen=True)
class Column:
    """One column: `kind` is number, boolean, date, category, constant or identifier.

    `levels` are those of a category that are frequent enough to stand alone; the last two kinds are ignored.
    """

    name: str
    kind: str
    levels: tuple[str, ...] = ()

    @property
    def is_used(self) -> bool:
        """Whether a model may look at it."""
        return self.kind not in ("constant", "identifier")

    def numbers(self, values: "pd.Series[Any]") -> Vector:
        """A number, boolean or date as floats (dates in days), missing where there is none."""
        if self.kind == "date":
            return _days(values)
        numbers: Vector = _numbers(values).to_numpy(float)
        return np.where(np.isfinite(numbers), numbers, np.nan)

    def codes(self, values: "pd.Series[Any]") -> Vector:
        """The place of each row's level in `levels`; past their end for `(other)`, the rare and the new."""
        distinct, texts = _distinct(values)
        places = pd.Index(self.levels).get_indexer(pd.Index(texts))
        found: Vector = np.where(places < 0, len(self.levels), places)[distinct]
        return found

    def labels(self, values: "pd.Series[Any]") -> Vector:
        """A category as text; levels that were too rare to learn from are `(other)`."""
        return np.array([*self.levels, OTHER], object)[self.codes(values)]


def learn_columns(frame: pd.DataFrame) -> tuple[Column, ...]:
    """What each column of `frame` holds. Numbers and dates written as text are numbers and dates."""
    return tuple(_learnt(str(name), frame.iloc[:, place]) for place, name in enumerate(frame.columns))


def _learnt(name: str, values: "pd.Series[Any]") -> Column:
    kind = _kind(values)
    distinct, texts = _distinct(values)
    counts = pd.Series(np.bincount(distinct, minlength=len(texts)), texts).groupby(level=0).sum()
    counts = counts[counts > 0]
    if len(counts) < 2:
        return Column(name, "constant")
    if _is_identifier(name, kind, values, counts.drop(MISSING, errors="ignore")):
        return Column(name, "identifier")
    if kind in NUMERIC:
        return Column(name, kind)
    levels = tuple(sorted(_frequent(counts)))
    return Column(name, kind, levels) if levels else Column(name, "identifier")


def _frequent(counts: "pd.Series[Any]") -> Iterator[str]:
    """The levels of at least 10 rows and a half per cent, at most thirty; of a small frame all."""
    least = max(min(10, counts.sum() // 20), counts.sum() // 200)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return (str(level) for level, rows in ordered[:MOST_LEVELS] if rows >= least)


def _kind(values: "pd.Series[Any]") -> str:
    if pd.api.types.is_bool_dtype(values) or _are_booleans(values):
        return "boolean"
    if pd.api.types.is_datetime64_any_dtype(values):
        return "date"
    if pd.api.types.is_numeric_dtype(values):
        return "number"
    return _kind_of_text(_text(values).replace(MISSING, np.nan).dropna())


def _kind_of_text(text: "pd.Series[Any]") -> str:
    if text.empty:
        return "category"
    if pd.to_numeric(text, errors="coerce").notna().mean() >= PARSED:
        return "number"
    return "date" if np.isfinite(_days(text)).mean() >= PARSED else "category"


def _are_booleans(values: "pd.Series[Any]") -> bool:
    known = values.dropna()
    return (
        values.dtype == object and len(known) > 0 and all(isinstance(one, bool | np.bool_) for one in known)
    )


def _is_identifier(name: str, kind: str, values: "pd.Series[Any]", counts: "pd.Series[Any]") -> bool:
    """Whether nearly every row has a value of its own: text, or whole numbers that count or name rows."""
    rows = int(counts.sum())
    if rows < SOME_ROWS or kind in ("boolean", "date"):
        return False
    if kind == "category":
        return len(counts) > 0.9 * rows
    numbers = _numbers(values).dropna()
    if len(counts) < rows or (numbers % 1 != 0).any():
        return False
    is_dense = float(np.ptp(numbers)) < 5 * rows
    is_counting = is_dense and (rows >= MANY_ROWS or numbers.is_monotonic_increasing)
    return is_counting or NAMED_LIKE_A_KEY.search(name) is not None


def _text(values: "pd.Series[Any]") -> "pd.Series[Any]":
    text = values.astype("object").where(values.notna(), MISSING).astype(str).str.strip()
    return text.where(text != "", MISSING)


def _distinct(values: "pd.Series[Any]") -> tuple[Vector, Vector]:
    """Which of the distinct values each row has, and these as text, the missing one last."""
    try:
        codes, distinct = pd.factorize(values)
    except TypeError:  # lists and the like
        codes, distinct = pd.factorize(_text(values))
    texts = _text(pd.Series(distinct)).to_numpy(object)
    return np.where(codes < 0, len(texts), codes), np.append(texts, MISSING)


def _numbers(values: "pd.Series[Any]") -> "pd.Series[Any]":
    if pd.api.types.is_numeric_dtype(values):
        return values.astype("Float64").astype(float) if values.hasnans else values.astype(float)
    return pd.to_numeric(values.astype("object"), errors="coerce").astype(float)


def _days(values: "pd.Series[Any]") -> Vector:
    """Days since 1970, missing where there is no date."""
    if not pd.api.types.is_datetime64_any_dtype(values):
        values = pd.to_datetime(values.astype("object"), errors="coerce", format="ISO8601", utc=True)
    moments = values.dt.tz_localize(None) if values.dt.tz is not None else values
    days: Vector = moments.astype("datetime64[us]").to_numpy().astype("int64") / 86_400_000_000
    return np.where(moments.isna(), np.nan, days)
