"""Whom to offer what: the most value under a budget and capacities, with a certificate of how near it comes.

A multiple-choice knapsack with side limits, by Lagrangian relaxation: prices on the limits let every
customer be decided alone, and the total at any prices bounds what any plan could bring (Fisher, Management
Science 27, 1981, 1-18; Sinha & Zoltners, Operations Research 27, 1979, 503-515).
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from models.allocation_dual import minimise
from models.allocation_exchange import exchange
from models.allocation_primal import complete, uses, worth
from models.allocation_problem import Floats, Problem
from models.allocation_rows import merged, prepared

SAMPLE = 20_000  # customers on whom the first prices are found
SIZES = (2_000, 8_000, 24_000)  # rows that the linear programme settles, until that is enough
ENOUGH = 1e-6  # relative gap at which refining stops


@dataclass(frozen=True)
class Allocation:
    """A plan and its certificate.

    `choice` is each customer's option, -1 for none; `value` what the plan brings; `bound` what no plan can
    exceed, the Lagrangian at the prices; `budget_price` and `capacity_prices` what one more unit of each
    limit is worth; `spent` and `used` what the plan takes of them.
    """

    choice: npt.NDArray[np.int64]
    value: float
    bound: float
    budget_price: float
    capacity_prices: Floats
    spent: float
    used: Floats

    @property
    def gap(self) -> float:
        """How far the plan may be from the best, relative to the bound."""
        return max(self.bound - self.value, 0.0) / self.bound if self.bound > 0 else 0.0

    @property
    def prices(self) -> Floats:
        """The budget's price, then the capacities'."""
        return np.concatenate([[self.budget_price], self.capacity_prices])


def allocate(
    value: Any, cost: Any, budget: float, capacity: Any, group: Any, start: Any = None
) -> Allocation:
    """The best option for each of n customers out of k, at most one each.

    `value` is n by k, NaN or -inf where an option is out of the question; what brings nothing is not chosen.
    `cost` is k or n by k and not negative. `capacity` says how many customers each group may have, infinity
    allowed; `group` is the group of each option. `start` are the `prices` of an earlier plan to begin from.
    Among equal customers the earlier come first. Raises ValueError for what does not fit together.
    """
    asked = prepared(value, cost, budget, capacity, group)
    problem, kinds = merged(asked.problem)
    prices = np.zeros(len(problem.limits)) if start is None else np.asarray(start, dtype=np.float64)
    found = _solve(problem, _near(asked.problem, prices, start is None))
    choice = np.full(asked.customers, -1, dtype=np.int64)
    choice[asked.kept] = kinds.choices(found.counts).astype(np.int64) - 1
    used = uses(problem, found.counts)
    return Allocation(
        choice, found.value, found.bound, float(found.prices[0]), found.prices[1:], float(used[0]), used[1:]
    )


def _near(problem: Problem, prices: Floats, is_unknown: bool) -> Floats:
    """Prices near the best, from a sample where the customers are many."""
    if not is_unknown or problem.rows <= SAMPLE:
        return prices
    rows = np.sort(np.random.default_rng(2).choice(problem.rows, SAMPLE, replace=False))
    sample = problem.take(rows).with_limits(problem.limits * (SAMPLE / problem.rows))
    return minimise(sample, prices, _scale(sample), 1e-5)[0]


def _scale(problem: Problem) -> Floats:
    """The size of a price that matters: of the budget per unit of cost, of a capacity per customer."""
    best = float(np.mean(problem.value.max(axis=0))) if problem.rows else 1.0
    dear = float(problem.cost.mean()) or 1.0
    return np.append(best / dear, np.full(len(problem.limits) - 1, best))


@dataclass(frozen=True)
class _Solution:
    counts: Floats
    value: float
    prices: Floats
    bound: float

    @property
    def is_good(self) -> bool:
        return self.bound - self.value <= ENOUGH * self.bound


def _solve(problem: Problem, prices: Floats) -> _Solution:
    """Prices first, then ever more rows settled exactly until plan and bound meet."""
    bound = problem.scan(prices).bound
    if problem.rows > SIZES[0]:
        scale = _scale(problem)
        radius = np.maximum(0.02 * prices, 1e-3 * scale) if prices.any() else scale
        prices, bound = minimise(problem, prices, radius, ENOUGH)
    found = _Solution(np.zeros(problem.value.shape), 0.0, prices, bound)
    for size in SIZES:
        found, in_parts = _refined(problem, found, size)
        if found.bound - max(in_parts, found.value) <= ENOUGH * found.bound or size >= problem.rows:
            break
    return found if found.is_good else _exchanged(problem, found)


def _refined(problem: Problem, found: _Solution, size: int) -> tuple[_Solution, float]:
    counts, prices, in_parts = complete(problem, found.prices, size)
    bound = problem.scan(prices).bound
    if bound > found.bound:
        prices, bound = found.prices, found.bound
    value = worth(problem, counts)
    if value < found.value:
        counts, value = found.counts, found.value
    return _Solution(counts, value, prices, bound), in_parts


def _exchanged(problem: Problem, found: _Solution) -> _Solution:
    counts = exchange(problem, found.counts, found.prices)
    return replace(found, counts=counts, value=worth(problem, counts))
