"""One export into one folder of the lake: `<object>.parquet` and `quarantine.parquet`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sources.answers import asked
from sources.arriving import Arrival
from sources.canonical import QUARANTINE
from sources.completing import QUESTION, ask_if_cut
from sources.dating import date
from sources.detection import choose
from sources.export import Export, HeldError, Rejected, UnreadableError
from sources.faults import MISSING
from sources.ledger import Entry
from sources.mapping import Preset
from sources.opening import tables_of
from sources.planning import Plan, plan
from sources.staging import Stage, stage
from sources.styles import decide, unusual
from sources.typed import Typing
from sources.words import said

MOSTLY = 0.5
FEW = 20
ENOUGH = 10_000
STAGED = "staged.arrow"


@dataclass(frozen=True)
class Loader:
    """Reads exports by these presets on this engine, each into a folder of its own below `working`."""

    presets: Sequence[Preset]
    engine: duckdb.DuckDBPyConnection
    working: Path

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
        return tables_of(arrival.path, arrival.seen)[max(arrival.table - 1, 0)]

    def _loaded(self, export: Export, name: str, folder: Path, entry: Entry) -> Entry:
        named = entry.answers.get("columns")
        if export.question and not named:
            raise HeldError(export.question, "columns")
        header = tuple(named.split(",")) if named else export.header
        preset = self._preset(header, name, entry.answers)
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
        staged = stage(export, how, folder / STAGED)
        accepted, faulty, styles = self._typed(staged, how, folder, entry.file_id)
        staged.path.unlink()
        counts, preset = export.counts, how.preset
        if QUESTION not in entry.answers:
            ask_if_cut(export, int(staged.lines.max(initial=0)))
        quarantined = len(staged.lines) - accepted + len(export.quarantined)
        _ask_if_mostly_bad(how, counts.records, quarantined, [*export.quarantined, *faulty])
        texts = export.raw([each.line for each in faulty])
        faulty = [each._replace(raw_text=texts[each.line]) for each in faulty]
        _write_quarantine(folder, entry.file_id, [*export.quarantined, *faulty])
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
            columns={name: how.title(name) for name in how.columns},
            styles=styles,
            extra=how.unknown,
        )

    def _typed(
        self, staged: Stage, how: Plan, folder: Path, file_id: str
    ) -> tuple[int, list[Rejected], dict[str, str]]:
        """How many rows are good; the others, still without their text; the styles they were read in."""
        engine, target = self.engine.cursor(), folder / f"{how.preset.object}.parquet"

        def rows() -> duckdb.DuckDBPyRelation:
            return engine.from_arrow(staged.reader())

        doubted: set[str] = unusual(rows, how) | staged.traced
        while True:
            styles = decide(rows, how, doubted)
            typing = Typing(how, styles, file_id)
            typing.good(rows()).write_parquet(str(target), compression="zstd")
            good = pq.read_table(target, columns=["line"]).column("line").to_numpy()
            bad = np.setdiff1d(staged.lines, good, assume_unique=True)
            faulty = typing.faulty(engine.from_arrow(staged.rows(_some(bad, staged)))) if len(bad) else []
            surprises = {fault.column for _, fault in faulty if fault.code != MISSING} - doubted
            if not surprises:
                rejected = [Rejected(line, "", fault.code, fault.reason) for line, fault in faulty]
                return len(good), rejected, styles
            doubted |= surprises


def _some(bad: np.ndarray, staged: Stage) -> np.ndarray:
    """The bad lines, or enough of them to tell why the file cannot be read."""
    return bad if len(bad) <= MOSTLY * len(staged.lines) else bad[:ENOUGH]


def _belonging(entry: Entry, question: HeldError) -> Entry:
    """The entry with the preset it seems to be of, so that its feed is known to wait."""
    if (preset := question.preset) is None:
        return replace(entry, question=question.question)
    names = {"system": preset.system, "preset": preset.id, "object": preset.object}
    return replace(entry, question=question.question, **names)


def waiting(folder: Path, entry: Entry, status: str, message: str) -> Entry:
    """The entry of a file that is not loaded; nothing stays in its folder."""
    for file in folder.iterdir():
        file.unlink()
    way = asked(entry.file, entry.question)
    return replace(entry, status=status, message=f"{message} {way}".strip())


def _write_quarantine(folder: Path, file_id: str, rejected: Sequence[Rejected]) -> None:
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
