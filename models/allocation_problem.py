"""An allocation problem made ready: one row per kind of customer, one column per limit that could matter."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Choices = npt.NDArray[np.int8]

BLOCK = 1 << 14  # rows at a time, so that a block's options stay in the processor's cache


@dataclass(frozen=True)
class Scan:
    """What every row would take at given prices, and what that uses."""

    bound: float
    used: Floats


@dataclass(frozen=True)
class Problem:
    """Rows of equal customers, options, and limits.

    `value` is options by rows, -inf where an option is out of the question; `cost` is options by rows or by
    1; `weight` counts the customers of a row; `limits` are the budget and the capacities; option j uses
    `cost[j]` of limit 0 and one of limit `slot[j]`.
    """

    value: Floats
    cost: Floats
    weight: Floats
    limits: Floats
    slot: Integers

    @property
    def rows(self) -> int:
        """How many kinds of customers there are."""
        return len(self.weight)

    def take(self, rows: Integers) -> "Problem":
        """Some of the rows."""
        cost = self.cost if self.cost.shape[1] == 1 else self.cost[:, rows]
        return Problem(self.value[:, rows], cost, self.weight[rows], self.limits, self.slot)

    def with_limits(self, limits: Floats) -> "Problem":
        """The same rows under other limits."""
        return Problem(self.value, self.cost, self.weight, limits, self.slot)

    def costs(self, block: slice | Integers) -> Floats:
        """Options by rows of a block, or by 1."""
        return self.cost if self.cost.shape[1] == 1 else self.cost[:, block]

    def reduced(self, prices: Floats, block: slice | Integers) -> Floats:
        """Value less the prices of what it uses, options by rows."""
        toll: Floats = prices[0] * self.costs(block) + prices[self.slot][:, None]
        reduced: Floats = self.value[:, block] - toll
        return reduced

    def scan(self, prices: Floats) -> Scan:
        """The Lagrangian bound at these prices, and the use behind it: limits minus use is its gradient."""
        bound, used = float(prices @ self.limits), np.zeros(len(self.limits))
        for block in blocks(self.rows):
            best, choice = best_options(self.reduced(prices, block))
            weight = self.weight[block]
            bound += float(weight @ best)
            used += self.use(choice, weight, block)
        return Scan(bound, used)

    def use(self, choice: Choices, weight: Floats, block: slice | Integers) -> Floats:
        """What the choices of a block use of each limit."""
        taken = np.bincount(choice, weight, minlength=len(self.slot) + 1)
        used = np.bincount(self.slot, taken[1:], minlength=len(self.limits)).astype(np.float64)
        costs = self.costs(block)
        if costs.shape[1] == 1:
            used[0] = taken[1:] @ costs[:, 0]
        else:
            paid = np.take_along_axis(costs, np.maximum(choice, 1)[None].astype(np.intp) - 1, axis=0)[0]
            used[0] = weight @ np.where(choice > 0, paid, 0.0)
        return used


def blocks(rows: int) -> Iterator[slice]:
    """Slices over so many rows."""
    return (slice(start, min(start + BLOCK, rows)) for start in range(0, rows, BLOCK))


def best_options(reduced: Floats) -> tuple[Floats, Choices]:
    """The best option of each row, from 1, and its reduced value; both 0 where none is worth its price."""
    best = np.zeros(reduced.shape[1])
    choice = np.zeros(reduced.shape[1], dtype=np.int8)
    for option, worth in enumerate(reduced, start=1):
        better = worth > best
        np.maximum(best, worth, out=best)
        np.maximum(choice, better.view(np.int8) * np.int8(option), out=choice)
    return best, choice
