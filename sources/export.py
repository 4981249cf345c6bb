"""What every reader gives: a header, rows of text as written, and the records it could not read."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

LONGEST_RAW = 20_000


class UnreadableError(Exception):
    """The file cannot be read at all; the message says why and what to do, in both languages."""


class HeldError(Exception):
    """The file waits for a person's answer; the message is the question, in both languages.

    `question` is the key it is answered under, blank where only another file or preset helps; `preset` is the
    one it seems to belong to.
    """

    def __init__(self, message: str, question: str = "", preset: Any = None) -> None:
        super().__init__(message)
        self.question, self.preset = question, preset
        self.header: tuple[str, ...] = ()


class Rejected(NamedTuple):
    """A record set aside: where it begins (1-based physical line), its text, and why."""

    line: int
    raw_text: str
    code: str
    reason: str


def by_reason(rejected: Iterable[Rejected]) -> dict[str, int]:
    """How many records were set aside for each reason, the commonest first."""
    return dict(Counter(each.reason for each in rejected).most_common())


@dataclass(frozen=True)
class Batch:
    """Some rows: text columns `c0`, `c1`, … of the ones asked for, and the physical line of each row."""

    table: "pa.Table"
    lines: "np.ndarray"


@dataclass
class Counts:
    """What a reader met on its way: every record is a row, rejected, or no record at all.

    `blank` lines hold no record; `summary` of them say something: titles, totals, footers, repeated headers.
    """

    records: int = 0
    blank: int = 0
    summary: int = 0
    is_terminated: bool = True
    notes: list[str] = field(default_factory=list)

    def add(self, rows: int, blank: int, rejected: int, summary: int = 0) -> None:
        """Enter what was just read."""
        self.records += rows + blank + rejected
        self.blank += blank
        self.summary += summary


class Export(Protocol):
    """One table of one file."""

    encoding: str
    name: str
    """Which table of the file: a sheet or a member; blank where there is one only."""

    @property
    def question(self) -> str:
        """What a person must answer before the rows can be trusted; blank if nothing."""

    @property
    def header(self) -> tuple[str, ...] | None:
        """The column names as written, or None where the first record is already data."""

    @property
    def quarantined(self) -> list[Rejected]:
        """The records that could not be read; reads the file when that has not been done."""

    @property
    def counts(self) -> Counts:
        """The books of the last whole reading."""

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each row as written, before any typing."""

    def batches(self, columns: Sequence[int]) -> Iterator[Batch]:
        """The rows' chosen columns by position, a few thousand rows at a time; blanks are null."""

    def raw(self, lines: Collection[int]) -> dict[int, str]:
        """The text of the records that begin at these lines."""


def shortened(text: str) -> str:
    """The text without NUL, and no longer than a person would read."""
    clean = text.replace("\0", "\\x00")
    return clean if len(clean) <= LONGEST_RAW else clean[:LONGEST_RAW] + " […]"
