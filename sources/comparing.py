"""Two exports of one feed side by side: which records came, went or read otherwise, and by how many rows."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, FunctionExpression

from sources.canonical import OBJECTS
from sources.ledger import Entry, row_files

FILE = "comparisons.json"
ROW = ("file_id", "line")
EDITION = "2"
"""Of the comparison itself: another one compares anew."""


@dataclass(frozen=True)
class Comparison:
    """How the records (by their keys) of a newer file stand to those of an older one."""

    old: str
    new: str
    before: int
    after: int
    shared: int
    changed: int
    rows_came: int = 0
    """Rows of the newer file that the older one has not; as often as they stand there."""
    rows_went: int = 0
    editions: str = ""
    """How both files were read, as far as that may vary."""

    @property
    def again(self) -> float:
        """The share of the older file's records that come again."""
        return self.shared / self.before if self.before else 0.0


Compare = Callable[[Entry, Entry], Comparison | None]


def remembered(lake: Path) -> dict[tuple[str, str], Comparison]:
    """The comparisons made so far."""
    file = lake / FILE
    found = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return {(each["old"], each["new"]): Comparison(**each) for each in found}


def remember(lake: Path, comparisons: Iterable[Comparison]) -> None:
    """Write them aside and rename."""
    rows = [asdict(each) for each in sorted(comparisons, key=lambda each: (each.new, each.old))]
    aside = lake / f".{FILE}"
    aside.write_text(json.dumps(rows, indent=1), "utf-8")
    aside.replace(lake / FILE)


def measure(engine: duckdb.DuckDBPyConnection, lake: Path, old: Entry, new: Entry) -> Comparison:
    """Compare two loaded files of the same table."""
    rows = [_marked(engine, lake, each) for each in (old, new)]
    before, after = (each.set_alias(name) for each, name in zip(map(_records, rows), "on", strict=True))
    both = before.join(after, ColumnExpression("o.key") == ColumnExpression("n.key"))
    changed = both.filter(ColumnExpression("o.mark") != ColumnExpression("n.mark"))
    went, came = _difference(*rows)
    return Comparison(
        old.file_id,
        new.file_id,
        before=_count(before),
        after=_count(after),
        shared=_count(both),
        changed=_count(changed),
        rows_came=came,
        rows_went=went,
        editions=_editions(old, new),
    )


def is_fresh(comparison: Comparison | None, old: Entry, new: Entry) -> bool:
    """Whether neither file has been read anew since they were compared."""
    return comparison is not None and comparison.editions == _editions(old, new)


def _editions(*entries: Entry) -> str:
    return " ".join([EDITION, *(f"{each.recipe}:{each.accepted}" for each in entries)])


def _marked(engine: duckdb.DuckDBPyConnection, lake: Path, entry: Entry) -> duckdb.DuckDBPyRelation:
    """Each row as its record's key and a mark of what it says."""
    table = OBJECTS[entry.object]
    content = [ColumnExpression(name) for name in table.schema if name not in ROW]
    key = FunctionExpression("row", *(ColumnExpression(name) for name in table.identity)).alias("key")
    mark = FunctionExpression("hash", *content).cast("HUGEINT").alias("mark")
    return engine.read_parquet([str(file) for file in row_files(lake, entry)]).select(key, mark)


def _records(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Each key with a mark of all its rows, whatever their order."""
    total = FunctionExpression("sum", ColumnExpression("mark")).alias("mark")
    return rows.aggregate([ColumnExpression("key"), total])


def _difference(old: duckdb.DuckDBPyRelation, new: duckdb.DuckDBPyRelation) -> tuple[int, int]:
    """How many rows only the older file has, and how many only the newer."""
    before, after = (each.select(ColumnExpression("mark")) for each in (old, new))
    return _count(before.except_(after)), _count(after.except_(before))


def _count(rows: duckdb.DuckDBPyRelation) -> int:
    found = rows.count("*").fetchone()
    return int(found[0]) if found else 0
