"""An export's rows, typed, into the canonical Parquet file."""

from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow.parquet as pq

from sources import straight
from sources.export import Export, Rejected
from sources.faults import MISSING
from sources.planning import Plan
from sources.staging import Stage, stage, staged
from sources.styles import decide, unusual
from sources.typed import Typing

MOSTLY = 0.5
ENOUGH = 10_000
STAGED = "staged.arrow"


class Written(NamedTuple):
    """The rows, the last one's line, how many are good; the others without text; the columns' styles."""

    rows: int
    last_line: int
    accepted: int
    faulty: list[Rejected]
    styles: dict[str, str]


@dataclass(frozen=True)
class Writer:
    """Types rows on an engine, or the short way where every value is plain."""

    engine: duckdb.DuckDBPyConnection
    short_way: bool = True

    def write(self, export: Export, how: Plan, folder: Path, file_id: str) -> Written:
        """Write `<object>.parquet` into the folder. Raises HeldError, UnreadableError."""
        target = folder / f"{how.preset.object}.parquet"
        if self.short_way and straight.is_straight(how):
            try:
                rows, last_line = straight.write(staged(export, how), how, file_id, target)
                return Written(rows, last_line, rows, [], {})
            except straight.Unusual:
                pass
        rows_staged = stage(export, how, folder / STAGED)
        done = self._typed(rows_staged, how, target, file_id)
        rows_staged.path.unlink()
        return done

    def _typed(self, staged: Stage, how: Plan, target: Path, file_id: str) -> Written:
        engine = self.engine.cursor()

        def rows() -> duckdb.DuckDBPyRelation:
            return engine.from_arrow(staged.reader())

        doubted: set[str] = unusual(rows, how) | staged.traced
        while True:
            styles = decide(rows, how, doubted)
            typing = Typing(how, styles, file_id)
            good = _write(typing, staged, engine, target)
            bad = np.setdiff1d(staged.lines, good, assume_unique=True)
            faulty = typing.faulty(engine.from_arrow(staged.rows(_some(bad, staged)))) if len(bad) else []
            surprises = {fault.column for _, fault in faulty if fault.code != MISSING} - doubted
            if not surprises:
                rejected = [Rejected(line, "", fault.code, fault.reason) for line, fault in faulty]
                last_line = int(staged.lines.max(initial=0))
                return Written(len(staged.lines), last_line, len(good), rejected, styles)
            doubted |= surprises


def _write(typing: Typing, staged: Stage, engine: duckdb.DuckDBPyConnection, target: Path) -> np.ndarray:
    """Write the rows without a fault; their lines. The engine would take memory with the file's length."""
    groups = (typing.good(engine.from_arrow(group)).to_arrow_table() for group in staged.groups())
    first, lines = next(groups), []
    with pq.ParquetWriter(target, first.schema, **straight.encoding(first.schema)) as writer:
        for rows in chain([first], groups):
            writer.write_table(rows)
            lines.append(rows.column("line").to_numpy().copy())  # a view would keep all columns alive
    return np.concatenate(lines)


def _some(bad: np.ndarray, staged: Stage) -> np.ndarray:
    """The bad lines, or enough of them to tell why the file cannot be read."""
    return bad if len(bad) <= MOSTLY * len(staged.lines) else bad[:ENOUGH]
