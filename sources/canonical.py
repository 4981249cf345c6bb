"""The canonical tables of the lake: their columns, kinds and keys, as `canonical.yaml` declares them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TYPES = {
    "identifier": "VARCHAR",
    "phone": "VARCHAR",
    "text": "VARCHAR",
    "moment": "TIMESTAMP",
    "date": "DATE",
    "flag": "BOOLEAN",
    "integer": "BIGINT",
    "money": "DECIMAL(18,2)",
    "price": "DECIMAL(18,4)",
    "quantity": "DECIMAL(18,3)",
    "number": "DECIMAL(30,8)",
    "real": "DOUBLE",
}
"""`number` and `real` are of no canonical column: a table typed as it is has them (`convert --typed`)."""
CODES = ("identifier", "phone")
MOMENTS = ("moment", "date")
NUMBERS = ("money", "price", "quantity", "integer", "number", "real")
FIRST = {"file_id": "VARCHAR", "line": "BIGINT", "system": "VARCHAR"}
LAST = {"extra": "VARCHAR"}
QUARANTINE = {
    "file_id": "VARCHAR",
    "line": "BIGINT",
    "raw_text": "VARCHAR",
    "reason_code": "VARCHAR",
    "reason": "VARCHAR",
}
DAYS = {"file_id": "VARCHAR", "happened_on": "DATE", "records": "BIGINT"}


@dataclass(frozen=True)
class Canonical:
    """One table of the lake: its columns with their kinds, and what identifies a record and its person."""

    description: str
    columns: dict[str, str]
    key: tuple[str, ...]
    required: tuple[str, ...]
    """Columns without which a row is of no use."""
    expected: tuple[str, ...] = ()
    """Columns that a row must have where its file has them."""
    instead: tuple[str, ...] = ()
    """Columns that stand in, in this order, where the file has no key column (of one)."""
    otherwise: tuple[str, ...] = ()
    """What identifies a record whose (one) key column is blank; without it, that is never a repeat."""
    person: tuple[str, ...] = ()
    """The columns that tell whom the record is about: number, e-mail, phone and perhaps name."""
    is_grouped: bool = False
    """Whether several rows of one file may bear one key; then the newest file's rows are current."""

    @property
    def identity(self) -> tuple[str, ...]:
        """All columns that may tell a record from another."""
        return (*self.key, *self.otherwise)

    @property
    def schema(self) -> dict[str, str]:
        """Column → SQL type, as the Parquet files have them."""
        return FIRST | {name: TYPES[kind] for name, kind in self.columns.items()} | LAST


def _declared() -> dict[str, Canonical]:
    content = yaml.load(Path(__file__).with_suffix(".yaml").read_text("utf-8"), yaml.CSafeLoader)
    kinds = {name: kind for kind, names in content["kinds"].items() for name in names.split()}
    return {name: _table(table, content["runs"], kinds) for name, table in content["tables"].items()}


def _table(table: Mapping[str, Any], runs: Mapping[str, str], kinds: Mapping[str, str]) -> Canonical:
    key = tuple(table["key"].split())
    own = {
        name: tuple(table.get(name, "").split()) for name in ("expected", "instead", "otherwise", "person")
    }
    always = key if len(key) == 1 and not own["otherwise"] else ()
    return Canonical(
        table["is"],
        {name: kinds.get(name, "text") for name in _spelt_out(table["columns"], runs)},
        key,
        (*always, *table.get("required", "").split()),
        is_grouped=table.get("is_grouped", False),
        **own,
    )


def _spelt_out(names: str, runs: Mapping[str, str]) -> Iterator[str]:
    for name in names.split():
        if name.startswith("$"):
            yield from _spelt_out(runs[name[1:]], runs)
        else:
            yield name


OBJECTS = _declared()


def lake_schemas() -> dict[str, dict[str, str]]:
    """Each table of the lake, and its columns' SQL types."""
    return {name: table.schema for name, table in OBJECTS.items()} | {"quarantine": QUARANTINE, "days": DAYS}
