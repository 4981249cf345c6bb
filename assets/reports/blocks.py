"""What a section is made of: charts, tables and notes, already in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assets.reports.charts import Figure
from assets.reports.content import Record
from assets.reports.words import Both, both, word, word_or

Show = Callable[[Any], Both]


@dataclass(frozen=True)
class Column:
    """A column: its title or the entry `column.<title>`, how values are shown, where they come from."""

    title: str | Both
    show: Show
    value: str | Callable[[Record], Any]
    is_number: bool = True
    is_long: bool = False

    @property
    def layout(self) -> str:
        """The class of its cells: number, sentence or short text."""
        return "n" if self.is_number else "long" if self.is_long else "t"

    @property
    def heading(self) -> Both:
        """The title in words."""
        return self.title if isinstance(self.title, Both) else word(f"column.{self.title}")

    def cell(self, record: Record) -> Both:
        """The value of one row, as shown."""
        return self.show(record.get(self.value) if isinstance(self.value, str) else self.value(record))


@dataclass(frozen=True)
class Table:
    """Rows under titles; `more` is the longer table behind it, `finding` the sentence above it.

    `link` leads to a page beside this one, which tells more.
    """

    columns: Sequence[Column]
    rows: list[list[Both]]
    name: Both | None = None
    finding: Both | None = None
    more: "Table | None" = None
    note: Both | None = None
    link: tuple[str, Both] | None = None
    is_wide: bool = True
    kind: str = "table"


@dataclass(frozen=True)
class Chart:
    """A figure, the one sentence it says, and the numbers behind it."""

    key: str
    name: Both
    takeaway: Both
    figure: Figure
    table: Table | None = None
    note: Both | None = None
    is_wide: bool = True
    kind: str = "chart"


@dataclass(frozen=True)
class Note:
    """A sentence, such as what is missing and from when it can be shown."""

    text: Both
    name: Both | None = None
    tone: str = "missing"
    is_wide: bool = True
    kind: str = "note"


Block = Chart | Table | Note


@dataclass(frozen=True)
class Section:
    """A titled part of the page."""

    key: str
    blocks: Sequence[Block] = field(default_factory=tuple)

    @property
    def title(self) -> Both:
        """The heading."""
        return word(f"{self.key}.title")

    @property
    def lead(self) -> Both:
        """What the part is for."""
        return word(f"{self.key}.lead")


def table(rows: Sequence[Record], columns: Sequence[Column], name: Both | None = None, **more: Any) -> Table:
    """The rows as a table; `more` are further fields of `Table`."""
    return Table(columns, [[column.cell(row) for column in columns] for row in rows], name, **more)


def text(value: Any) -> Both:
    """A name or sentence as it is; nothing is an en dash."""
    return both("–" if value is None else value)


def said(title: str, value: str | Callable[[Record], Any], is_long: bool = False) -> Column:
    """A column of names or sentences."""
    return Column(title, text, value, is_number=False, is_long=is_long)


def looked_up(title: str, group: str, column: str) -> Column:
    """A column of codes, shown by the entries `<group>.<code>` where we have words for them."""
    return said(
        title, lambda row: "–" if row[column] is None else word_or(f"{group}.{row[column]}", str(row[column]))
    )


def missing(key: str) -> Note:
    """The note `missing.<key>` under the name `<key>.name`."""
    return Note(word(f"missing.{key}"), word(f"{key}.name"))


def total(rows: Sequence[Record], column: str) -> float:
    """The sum of a column, without what is unknown."""
    return sum(float(row[column] or 0) for row in rows)


def share(part: float | None, whole: float | None) -> float | None:
    """Part of whole; None where there is no whole."""
    return None if part is None or not whole else part / whole
