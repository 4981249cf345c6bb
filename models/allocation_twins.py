"""The control group of an allocation: what those held back would have been offered.

A fair measurement compares the contacted with people who would have been contacted too. Prices make the
plan a rule for one customer at a time, so the rule can be asked about those held back; where it leaves a
customer indifferent, they are shared out like their equals who take part.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from models.allocation_problem import Floats, Integers

TIE = 1e-6  # of the greatest value: options no further apart are worth the same


def twins(
    held_out: Floats, contacted: Floats, choice: Integers, cost: Any, group: Any, prices: Any, **_: Any
) -> Integers:
    """The option of each customer held back, -1 for none.

    `held_out` and `contacted` are customers by options as `allocate` takes them, `choice` what it chose for
    the contacted, `prices` those of its plan, budget first.
    """
    toll = (
        np.asarray(prices)[0] * np.asarray(cost, dtype=np.float64) + np.asarray(prices)[1:][np.asarray(group)]
    )
    slack = TIE * float(np.max(np.where(contacted > 0, contacted, 0.0), initial=0.0))
    taken = np.isin(np.arange(held_out.shape[1]), choice)  # an offer that nobody gets needs no control group
    mine = _best(np.where(taken, held_out, np.nan), toll, slack)
    answer: Integers = np.argmax(mine, axis=1)
    if (mine.sum(axis=1) > 1).any():
        _share(answer, _signature(mine), _signature(_best(contacted, toll, slack)), choice + 1)
    return answer - 1


def _signature(best: npt.NDArray[np.bool_]) -> Integers:
    """A number for each set of options."""
    return best @ (1 << np.arange(best.shape[1], dtype=np.int64))


def _share(answer: Integers, mine: Integers, theirs: Integers, chosen: Integers) -> None:
    """Give those who are indifferent between the same options what their equals got, in proportion."""
    for tie in np.unique(mine):
        equals = np.bincount(chosen[theirs == tie])
        if tie & (tie - 1) and equals.any():
            answer[mine == tie] = _shared(equals, int((mine == tie).sum()))


def _best(value: Floats, toll: Floats, slack: float) -> npt.NDArray[np.bool_]:
    """Which options are best, none first, customers by options."""
    reduced = np.column_stack([np.zeros(len(value)), np.where(value > 0, value - toll, -np.inf)])
    best: npt.NDArray[np.bool_] = reduced >= reduced.max(axis=1, keepdims=True) - slack
    return best


def _shared(equals: Integers, size: int) -> Integers:
    """So many customers shared out in proportion to `equals`, the first to the first option.

    >>> _shared(np.array([1, 0, 3]), 4)
    array([0, 2, 2, 2])
    """
    middle = (np.arange(size) + 0.5) / size
    shared: Integers = np.searchsorted(np.cumsum(equals) / equals.sum(), middle)
    return shared
