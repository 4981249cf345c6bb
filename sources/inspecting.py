"""What a file is: its tables, how they are written, whose export they are, and what would be set aside."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sources.detection import choose
from sources.export import Export, HeldError, Rejected
from sources.mapping import Preset, presets
from sources.planning import plan
from sources.reading import tables
from sources.text_export import TextExport

Definition = Mapping[str, Any]


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

    @property
    def reasons(self) -> dict[str, int]:
        """How many records would be set aside for each reason."""
        return dict(Counter(each.reason for each in self.quarantined).most_common())

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
    rows = sum(1 for _ in table.rows())
    header = table.header or ()
    how = plan(preset, header)
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
        columns=(),
        extra=() if question else how.unknown,
        records=table.counts.records,
        rows=rows,
        blank=table.counts.blank,
        quarantined=tuple(table.quarantined),
        notes=tuple(table.counts.notes),
    )


def _preset(table: Export, file: str, known: Sequence[Preset]) -> tuple[Preset, str]:
    """The preset of the table, else the closest with the question to ask."""
    try:
        return choose(table.header, file, known), ""
    except HeldError as question:
        return max(known, key=lambda each: each.share(table.header or ())), str(question)
