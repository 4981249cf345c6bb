"""Between customers and rows: what is asked made ready for the solver, and its answer told back."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from models.allocation_problem import Choices, Floats, Integers, Problem

LOOK = 10_000  # customers looked at to see whether many are equal


@dataclass(frozen=True)
class Asked:
    """The problem of all customers who have any option, and which customers they are."""

    problem: Problem
    customers: int
    kept: npt.NDArray[np.bool_]


def prepared(value: Any, cost: Any, budget: float, capacity: Any, group: Any) -> Asked:
    """The checked problem without the customers and options that cannot matter. Raises ValueError."""
    worth = np.array(np.transpose(np.asarray(value)), dtype=np.float64, order="C", ndmin=2)
    costs = np.array(np.transpose(np.asarray(cost)), dtype=np.float64, order="C")
    costs = costs[:, None] if costs.ndim == 1 else costs
    limits = np.concatenate([[budget], np.floor(np.asarray(capacity, dtype=np.float64))])
    slot = np.asarray(group if group is not None else [], dtype=np.int64) + 1
    _check(worth, costs, limits, slot)
    worth[~(worth > 0)] = -np.inf
    if budget > 0:
        worth[np.broadcast_to(costs > budget, worth.shape)] = -np.inf
    kept: npt.NDArray[np.bool_] = np.asarray(np.isfinite(worth).any(axis=0))
    if not kept.all():
        worth, costs = worth[:, kept], costs if costs.shape[1] == 1 else costs[:, kept]
    most = np.array([costs.max(initial=0.0), *np.ones(len(limits) - 1)]) * (2 * kept.sum() + 1)
    weight = np.ones(worth.shape[1])
    return Asked(Problem(worth, costs, weight, np.minimum(limits, most), slot), len(kept), kept)


def _check(worth: Floats, costs: Floats, limits: Floats, slot: Integers) -> None:
    options, customers = worth.shape
    wrong = {
        "value may not be +inf": bool((worth == np.inf).any()),
        "at most 100 options": options > 100,
        "cost must be k or n by k": costs.shape not in ((options, 1), (options, customers)),
        "cost must be finite and not negative": not bool((np.isfinite(costs) & (costs >= 0)).all()),
        "budget and capacity must not be negative": not bool((limits >= 0).all()),
        "group must name a capacity for each option": len(slot) != options
        or bool(((slot < 1) | (slot >= len(limits))).any()),
    }
    if faults := [fault for fault, is_wrong in wrong.items() if is_wrong]:
        raise ValueError("; ".join(faults))


@dataclass(frozen=True)
class Kinds:
    """Which row each customer became; None where every customer is a row."""

    row: Integers | None

    def choices(self, counts: Floats) -> Choices:
        """Each customer's option, 0 for none, from how many of each row take each: the earlier first."""
        row = self.row
        if row is None:
            return _first_option(counts)
        order = np.argsort(row, kind="stable")
        size = np.bincount(row, minlength=counts.shape[1])
        place = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
        option = np.ones(len(row), dtype=np.int8)
        for limit in np.cumsum(counts, axis=0):
            option += (place >= np.repeat(limit, size)).astype(np.int8)
        option[option > len(counts)] = 0
        choice = np.empty_like(option)
        choice[order] = option
        return choice


def _first_option(counts: Floats) -> Choices:
    choice = np.zeros(counts.shape[1], dtype=np.int8)
    for option, taken in enumerate(counts, start=1):
        np.putmask(choice, taken > 0, option)
    return choice


def merged(problem: Problem) -> tuple[Problem, Kinds]:
    """One row for equal customers, where there are many of them."""
    rng = np.random.default_rng(0)
    looked = rng.choice(problem.rows, LOOK, replace=False) if problem.rows > LOOK else np.arange(problem.rows)
    if len(np.unique(_signature(problem.take(looked)))) > len(looked) / 2:
        return problem, Kinds(None)
    _, first, row = np.unique(_signature(problem), return_index=True, return_inverse=True)
    kinds = problem.take(first)
    if not _equal(problem, kinds, row):
        return problem, Kinds(None)
    weight = np.bincount(row).astype(np.float64)
    return Problem(kinds.value, kinds.cost, weight, problem.limits, problem.slot), Kinds(row)


def _signature(problem: Problem) -> Floats:
    """One number per row, equal for equal rows and, but for chance, different for others."""
    rng = np.random.default_rng(1)
    lines = [*problem.value, *(problem.cost if problem.cost.shape[1] > 1 else [])]
    total = np.zeros(problem.rows)
    for line, factor in zip(lines, rng.uniform(1, 2, len(lines)), strict=True):
        total += np.where(np.isfinite(line), line, -1.0) * factor
    return total


def _equal(problem: Problem, kinds: Problem, row: Integers) -> bool:
    """Whether every row is exactly its kind, so that chance has no say."""
    same = all(np.array_equal(kind[row], line) for kind, line in zip(kinds.value, problem.value, strict=True))
    if not same or problem.cost.shape[1] == 1:
        return same
    return all(np.array_equal(kind[row], line) for kind, line in zip(kinds.cost, problem.cost, strict=True))
