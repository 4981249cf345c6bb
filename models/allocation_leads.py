"""Who is nearest to indifference at given prices, and who among them is alike.

The lead of a customer's best option over another is the share by which prices would have to move to overturn
it. A lead in money would not do: between two options that use the limits almost alike it is always small.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.allocation_problem import Choices, Floats, Integers, Problem, best_options, blocks

CLOSE = 5.0  # an option contends while its lead is within so many times the widest among the undecided
GRAIN = 0.01  # of that lead: options that differ by less are alike
SLACK = 1e-9  # leads below are no leads but rounding


def leads(problem: Problem, prices: Floats, block: slice | Integers) -> tuple[Choices, Floats]:
    """The best option of each row, 0 for none, and its lead over each, none first."""
    reduced = problem.reduced(prices, block)
    best, choice = best_options(reduced)
    slots, rents = np.append(0, problem.slot), np.append(0.0, prices[problem.slot])
    tolls = prices[0] * np.vstack([np.zeros_like(problem.costs(block)[:1]), problem.costs(block)])
    paid = np.broadcast_to(tolls, (len(tolls), len(best)))[choice, np.arange(len(best))]
    rented = np.where(slots[:, None] == slots[choice], 0.0, rents[:, None] + rents[choice])
    moved = np.abs(tolls - paid) + rented
    behind = best - np.vstack([np.zeros_like(best), reduced])
    return choice, np.divide(behind, moved, out=np.full_like(moved, np.inf), where=moved > 0)


def decided(problem: Problem, prices: Floats) -> tuple[Choices, Floats]:
    """The best option of each row, 0 for none, and its least lead over another."""
    choice = np.zeros(problem.rows, dtype=np.int8)
    least = np.zeros(problem.rows)
    for block in blocks(problem.rows):
        choice[block], lead = leads(problem, prices, block)
        least[block] = lead.min(axis=0)
    return choice, least


def undecided(lead: Floats, size: int) -> Integers:
    """The rows nearest to indifference, at most `size`, in order."""
    if len(lead) <= size:
        return np.arange(len(lead))
    return np.sort(np.argpartition(lead, size)[:size])


@dataclass(frozen=True)
class Bunch:
    """The undecided rows, those alike as one: `kind` of each, the problem of the kinds, and what contends."""

    rows: Integers
    kind: Integers
    problem: Problem
    contends: npt.NDArray[np.bool_]

    def spread(self, counts: Floats, weight: Floats) -> Floats:
        """The counts of the kinds shared out to their rows, the earlier first; options by rows."""
        order = np.argsort(self.kind, kind="stable")
        size, kind = weight[self.rows][order], self.kind[order]
        end = np.cumsum(size)
        end -= (end - size)[np.searchsorted(kind, kind)]
        shared = np.zeros((len(counts), len(kind)))
        for option, top in enumerate(np.cumsum(counts, axis=0)):
            low, high = (top - counts[option])[kind], top[kind]
            shared[option, order] = np.maximum(np.minimum(end, high) - np.maximum(end - size, low), 0.0)
        return shared


def bunched(problem: Problem, prices: Floats, lead: Floats, size: int) -> Bunch:
    """The `size` rows nearest to indifference, and with them whole kinds of rows that are as near.

    When two options are worth the same to everybody, everybody is undecided: then kinds, not rows, are few.
    """
    if len(lead) <= size:
        return Bunch(np.arange(len(lead)), np.arange(len(lead)), problem, np.isfinite(problem.value))
    widest = float(np.partition(lead, size)[size])
    is_near = lead <= widest * (1 + 1e-6) + SLACK
    if is_near.sum() > 2 * size:
        rest = np.where(is_near, np.inf, lead)
        widest = float(np.partition(rest, size)[size])
        is_near |= rest <= widest
    bunch = _bunch(problem, prices, np.flatnonzero(is_near), widest)
    if bunch.problem.rows > 3 * size:
        bunch = _bunch(problem, prices, undecided(lead, size), widest)
    return bunch


def _bunch(problem: Problem, prices: Floats, rows: Integers, widest: float) -> Bunch:
    widest = widest if widest < np.inf else 0.0
    key, contends = np.zeros(len(rows)), np.zeros((len(problem.slot), len(rows)), dtype=bool)
    factors = np.random.default_rng(3).uniform(1, 2, len(problem.slot) + 1)
    for block in blocks(len(rows)):
        choice, lead = leads(problem, prices, rows[block])
        is_best = np.arange(len(factors))[:, None] == choice
        is_close = (lead <= CLOSE * widest + SLACK) | is_best
        steps = np.rint(np.where(is_close & ~is_best, lead, 0.0) / (GRAIN * widest + SLACK))
        key[block] = factors @ np.where(is_best, -2.0, np.where(is_close, steps, -1.0))
        contends[:, block] = is_close[1:]
    _, first, kind = np.unique(key, return_index=True, return_inverse=True)
    return Bunch(rows, kind, _mean(problem, rows, kind), contends[:, first])


def _mean(problem: Problem, rows: Integers, kind: Integers) -> Problem:
    """One row for each kind: its customers, and their mean value and cost."""
    weight = np.bincount(kind, problem.weight[rows]).astype(np.float64)
    share = problem.weight[rows] / weight[kind]
    value, cost = (
        np.array([np.bincount(kind, share * line[rows]) for line in lines]) if lines.shape[1] > 1 else lines
        for lines in (problem.value, np.broadcast_to(problem.cost, problem.value.shape))
    )
    return Problem(value, cost, weight, problem.limits, problem.slot)
