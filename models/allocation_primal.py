"""From prices to a plan: who takes what, within the limits and as near to the bound as can be.

At the right prices nearly every row has one best option. The few that are all but indifferent are settled
together by an exact linear programme over what the others leave, rounded down and filled up.
"""

from dataclasses import replace

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from models.allocation_leads import bunched, decided
from models.allocation_problem import Choices, Floats, Integers, Problem

EASE = 1e-9  # relative slack for sums of decimal amounts held in binary
TRIES = 5_000  # places tried when filling up


def complete(problem: Problem, prices: Floats, size: int) -> tuple[Floats, Floats, float]:
    """A plan within the limits, exact for the `size` rows nearest to indifference at `prices`.

    How many customers of each row take each option (options by rows), the prices that those few rows agree
    on, and what the plan would bring if customers could be divided.
    """
    choice, lead = decided(problem, prices)
    bunch = bunched(problem, prices, lead, size)
    counts = as_counts(problem, choice)
    counts[:, bunch.rows] = 0.0
    part = bunch.problem.with_limits(problem.limits - uses(problem, counts))
    settled = settle(replace(part, value=np.where(bunch.contends, part.value, -np.inf)))
    if settled is None:
        return fill(problem, as_counts(problem, choice), prices), prices, 0.0
    parts, sharper = settled
    in_parts = worth(problem, counts) + worth(part, parts)
    counts[:, bunch.rows] = bunch.spread(fill(part, np.floor(parts + EASE), sharper), problem.weight)
    return counts, sharper, in_parts


def as_counts(problem: Problem, choice: Choices) -> Floats:
    """Whole rows as options by rows."""
    options = np.arange(1, len(problem.slot) + 1)[:, None]
    return np.where(choice == options, problem.weight, 0.0)


def uses(problem: Problem, counts: Floats) -> Floats:
    """What these counts use of each limit."""
    taken = counts.sum(axis=1)
    used = np.bincount(problem.slot, taken, minlength=len(problem.limits)).astype(np.float64)
    used[0] = taken @ problem.cost[:, 0] if problem.cost.shape[1] == 1 else np.sum(counts * problem.cost)
    return used


def settle(problem: Problem) -> tuple[Floats, Floats] | None:
    """The linear programme of a small problem: customers in parts, options by rows, and the limits' prices.

    None where there is no answer, as when the limits are already exceeded.
    """
    options, rows = np.nonzero(np.isfinite(problem.value))
    if not len(rows) or (problem.limits < 0).any():
        return None
    answer = linprog(  # type: ignore[call-overload]  # the stubs know no sparse lines
        -problem.value[options, rows],
        A_ub=_lines(problem, options, rows),
        b_ub=np.concatenate([problem.limits, problem.weight]),
        bounds=(0, None),
        method="highs-ipm",  # with crossover; a fifth of the simplex's time here
    )
    if answer.x is None:
        return None
    parts = np.zeros(problem.value.shape)
    parts[options, rows] = answer.x
    return parts, np.maximum(-answer.ineqlin.marginals[: len(problem.limits)], 0.0)


def worth(problem: Problem, counts: Floats) -> float:
    """What these counts bring."""
    return float(np.sum(np.where(counts > 0, problem.value, 0.0) * counts))


def _lines(problem: Problem, options: Integers, rows: Integers) -> sparse.csr_array:
    """One line per limit, then one per row: nobody takes two options."""
    limits, column = len(problem.limits), np.arange(len(rows))
    costs = np.broadcast_to(problem.cost, problem.value.shape)[options, rows]
    line = np.concatenate([np.zeros(len(rows), np.int64), problem.slot[options], limits + rows])
    entries = np.concatenate([costs, np.ones(2 * len(rows))])
    return sparse.csr_array((entries, (line, np.tile(column, 3))), shape=(limits + problem.rows, len(rows)))


def fill(problem: Problem, counts: Floats, prices: Floats) -> Floats:
    """Whole customers within the limits: `counts` less what is too much, and more where it still fits.

    What is too much goes in the order of least loss at `prices`, what fits comes in the order of most gain.
    """
    counts, reduced = counts.copy(), problem.reduced(prices, slice(None))
    for limit in range(len(problem.limits)):
        _drop(problem, counts, reduced, limit)
    free = problem.weight - counts.sum(axis=0)
    options, rows = np.nonzero(np.isfinite(problem.value) & (free > 0))
    left = problem.limits - uses(problem, counts)
    for place in np.argsort(-reduced[options, rows], kind="stable")[:TRIES]:
        _add(problem, counts, free, left, int(options[place]), int(rows[place]))
    return counts


def _drop(problem: Problem, counts: Floats, reduced: Floats, limit: int) -> None:
    excess = uses(problem, counts)[limit] - problem.limits[limit] * (1 + EASE)
    if excess <= 0:
        return
    need = np.broadcast_to(problem.cost if limit == 0 else (problem.slot == limit)[:, None], counts.shape)
    options, rows = np.nonzero((counts > 0) & (need > 0))
    each = need[options, rows].astype(np.float64)
    order = np.argsort(reduced[options, rows] / each, kind="stable")
    options, rows, each = options[order], rows[order], each[order]
    held = counts[options, rows]
    before = np.cumsum(each * held) - each * held
    counts[options, rows] -= np.clip(np.ceil((excess - before) / each), 0, held)


def _add(problem: Problem, counts: Floats, free: Floats, left: Floats, option: int, row: int) -> None:
    cost, slot = float(problem.cost[option, row % problem.cost.shape[1]]), problem.slot[option]
    affordable = np.floor((left[0] + EASE * problem.limits[0]) / cost) if cost > 0 else np.inf
    more = max(min(free[row], left[slot], affordable), 0.0)
    counts[option, row] += more
    free[row] -= more
    left[0] -= more * cost
    left[slot] -= more
