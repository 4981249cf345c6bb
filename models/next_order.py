"""When the next order comes: a distribution for each buying history, not one date."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from models.btyd.cells import unique_pairs
from models.btyd.newton import Vector
from models.btyd.repeat_buying import Formula, RepeatBuying
from models.value_parameters import Parameters

SOON = (30, 60, 90)
LEVELS = (10, 50, 90)
LONGEST = 730.0
GRID = np.concatenate([[0.0], np.geomspace(1, LONGEST, 60)])


def probability_soon(parameters: Parameters, cells: pd.DataFrame, alive: Vector) -> list[Vector]:
    """P(an order within 30, 60 and 90 days) of each row."""
    model = parameters.orders
    if model is None:
        rate = parameters.orders_per_day
        return [np.full(len(cells), -np.expm1(-rate * days)) for days in SOON]
    bought = model.over_phases(cells, _bought(model, SOON))
    return list(np.clip(alive * bought.T, 0, 1))


def next_order_days(parameters: Parameters, cells: pd.DataFrame) -> dict[int, Vector]:
    """Days until the next order that 10, 50 and 90 % of such customers keep to, of those who still come.

    Conditional on an order within two years: whether one comes at all is `p_order` and P(alive).
    """
    model = parameters.orders
    if model is not None and model.phases > 1:
        bought = model.over_phases(cells, _bought(model, GRID.tolist()))
        return {level: _quantile(bought, level / 100) for level in LEVELS}
    frequency, age, places = unique_pairs(cells["frequency"].to_numpy(), cells["T"].to_numpy())
    if model is None:
        bought = np.tile(-np.expm1(-parameters.orders_per_day * GRID), (len(frequency), 1))
    else:
        bought = _bought(model, GRID.tolist())(frequency, age, 0)
    return {level: _quantile(bought, level / 100)[places] for level in LEVELS}


def _bought(model: RepeatBuying, grid: Sequence[float]) -> Formula:
    """P(an order by each day of the grid) of somebody alive, a column for each day."""
    return lambda frequency, age, phase: np.stack(
        [1 - model.silent_if_alive(frequency, age, days, phase) for days in grid], axis=1
    )


def _quantile(bought: Vector, level: float) -> Vector:
    """Where each row, which rises with the days of GRID, reaches this share of its last value."""
    sought = level * bought[:, -1]
    after = np.clip((bought < sought[:, None]).sum(axis=1), 1, len(GRID) - 1)
    rows = np.arange(len(bought))
    low, high = bought[rows, after - 1], bought[rows, after]
    part = (sought - low) / np.maximum(high - low, 1e-300)
    days: Vector = GRID[after - 1] + np.clip(part, 0, 1) * (GRID[after] - GRID[after - 1])
    return days
