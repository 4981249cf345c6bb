"""One export into one folder of the lake: `<object>.parquet` and `quarantine.parquet`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from sources.answers import asked
from sources.arriving import Arrival
from sources.canonical import QUARANTINE
from sources.completing import QUESTION, ask_if_cut
from sources.dating import date
from sources.detection import choose
from sources.export import Export, HeldError, Rejected, UnreadableError
from sources.ledger import Entry
from sources.mapping import Preset
from sources.opening import tables_of
from sources.planning import Plan, plan
from sources.words import said
from sources.writing import MOSTLY, Writer

FEW = 20


@dataclass(frozen=True)
class Loader:
    """Reads exports by these presets on this engine, each into a folder of its own below `working`."""

    presets: Sequence[Preset]
    engine: duckdb.DuckDBPyConnection
    working: Path
    short_way: bool = True
    """Whether exports without an unusual value are written without the engine; the rows are the same."""

    @property
    def writer(self) -> Writer:
        """What types and writes the rows."""
        return Writer(self.engine, self.short_way)

    def folder(self, file_id: str) -> Path:
        """Where the file's rows are written."""
        return self.working / file_id

    def load(self, arrival: Arrival, entry: Entry) -> Entry:
        """The completed entry; its folder is filled where it says `loaded`, else empty."""
        folder = self.folder(entry.file_id)
        folder.mkdir()
        try:
            return self._loaded(self._table(arrival, entry), arrival.file_name, folder, entry)
        except HeldError as question:
            return waiting(folder, _belonging(entry, question), "held", str(question))
        except UnreadableError as refusal:
            return waiting(folder, entry, "refused", str(refusal))
        except (pa.ArrowInvalid, duckdb.DataError) as error:
            return waiting(folder, entry, "refused", said("unreadable", why=type(error).__name__))

    def _table(self, arrival: Arrival, entry: Entry) -> Export:
        assert arrival.seen is not None
        if arrival.seen.is_blank:
            raise UnreadableError(said("empty"))
        arrival.seen.encoding = entry.answers.get("encoding", "")
        found = tables_of(arrival.path, arrival.seen)
        if not arrival.table and len(found) > 1:
            raise HeldError(said("encoding_undecided"))
        return found[max(arrival.table - 1, 0)]

    def _loaded(self, export: Export, name: str, folder: Path, entry: Entry) -> Entry:
        named = entry.answers.get("columns")
        if export.question and not named:
            raise HeldError(export.question, "columns")
        header = tuple(named.split(",")) if named else export.header
        try:
            preset = self._preset(header, name, entry.answers)
        except HeldError as question:
            question.header = tuple(header or ())
            raise
        try:
            return self._mapped(export, plan(preset, header or ()), folder, entry)
        except HeldError as question:
            raise HeldError(str(question), question.question, preset) from question

    def _preset(self, header: Sequence[str] | None, name: str, answers: Mapping[str, str]) -> Preset:
        """The preset that was answered, or that the header fits, as it was answered to read."""
        wanted = answers.get("preset")
        preset = next((each for each in self.presets if each.id == wanted), None)
        chosen = preset or choose(header, name, self.presets)
        return replace(
            chosen,
            date_order=answers.get("date_order", chosen.date_order),
            decimal_mark=answers.get("decimal_mark", chosen.decimal_mark),
        )

    def _mapped(self, export: Export, how: Plan, folder: Path, entry: Entry) -> Entry:
        rows, last_line, accepted, faulty, styles = self.writer.write(export, how, folder, entry.file_id)
        counts, preset = export.counts, how.preset
        if QUESTION not in entry.answers:
            ask_if_cut(export, last_line)
        quarantined = rows - accepted + len(export.quarantined)
        _ask_if_mostly_bad(how, counts.records, quarantined, [*export.quarantined, *faulty])
        texts = export.raw([each.line for each in faulty])
        faulty = [each._replace(raw_text=texts[each.line]) for each in faulty]
        write_quarantine(folder, entry.file_id, [*export.quarantined, *faulty])
        first_on, through_on = date(self.engine.cursor(), folder, preset.object, entry.file_id)
        return replace(
            entry,
            system=preset.system,
            preset=preset.id,
            object=preset.object,
            message=" ".join(counts.notes),
            encoding=export.encoding,
            records=counts.records,
            accepted=accepted,
            quarantined=quarantined,
            blank=counts.blank,
            first_on=first_on,
            through_on=through_on,
            is_terminated=counts.is_terminated,
            header=how.header,
            columns={name: how.title(name) for name in how.columns},
            styles=styles,
            extra=how.unknown,
        )


def _belonging(entry: Entry, question: HeldError) -> Entry:
    """The entry with the preset it seems to be of, so that its feed is known to wait."""
    entry = replace(entry, question=question.question, header=question.header)
    if (preset := question.preset) is None:
        return entry
    names = {"system": preset.system, "preset": preset.id, "object": preset.object}
    return replace(entry, **names)


def waiting(folder: Path, entry: Entry, status: str, message: str) -> Entry:
    """The entry of a file that is not loaded; nothing stays in its folder."""
    for file in folder.iterdir():
        file.unlink()
    way = asked(entry.file, entry.question)
    return replace(entry, status=status, message=f"{message} {way}".strip())


def write_quarantine(folder: Path, file_id: str, rejected: Sequence[Rejected]) -> None:
    """Write the rows set aside, in the order of their lines."""
    types = {"BIGINT": pa.int64(), "VARCHAR": pa.string()}
    schema = pa.schema([(name, types[kind]) for name, kind in QUARANTINE.items()])
    rows = [dict(zip(QUARANTINE, (file_id, *each), strict=True)) for each in sorted(rejected)]
    table = pa.Table.from_pylist(rows, schema=schema)
    pq.write_table(table, folder / "quarantine.parquet", compression="zstd")


def _ask_if_mostly_bad(how: Plan, records: int, bad: int, rejected: Sequence[Rejected]) -> None:
    if records < FEW or bad <= MOSTLY * records:
        return
    reasons = [each.reason for each in rejected]
    commonest = max(sorted(set(reasons)), key=reasons.count)
    raise HeldError(said("mostly_bad", bad=bad, records=records, preset=how.preset.id, reason=commonest))
