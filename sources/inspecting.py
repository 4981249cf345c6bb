"""What a file is: its tables, how they are written, whose export they are, and what would be set aside."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sources.arriving import waits_for
from sources.detection import choose
from sources.drafting import draft
from sources.export import Export, HeldError, Rejected, by_reason
from sources.mapping import Preset, presets
from sources.planning import Plan, distinct, plan
from sources.reading import tables
from sources.shapes import shares
from sources.text_export import TextExport
from sources.words import said

Definition = Mapping[str, Any]
LOOKED_AT = 20_000
MOSTLY = 0.95
KINDS = ("email", "phone", "moment", "flag", "number", "code")
"""What a column is, where most of its values look like it; the first that fits."""


@dataclass(frozen=True)
class Inspected:
    """One table of a file; `question` is what it would be held for, blank where its preset is known."""

    file: str
    table: str
    encoding: str
    delimiter: str
    header: tuple[str, ...] | None
    preset: str
    object: str
    recognised: float
    question: str
    columns: tuple[dict[str, Any], ...]
    extra: tuple[str, ...]
    records: int
    rows: int
    blank: int
    quarantined: tuple[Rejected, ...]
    notes: tuple[str, ...]
    lacking: tuple[str, ...] = ()
    """Columns that the preset maps nothing to, though no row counts without them."""

    @property
    def reasons(self) -> dict[str, int]:
        """How many records would be set aside for each reason."""
        return by_reason(self.quarantined)

    def described(self, show_rows: bool) -> dict[str, Any]:
        """In JSON's types; without the text of records unless that is wanted."""
        quarantined = [each._asdict() for each in self.quarantined]
        shown = [each if show_rows else {**each, "raw_text": None} for each in quarantined]
        return {**asdict(self), "quarantined": shown, "reasons": self.reasons}


def inspect(path: Path, overrides: Mapping[str, Definition] | None = None) -> Iterator[Inspected]:
    """Look at each table of a file, and write nothing. Raises UnreadableError."""
    known = presets(overrides)
    for table in tables(path):
        yield _inspected(table, path.name, known)


def _inspected(table: Export, file: str, known: Sequence[Preset]) -> Inspected:
    preset, question = _preset(table, file, known)
    header = table.header or ()
    how = plan(preset, header)
    seen, lacking = _Columns(table), () if question else _lacking(how)
    return Inspected(
        file=file,
        table=table.name,
        encoding=table.encoding,
        delimiter=table.delimiter if isinstance(table, TextExport) else "",
        header=table.header,
        preset="" if question else preset.id,
        object="" if question else preset.object,
        recognised=preset.share(header),
        question=question,
        columns=tuple(seen.described(_fields(how, question, seen.sample))),
        extra=() if question else how.unknown,
        records=table.counts.records,
        rows=seen.rows,
        blank=table.counts.blank,
        quarantined=tuple(table.quarantined),
        notes=(*filter(None, [waits_for(file), _unmapped(how, lacking)]), *table.counts.notes),
        lacking=lacking,
    )


def _lacking(how: Plan) -> tuple[str, ...]:
    """The columns without which no row counts, and that nothing of the header stands for."""
    there = {*how.columns, *how.preset.constants}
    stands_in = set(how.table.key) if there & set(how.table.instead) else set()
    return tuple(name for name in how.table.required if name not in there | stands_in)


def _unmapped(how: Plan, lacking: Sequence[str]) -> str:
    return said("unmapped", preset=how.preset.id, columns=", ".join(lacking)) if lacking else ""


class _Columns:
    """A table's columns: how many values each has, and what the first of them look like."""

    def __init__(self, table: Export) -> None:
        self.rows, self.sample, self.filled = 0, list[tuple[str, ...]](), Counter[int]()
        for row in table.rows():
            self.rows += 1
            self.filled.update(place for place, cell in enumerate(row) if cell.strip())
            if len(self.sample) < LOOKED_AT:
                self.sample.append(row)
        self.names = distinct(table.header or [""] * max(map(len, self.sample), default=0))

    def described(self, fields: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """Each column's name, kind, share of values, and where it goes."""
        for place, name in enumerate(self.names):
            look = shares([row[place] for row in self.sample if place < len(row)])
            kind = next(
                (each for each in KINDS if look[each] >= MOSTLY), "text" if look["filled"] else "empty"
            )
            share = self.filled[place] / max(1, self.rows)
            yield {"name": name, "kind": kind, "filled": round(share, 4), "field": fields.get(name, "")}


def _fields(how: Plan, question: str, sample: Sequence[Sequence[str]]) -> dict[str, str]:
    """The canonical column that each header goes to, or with a question mark would be drafted for."""
    if not question:
        return {how.header[place]: name for name, places in how.columns.items() for place in places}
    return {guess.header: f"{guess.column}?" for guess in draft(how.header, sample).guesses}


def _preset(table: Export, file: str, known: Sequence[Preset]) -> tuple[Preset, str]:
    """The preset of the table, else the closest with the question to ask."""
    try:
        return choose(table.header, file, known), ""
    except HeldError as question:
        return max(known, key=lambda each: each.share(table.header or ())), str(question)
