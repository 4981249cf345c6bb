"""Purchase histories as numbers: what a frame must hold before anything is said of it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.btyd.newton import FitError, Vector

HISTORY = ("frequency", "recency", "T")
NUMBERS = ("integer", "floating", "mixed-integer-float", "decimal", "boolean", "empty")


def histories(frame: pd.DataFrame) -> tuple[Vector, Vector, Vector]:
    """Frequency, recency and T of each row. Raises FitError where one of them is impossible."""
    frequency, recency, age = (numbers(frame, name) for name in HISTORY)
    refuse_impossible(frequency, recency, age)
    return frequency, recency, age


def numbers(frame: pd.DataFrame, name: str) -> Vector:
    """A column as numbers, a gap as NaN. Raises FitError where it is missing or is of anything else."""
    if not isinstance(frame, pd.DataFrame):
        raise FitError(
            f"a frame with the columns {', '.join(HISTORY)} is asked for, not {type(frame).__name__}"
        )
    if name not in frame:
        raise FitError(f"the frame has no column {name}")
    column = frame[name]
    if column.dtype.kind not in "iufb" and pd.api.types.infer_dtype(column) not in NUMBERS:
        raise FitError(
            f"{name} is not a number but {column.dtype}; times are counted in one unit, such as days"
        )
    if column.dtype.kind in "iufb" and isinstance(column.dtype, np.dtype):
        return column.to_numpy()
    return column.to_numpy(dtype=float, na_value=np.nan)


def weights(frame: pd.DataFrame) -> Vector | None:
    """The weight of each row, None where the frame has none. Raises FitError on a negative or missing one."""
    if "weight" not in frame:
        return None
    weight: Vector = numbers(frame, "weight").astype(float)
    _refuse({"a weight is missing": ~np.isfinite(weight), "a weight is negative": weight < 0})
    return weight


def refuse_impossible(frequency: Vector, recency: Vector, age: Vector) -> None:
    """Raise FitError where a history cannot have happened; the message counts them."""
    with np.errstate(invalid="ignore"):
        is_repeat, is_later = frequency > 0, recency > 0
        is_possible = (frequency >= 0) & (recency <= age) & (is_repeat == is_later) & (recency >= 0)
        if (is_possible & (age < np.inf)).all() and _are_whole(frequency):
            return
        _refuse(
            {
                "a value is missing": ~np.isfinite(frequency + recency + age),
                "a frequency is negative": frequency < 0,
                "a frequency is no whole number": frequency != np.floor(frequency),
                "a T is negative": age < 0,
                "a recency is negative": recency < 0,
                "a recency exceeds its T": recency > age,
                "a repeat buyer has recency zero": is_repeat & ~is_later,
                "a buyer of one order has a recency above zero": ~is_repeat & is_later,
            }
        )


def horizon(days: float) -> float:
    """How far a prediction looks ahead. Raises FitError where that is no time at all."""
    if not 0 <= days < np.inf:
        raise FitError(f"days are counted from now on, so not {days}")
    return days


def _are_whole(counts: Vector) -> bool:
    return counts.dtype.kind != "f" or bool((counts == np.floor(counts)).all())


def _refuse(problems: Mapping[str, NDArray[np.bool_]]) -> None:
    for problem, where in problems.items():
        if where.any():
            raise FitError(f"{problem} in {int(where.sum()):,} histories")
