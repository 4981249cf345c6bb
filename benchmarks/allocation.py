"""Allocating offers under a budget and three caps, beside the linear programme of HiGHS.

One JSON line per case: `python benchmarks/allocation.py [--peer-up-to CUSTOMERS]`. CPU seconds of the solver
alone; memory is the growth of the process's peak over what the values themselves take.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from models.allocation import allocate

COST = np.array([0.05, 2.5, 6.0, 0.3, 1.0])
GROUP = np.array([0, 0, 1, 2, 2])
KINDS = ("own values", "one factor", "segments")


def company(customers: int, kind: str) -> np.ndarray:
    """Values of five offers, drawn per customer, by one factor per customer, or by twelve segments."""
    rng = np.random.default_rng(0)
    if kind == "segments":
        return rng.uniform(0, 5, (12, 5))[rng.integers(0, 12, customers)]
    spend = rng.gamma(2, 2.5, (customers, 1))
    if kind == "one factor":
        return spend * np.array([0.2, 0.5, 0.7, 0.6, 0.3]) - COST
    return spend * rng.uniform(0.2, 1, 5) * rng.uniform(0.5, 1.5, (customers, 5))


def limits(customers: int) -> tuple[float, list[float]]:
    """A budget and three caps that bind, in proportion to the customers."""
    return 0.3 * customers, [0.2 * customers, 0.1 * customers, 0.1 * customers]


def ours(value: np.ndarray) -> dict[str, float]:
    """Our plan and its certificate."""
    plan = allocate(value, COST, *limits(len(value)), GROUP)
    return {"value": plan.value, "bound": plan.bound, "gap": plan.gap}


def highs(value: np.ndarray) -> dict[str, float]:
    """The same as one sparse linear programme; its value is the bound, with customers in parts."""
    customers, options = value.shape
    budget, capacity = limits(customers)
    column = np.arange(customers * options)
    line = np.concatenate([0 * column, 1 + np.tile(GROUP, customers), 4 + column // options])
    entries = np.concatenate([np.tile(COST, customers), np.ones(2 * len(column))])
    lines = sparse.csr_array((entries, (line, np.tile(column, 3))), shape=(4 + customers, len(column)))
    upper = np.concatenate([[budget], capacity, np.ones(customers)])
    answer = linprog(-value.ravel(), A_ub=lines, b_ub=upper, bounds=(0, None), method="highs")  # type: ignore[call-overload]
    return {"bound": -float(answer.fun)}


def measured(solve: Callable[[np.ndarray], dict[str, float]], value: np.ndarray) -> dict[str, float]:
    """The answer with the CPU seconds and megabytes it took."""
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    answer = solve(value)
    seconds = time.process_time() - start
    megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"cpu_seconds": round(seconds, 3), "peak_growth_mb": round(megabytes), **answer}


def main() -> None:
    """Every kind and size, ours and the peer's side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-up-to", type=int, default=10_000, metavar="CUSTOMERS")
    arguments = parser.parse_args()
    solvers: dict[str, Any] = {"regulars": ours, f"HiGHS by scipy {version('scipy')}": highs}
    for customers in (10_000, 100_000, 1_000_000):
        for kind in KINDS:
            value = company(customers, kind)
            for name, solve in solvers.items():
                if solve is ours or customers <= arguments.peer_up_to:
                    case = {"case": "allocation", "solver": name, "customers": customers, "kind": kind}
                    print(json.dumps(case | measured(solve, value)), flush=True)


if __name__ == "__main__":
    main()
