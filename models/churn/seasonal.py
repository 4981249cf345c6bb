"""A model of leaving or of coming back, set to the level that the season and the latest weeks promise."""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from models.btyd.newton import Vector
from models.churn.model import ChurnModel
from models.level_shifts import Level, levels
from models.propensity import Propensity
from models.season import Shift, coming_shift

TYPES = {
    "model": "str", "day": "datetime64[us]", "known_days": "int64", "log_odds": "float64",
    "lower": "float64", "upper": "float64", "is_forecast": "bool",
}  # fmt: skip
Z = 1.2816


@dataclass(frozen=True)
class Seasonal:
    """The model at the coming level, what past days show of the level, and what is expected of it."""

    propensity: Propensity
    levels: tuple[Level, ...] = ()
    shift: Shift = field(default_factory=Shift)


def seasonal(
    propensity: Propensity, told: pd.DataFrame, days: int, asked: pd.Timestamp, is_silence: bool = True
) -> Seasonal:
    """Shift a model of silence over `days` (or of an order within them) to the window that begins at `asked`.

    `told` are features at past days with `next_order_after`; nothing from `asked` on is read from them. A
    cohort's average is left as it is.
    """
    plain = replace(propensity, season=0.0)
    if plain.model is None or "next_order_after" not in told:
        return Seasonal(plain)

    def silence(rows: pd.DataFrame) -> Vector:
        chance = plain.probability(rows)
        return chance if is_silence else 1 - chance

    found = levels(silence, told, days, asked)
    shift = coming_shift(found, days)
    season = shift.log_odds if is_silence else -shift.log_odds
    return Seasonal(replace(plain, season=season), tuple(found), shift)


def seasonal_churn(
    model: ChurnModel, told: pd.DataFrame, repeat_days: int, asked: pd.Timestamp
) -> tuple[ChurnModel, dict[str, Seasonal]]:
    """Both models at the coming level, and how each came to it."""
    both = {"churn": seasonal(model.churn, told, model.window_days, asked)}
    if model.repeat is not None:
        both["repeat_purchase"] = seasonal(model.repeat, told, repeat_days, asked, is_silence=False)
    repeat = both["repeat_purchase"].propensity if model.repeat is not None else None
    return replace(model, churn=both["churn"].propensity, repeat=repeat), both


def season_table(both: dict[str, Seasonal], asked: pd.Timestamp) -> pd.DataFrame:
    """A row for each past day and model, and one for the coming window, with 80 % intervals in log odds."""
    rows = [
        (model, asked + pd.Timedelta(days=start), known, value, *_interval(value, deviation), start == 0)
        for model, one in both.items()
        for start, known, value, deviation in [
            *((level.start, level.days, level.log_odds, level.variance**0.5) for level in one.levels),
            *([(0, 0, one.shift.log_odds, one.shift.deviation)] if one.levels else []),
        ]
    ]
    return (
        pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES).sort_values(["model", "day"], ignore_index=True)
    )


def _interval(value: float, deviation: float) -> tuple[float, float]:
    lower, upper = value + np.array([-Z, Z]) * deviation
    return float(lower), float(upper)
