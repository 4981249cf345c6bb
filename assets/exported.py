"""The queries that are alike for every canonical table: written once in `raw/each/`, spelt out by name.

In them `each` stands for the table; `each.record_key` for what identifies a record, `each.place` for where
a delivery of it lies, `each.newest` for the place of the newest; `each.reference` and `each.person_name` for
whom it is about; a column that a table lacks is null.
"""

from collections.abc import Sequence
from functools import reduce

import sqlglot
from sqlglot import exp

from assets.queries import query_text
from sources import OBJECTS, Canonical

EACH = "each"
MADE = ("is_current", "person_key")
"""Columns that `raw/each/rows.sql` adds."""
LINES = 10_000_000_000
"""More than a file has lines."""
KEYED = 5
"""How many texts make a `text_key`."""


def for_table(name: str, table: str) -> str:
    """The query of `raw/each/` for one table."""
    return _text(_spelt_out(_written(name), table))


def for_all_tables(name: str) -> str:
    """The query of `raw/each/` for every table, one below the other."""
    found: list[exp.Query] = [_spelt_out(_written(name), table) for table in OBJECTS]
    return _text(reduce(lambda one, other: exp.union(one, other, distinct=False), found))


def _text(query: exp.Query) -> str:
    return str(query.sql("duckdb", comments=False))


def _written(name: str) -> exp.Select:
    return sqlglot.parse_one(query_text(f"raw/each/{name}"), read="duckdb", into=exp.Select)


def _spelt_out(query: exp.Select, table: str) -> exp.Select:
    canonical = OBJECTS[table]

    def named(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Table) and node.name == EACH:
            return exp.table_(table, db=node.db, alias=EACH)
        if isinstance(node, exp.Literal) and node.name == EACH:
            return exp.Literal.string(table)
        if isinstance(node, exp.Column) and node.table == EACH and not isinstance(node.this, exp.Star):
            return _column(node, canonical)
        return node

    return query.transform(named)


def _column(column: exp.Column, canonical: Canonical) -> exp.Expression:
    """The column itself, what it stands for, or null."""
    reference, *_, last = canonical.person or ("", "")
    match column.name:
        case "record_key":
            return _record_key(canonical)
        case "place":
            return _place(canonical)
        case "newest":
            return _newest(canonical)
        case "reference":
            return _own(reference, canonical)
        case "person_name":
            return _own(last if last != "phone" else "", canonical)
        case name if name in (*canonical.schema, *MADE):
            return column
    return exp.null()


def _place(canonical: Canonical) -> exp.Expression:
    """The file's edition, and the line in it where a key is one row."""
    edition = exp.column("edition", "exports")
    return edition if canonical.is_grouped else edition * LINES + exp.column("line", EACH)


def _newest(canonical: Canonical) -> exp.Expression:
    """The last place; of records that say when they were changed, that of the last change."""
    place = _place(canonical)
    if "modified_at" not in canonical.columns or canonical.is_grouped:
        return exp.func("max", place)
    said = f"coalesce({EACH}.modified_at, cast(exports.through_on as timestamp), timestamp '1900-01-01')"
    freshness = sqlglot.parse_one(said, read="duckdb")
    return exp.func("max_by", place, exp.Tuple(expressions=[freshness, place.copy()]))


def _own(name: str, canonical: Canonical) -> exp.Expression:
    return exp.column(name, EACH) if name in canonical.columns else exp.null()


def _record_key(canonical: Canonical) -> exp.Expression:
    """The one key column, or a hash of several; where the one may be blank, a hash of what stands in."""
    if len(canonical.key) > 1:
        return _hash(canonical.key)
    own = exp.column(canonical.key[0], EACH)
    return exp.func("coalesce", own, _hash(canonical.otherwise)) if canonical.otherwise else own


def _hash(names: Sequence[str]) -> exp.Expression:
    """`text_key` of the columns; it takes five, so that what is more goes into another one."""
    texts = [exp.cast(exp.column(name, EACH), "varchar") for name in names]
    texts += [exp.null()] * (KEYED - len(texts))
    key = exp.func("text_key", *texts[:KEYED])
    return key if len(texts) <= KEYED else exp.func("text_key", key, *texts[KEYED:], *_nulls(len(texts)))


def _nulls(count: int) -> list[exp.Expression]:
    return [exp.null()] * (2 * KEYED - 1 - count)
