"""Two exports of one feed side by side: how many records come again, and how many of them read otherwise."""

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


@dataclass(frozen=True)
class Comparison:
    """How the records (by their keys) of a newer file stand to those of an older one."""

    old: str
    new: str
    before: int
    after: int
    shared: int
    changed: int
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
    before, after = (_marked(engine, lake, each).set_alias(name) for each, name in ((old, "o"), (new, "n")))
    both = before.join(after, ColumnExpression("o.key") == ColumnExpression("n.key"))
    changed = both.filter(ColumnExpression("o.mark") != ColumnExpression("n.mark"))
    return Comparison(
        old.file_id,
        new.file_id,
        before=_count(before),
        after=_count(after),
        shared=_count(both),
        changed=_count(changed),
        editions=_editions(old, new),
    )


def is_fresh(comparison: Comparison | None, old: Entry, new: Entry) -> bool:
    """Whether neither file has been read anew since they were compared."""
    return comparison is not None and comparison.editions == _editions(old, new)


def _editions(*entries: Entry) -> str:
    return " ".join(f"{each.recipe}:{each.accepted}" for each in entries)


def _marked(engine: duckdb.DuckDBPyConnection, lake: Path, entry: Entry) -> duckdb.DuckDBPyRelation:
    """Each key with a mark of all its rows, whatever their order."""
    table = OBJECTS[entry.object]
    content = [ColumnExpression(name) for name in table.schema if name not in ROW]
    key = FunctionExpression("row", *(ColumnExpression(name) for name in table.identity)).alias("key")
    mark = FunctionExpression("hash", *content).cast("HUGEINT").alias("mark")
    rows = engine.read_parquet([str(file) for file in row_files(lake, entry)]).select(key, mark)
    total = FunctionExpression("sum", ColumnExpression("mark")).alias("mark")
    return rows.aggregate([ColumnExpression("key"), total])


def _count(rows: duckdb.DuckDBPyRelation) -> int:
    found = rows.count("*").fetchone()
    return int(found[0]) if found else 0
