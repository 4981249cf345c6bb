"""Rows set aside, repaired by a person: they enter under their own file and line.

The repaired rows lie in a folder of their own next to the file's, so taking it away undoes the repair.
"""

import csv
import json
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sources.canonical import MOMENTS, NUMBERS, OBJECTS
from sources.export import Batch, HeldError, Rejected
from sources.ledger import REPAIRED, WORKING, Entry, ledger, sweep
from sources.loading import write_quarantine
from sources.mapping import Preset
from sources.planning import Plan, plan
from sources.staging import staged
from sources.typed import Typing
from sources.words import said

FILE, LINE, REASON = "quarantine_file", "quarantine_line", "quarantine_reason"
DELIMITERS = ",;\t|"

Row = Sequence[str]


@dataclass(frozen=True)
class Repair:
    """What a replay did for one file: rows that count now, and those still set aside with their reasons."""

    file: str
    repaired: int
    still: tuple[Rejected, ...]


@dataclass(frozen=True)
class _Rows:
    """Repaired rows as an export: the fields by position, under their own lines."""

    rows: Mapping[int, Row]

    def batches(self, columns: Sequence[int]) -> Iterator[Batch]:
        """All rows at once."""
        cells = {f"c{each}": [row[each] or None for row in self.rows.values()] for each in columns}
        arrays = [pa.array(values, pa.string()) for values in cells.values()]
        yield Batch(pa.Table.from_arrays(arrays, names=list(cells)), np.array(list(self.rows), np.int64))


def set_aside(lake: Path, entry: Entry) -> list[Rejected]:
    """The rows of a file that are set aside now."""
    own = lake / entry.file_id / "quarantine.parquet"
    repaired = lake / f"{entry.file_id}{REPAIRED}" / "quarantine.parquet"
    file = repaired if repaired.is_file() else own
    return _rejected(file) if file.is_file() else []


def _rejected(file: Path) -> list[Rejected]:
    return [Rejected(*list(row.values())[1:]) for row in pq.read_table(file).to_pylist()]


def write_repairs(lake: Path, entry: Entry, target: Path) -> int:
    """The rows set aside as a CSV to edit, with file, line and reason; how many. It is personal."""
    rows = set_aside(lake, entry)
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([FILE, LINE, REASON, *entry.header])
        for each in rows:
            writer.writerow(
                [entry.file_id, each.line, each.reason, *_fields(each.raw_text, len(entry.header))]
            )
    return len(rows)


def _fields(text: str, width: int) -> list[str]:
    """The record's fields by the delimiter that comes nearest to the width; more or fewer stay visible."""
    readings = [next(csv.reader([text], delimiter=mark), [""]) for mark in DELIMITERS]
    return min(readings, key=lambda fields: (abs(len(fields) - width), -len(fields)))


def replay(
    lake: Path, presets: Collection[Preset], source: Path, engine: duckdb.DuckDBPyConnection
) -> list[Repair]:
    """Enter the rows of an edited CSV. Raises HeldError with what is wrong in it, and then enters nothing."""
    entries = {entry.file_id: entry for entry in ledger(lake) if entry.status == "loaded"}
    given = _given(source, entries)
    sweep(lake)
    return [_replayed(lake, presets, entries[file_id], rows, engine) for file_id, rows in given.items()]


def _given(source: Path, entries: Mapping[str, Entry]) -> dict[str, dict[int, Row]]:
    found: dict[str, dict[int, Row]] = {}
    with source.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        header = next(reader, [])
        if header[:3] != [FILE, LINE, REASON]:
            raise HeldError(said("no_repairs", columns=f"{FILE}, {LINE}, {REASON}"))
        for number, row in enumerate(reader, start=2):
            entry = entries.get(row[0]) if row else None
            if entry is None or not row[1].isdigit() or list(entry.header) != header[3:]:
                raise HeldError(said("repair_unknown", row=number))
            if len(row) != len(header):
                raise HeldError(said("repair_ragged", row=number, found=len(row) - 3, width=len(header) - 3))
            found.setdefault(entry.file_id, {})[int(row[1])] = row[3:]
    return found


def _replayed(
    lake: Path,
    presets: Collection[Preset],
    entry: Entry,
    rows: Mapping[int, Row],
    engine: duckdb.DuckDBPyConnection,
) -> Repair:
    """Build the folder of the repaired rows aside, those of earlier replays included, and rename it."""
    place, folder = lake / f"{entry.file_id}{REPAIRED}", lake / WORKING / f"{entry.file_id}{REPAIRED}"
    folder.mkdir()
    earlier = json.loads((place / "rows.json").read_text("utf-8")) if place.is_dir() else {}
    base = {each.line: each for each in _rejected(lake / entry.file_id / "quarantine.parquet")}
    merged: dict[int, Row] = {**{int(line): row for line, row in earlier.items()}, **rows}
    merged = {line: merged[line] for line in sorted(merged) if line in base}
    faulty = _write(folder, entry, _how(presets, entry), merged, engine)
    repaired = [line for line in merged if line not in faulty]
    still = [
        each._replace(code=faulty[line].code, reason=faulty[line].reason) if line in faulty else each
        for line, each in base.items()
        if line not in set(repaired)
    ]
    write_quarantine(folder, entry.file_id, still)
    (folder / "rows.json").write_text(json.dumps(merged, ensure_ascii=False, sort_keys=True), "utf-8")
    (folder / "repaired.json").write_text(json.dumps({"repaired": len(repaired)}), "utf-8")
    shutil.rmtree(place, ignore_errors=True)
    folder.rename(place)
    waiting = tuple(each for each in still if each.line in rows)
    return Repair(entry.file, len(set(repaired) & rows.keys()), waiting)


def _how(presets: Collection[Preset], entry: Entry) -> Plan:
    preset = next((each for each in presets if each.id == entry.preset), None)
    if preset is None:
        raise HeldError(said("repair_preset", preset=entry.preset))
    written = {name: entry.answers.get(name) for name in ("date_order", "decimal_mark")}
    date_order, decimal_mark = (written[name] or getattr(preset, name) for name in written)
    return plan(replace(preset, date_order=date_order, decimal_mark=decimal_mark), entry.header)


def _write(
    folder: Path, entry: Entry, how: Plan, rows: Mapping[int, Row], engine: duckdb.DuckDBPyConnection
) -> dict[int, Rejected]:
    """Write the good rows; the others by line, with what is wrong."""
    usual = {name: "year_first" for name, kind in how.kinds.items() if kind in MOMENTS}
    usual |= {name: "english" for name, kind in how.kinds.items() if kind in NUMBERS}
    typing = Typing(how, usual | dict(entry.styles), entry.file_id)
    table = pa.concat_tables(staged(_Rows(rows), how))  # type: ignore[arg-type]
    target = folder / f"{entry.object}.parquet"
    typing.good(engine.from_arrow(table)).write_parquet(str(target), compression="zstd")
    faulty = typing.faulty(engine.from_arrow(table))
    return {line: Rejected(line, "", fault.code, fault.reason) for line, fault in faulty}


def undo(lake: Path, entry: Entry) -> bool:
    """Set the repaired rows of a file aside again; whether there were any."""
    place = lake / f"{entry.file_id}{REPAIRED}"
    is_there = place.is_dir()
    shutil.rmtree(place, ignore_errors=True)
    return is_there


def again(lake: Path, presets: Collection[Preset], entry: Entry, engine: duckdb.DuckDBPyConnection) -> None:
    """After a file was read anew: its repairs once more, for those rows that are still set aside."""
    if (lake / f"{entry.file_id}{REPAIRED}").is_dir() and entry.object in OBJECTS:
        _replayed(lake, presets, entry, {}, engine)
