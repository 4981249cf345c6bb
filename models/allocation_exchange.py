"""The last few customers: what rounding left unused is won back by exchanges, one or two at a time."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from models.allocation_leads import decided, undecided
from models.allocation_primal import EASE, uses
from models.allocation_problem import Floats, Integers, Problem

ROWS = 200  # rows looked at, the most doubtful
MOVES = 400  # moves tried in pairs
ROUNDS = 40


@dataclass(frozen=True)
class Moves:
    """One customer of a row from one option to another, 0 for none: what that gains and uses more of."""

    row: Integers
    giving: Integers
    taking: Integers
    gain: Floats
    use: Floats
    is_last: npt.NDArray[np.bool_]

    def keep(self, which: Integers) -> "Moves":
        """Some of the moves."""
        return Moves(*(getattr(self, item.name)[which] for item in fields(self)))

    def clash(self) -> npt.NDArray[np.bool_]:
        """Which pairs of moves would take the last customer of the same row twice."""
        place = self.row * (self.giving.max(initial=0) + 1) + self.giving
        clash: npt.NDArray[np.bool_] = (place[:, None] == place) & self.is_last
        return clash


def exchange(problem: Problem, counts: Floats, prices: Floats) -> Floats:
    """The plan improved by the best exchanges of one or two customers among the most doubtful rows."""
    near = undecided(decided(problem, prices)[1], ROWS)
    part, counts = problem.take(near), counts.copy()
    slack = problem.limits * (1 + EASE) - uses(problem, counts)
    for _ in range(ROUNDS):
        moves = _moves(part, counts[:, near], prices)
        chosen = _best(moves, slack)
        if not len(chosen):
            break
        for move in chosen:
            _apply(counts, moves, int(move), int(near[moves.row[move]]))
            slack = slack - moves.use[move]
    return counts


def _moves(problem: Problem, counts: Floats, prices: Floats) -> Moves:
    """Every possible move, those of least loss at `prices` first."""
    held = np.vstack([problem.weight - counts.sum(axis=0), counts])
    value = np.vstack([np.zeros(problem.rows), problem.value])
    giving, taking, row = np.nonzero((held > 0)[:, None] & np.isfinite(value)[None])
    moved = giving != taking
    giving, taking, row = giving[moved], taking[moved], row[moved]
    use = _use(problem, taking, row) - _use(problem, giving, row)
    gain = value[taking, row] - value[giving, row]
    order = np.argsort(use @ prices - gain, kind="stable")[:MOVES]
    return Moves(row, giving, taking, gain, use, held[giving, row] < 2).keep(order)


def _use(problem: Problem, option: Integers, row: Integers) -> Floats:
    """What one customer uses of each limit, a line per move."""
    cost = np.vstack([np.zeros(problem.rows), np.broadcast_to(problem.cost, problem.value.shape)])
    use = np.zeros((len(option), len(problem.limits)))
    use[np.arange(len(option)), np.append(0, problem.slot)[option]] = option > 0
    use[:, 0] = cost[option, row]
    return use


def _best(moves: Moves, slack: Floats) -> Integers:
    """The one or two moves of most gain that fit; none where nothing gains."""
    single = np.where((moves.use <= slack).all(axis=1), moves.gain, 0.0)
    fits = ~moves.clash()
    for limit, left in enumerate(slack):
        fits &= moves.use[:, None, limit] + moves.use[None, :, limit] <= left
    pairs = np.where(fits, moves.gain[:, None] + moves.gain, 0.0)
    best = np.unravel_index(int(np.argmax(pairs)), pairs.shape) if pairs.size else ()
    least = 1e-9 * float(np.abs(moves.gain).max(initial=0.0))
    if pairs.size and pairs[best] > max(single.max(), least):
        return np.array(best)
    return np.array([np.argmax(single)]) if single.max(initial=0.0) > least else np.empty(0, dtype=np.int64)


def _apply(counts: Floats, moves: Moves, move: int, row: int) -> None:
    if moves.giving[move]:
        counts[moves.giving[move] - 1, row] -= 1
    if moves.taking[move]:
        counts[moves.taking[move] - 1, row] += 1
