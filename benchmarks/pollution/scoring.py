"""How much of the clean table a reader got back: Pollock's ten measures, and what became of each record."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from benchmarks.pollution.clean import Row
from benchmarks.pollution.polluting import Polluted


@dataclass(frozen=True)
class Loaded:
    """What a reader made of a file; `records` are all it says it saw, `blank` those that hold none."""

    header: Row | None
    rows: Sequence[Row]
    quarantined: int = 0
    records: int | None = None
    blank: int = 0
    failure: str = ""


@dataclass
class Score:
    """Precision, recall and F1 of header, records and cells beside success: 0 to 10; and the records."""

    points: float = 0.0
    wrong: int = 0
    unaccounted: int = 0
    quarantined: int = 0
    parts: dict[str, float] = field(default_factory=dict)


def score(file: Polluted, loaded: Loaded) -> Score:
    """The score of one file.

    `wrong`: rows given that are not the table's; `unaccounted`: rows neither given, nor wrong, nor set aside.
    """
    if loaded.failure:
        return Score(unaccounted=len(file.rows))
    if not file.rows and file.header is None:
        measures = [(1.0, 1.0, 1.0)] * 3
    else:
        measures = [
            agreement(file.header or (), loaded.header or ()),
            agreement(file.rows, loaded.rows),
            agreement(_cells(file.header, file.rows), _cells(loaded.header, loaded.rows)),
        ]
    same = (Counter(file.rows) & Counter(loaded.rows)).total()
    wrong, missing = len(loaded.rows) - same, len(file.rows) - same
    books = (
        0 if loaded.records is None else loaded.records - len(loaded.rows) - loaded.quarantined - loaded.blank
    )
    return Score(
        1 + sum(map(sum, measures)),
        wrong,
        max(0, missing - wrong - loaded.quarantined) + abs(books),
        loaded.quarantined,
        {name: triple[2] for name, triple in zip(("header", "record", "cell"), measures, strict=True)},
    )


def agreement(expected: Iterable[Hashable], found: Iterable[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of two multisets; all 1 where nothing is expected and nothing found."""
    wanted, given = Counter(expected), Counter(found)
    same = (wanted & given).total()
    if not wanted:
        return (1.0, 1.0, 1.0) if not given else (0.0, 0.0, 0.0)
    if not same:
        return 0.0, 0.0, 0.0
    precision, recall = same / given.total(), same / wanted.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def _cells(header: Row | None, rows: Sequence[Row]) -> Iterable[str]:
    return chain(header or (), chain.from_iterable(rows))
