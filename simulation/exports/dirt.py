"""What goes wrong in exports.

A bad row is always a spoilt copy of a good one that stays in the file, so that no true fact is lost with it.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulation.arrays import Ints

RAGGED, DAMAGED, MISSING, BAD_DATE, BAD_NUMBER = (
    "ragged", "damaged_number", "missing_required", "bad_date", "bad_number",
)  # fmt: skip
RATE = 0.002
BLANK_RATE = 0.0002


@dataclass(frozen=True)
class Fault:
    """One way to spoil a row: put `value` into the column.

    A ragged fault changes the number of fields instead: one less, or one more if its column is not 0.
    """

    reason: str
    column: int = 0
    value: str = ""


@dataclass(frozen=True)
class Dirt:
    """A text to be written before the row at `position`; without a reason it is a blank line."""

    position: int
    text: str
    reason: str = ""


def pollute(
    rows: Sequence[str],
    faults: Sequence[Fault],
    rng: np.random.Generator,
    is_first: bool,
    whole: Ints | None = None,
    rate: float = RATE,
) -> list[Dirt]:
    """Spoilt copies of rows, and blank lines, in order of position.

    whole: positions of rows that are a complete record by themselves (default all); copies are taken of these
    and put before these. In a file's first chunk each fault occurs at least once.
    """
    places = np.arange(len(rows)) if whole is None else whole
    if not len(places):
        return []
    faulty = [
        Dirt(at, spoil(rows[source], fault), fault.reason)
        for at, source, fault in _draw(places, faults, rng, is_first, rate)
    ]
    blank = rng.choice(places, max(int(is_first), int(rng.binomial(len(places), BLANK_RATE))))
    return sorted([*faulty, *(Dirt(int(at), "") for at in blank)], key=lambda piece: piece.position)


def _draw(
    places: Ints, faults: Sequence[Fault], rng: np.random.Generator, is_first: bool, rate: float
) -> list[tuple[int, int, Fault]]:
    count = max(len(faults) * is_first, int(rng.binomial(len(places), rate)))
    at, source = rng.choice(places, count).tolist(), rng.choice(places, count).tolist()
    return [(at[i], source[i], faults[i % len(faults)]) for i in range(count)]


def spoiled(
    rows: Sequence[tuple[Any, ...]], faults: Sequence[Fault], rng: np.random.Generator, is_first: bool
) -> list[tuple[int, tuple[Any, ...], str]]:
    """As `pollute`, for rows of cells: (position, cells, reason)."""
    if not rows:
        return []
    drawn = _draw(np.arange(len(rows)), faults, rng, is_first, RATE)
    return sorted(
        ((at, (*rows[i][: f.column], f.value, *rows[i][f.column + 1 :]), f.reason) for at, i, f in drawn),
        key=lambda piece: piece[0],
    )


def spoil(row: str, fault: Fault) -> str:
    """The row with the fault."""
    fields = next(csv.reader(io.StringIO(row, newline=""), strict=True))
    if fault.reason == RAGGED:
        fields = [*fields, "备用"] if fault.column else fields[:-1]
    else:
        fields[fault.column] = fault.value
    return joined(fields)


def joined(fields: Sequence[str]) -> str:
    """One CSV row, quoted where needed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(fields)
    return text.getvalue().removesuffix("\n")


def quoted(text: str) -> str:
    """A free text as a CSV field."""
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n') else text
