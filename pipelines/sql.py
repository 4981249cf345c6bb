"""Each `assets/<schema>/<table>.sql` becomes an asset; the FROM clause is its lineage."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import dagster as dg
import sqlglot
from sqlglot import exp

from assets.exported import for_all_tables, for_table
from assets.reporting_day import reporting_day
from pipelines.metadata import table_metadata
from sources import OBJECTS
from warehouse import Warehouse
from warehouse.protocol import Parameter
from warehouse.workspace import Settings, Workspace

ASSETS = Path(__file__).parents[1] / "assets"
REPORTING_DAY = dg.AssetKey(["core", "reporting_day"])
LEDGER = dg.AssetKey(["raw", "exports"])


@dataclass(frozen=True)
class Query:
    """One `.sql` file and what its text says about it."""

    file: Path

    @property
    def key(self) -> dg.AssetKey:
        """Schema and table."""
        return dg.AssetKey([self.file.parent.name, self.file.stem])

    @cached_property
    def written(self) -> str:
        """What the file says."""
        return self.file.read_text("utf-8")

    @property
    def text(self) -> str:
        """The query."""
        return self.written

    @cached_property
    def tree(self) -> exp.Expression:
        """The parsed query."""
        return sqlglot.parse_one(self.text, read="duckdb")

    @property
    def description(self) -> str:
        """The first comment line."""
        return self.written.splitlines()[0].removeprefix("--").strip()

    @cached_property
    def parameters(self) -> set[str]:
        """The names after `$`."""
        return {parameter.name for parameter in self.tree.find_all(exp.Parameter, exp.Placeholder)}

    @property
    def dependencies(self) -> set[dg.AssetKey]:
        """The tables of the FROM clauses; views of the lake come with the ledger."""
        named = {(table.db, table.name) for table in self.tree.find_all(exp.Table) if table.db}
        keys = {LEDGER if schema == "lake" else dg.AssetKey([schema, name]) for schema, name in named}
        return keys | ({REPORTING_DAY} if "as_of" in self.parameters else set())

    @property
    def columns(self) -> dict[str, str]:
        """The output columns and the comments behind them."""
        select = self.tree.find(exp.Select) if not isinstance(self.tree, exp.Query) else self.tree
        assert isinstance(select, exp.Query)
        names = [column.alias_or_name for column in select.selects]
        return {name: _comment(self.written, name) for name in names}


@dataclass(frozen=True)
class Exported(Query):
    """A query of `assets/raw/each/`, spelt out for one canonical table, or, without one, for all of them."""

    table: str = ""

    @property
    def key(self) -> dg.AssetKey:
        """The canonical table, or the file's own name."""
        return dg.AssetKey(["raw", self.table or self.file.stem])

    @cached_property
    def text(self) -> str:
        """The query with the tables' own names."""
        name = self.file.stem
        return for_table(name, self.table) if self.table else for_all_tables(name)

    @property
    def description(self) -> str:
        """What is in the table, then what the file says."""
        said = super().description
        return f"{OBJECTS[self.table].description}. {said}" if self.table else said

    @property
    def columns(self) -> dict[str, str]:
        """The canonical columns with their kinds, then those that the query makes."""
        own = OBJECTS[self.table].columns if self.table else {}
        return {**own, **super().columns}


def queries(folder: Path = ASSETS) -> Iterator[Query]:
    """Every query that is a table of the night: those whose parameters the night knows."""
    known = {"as_of", *Settings.__dataclass_fields__}
    for file in sorted(folder.glob("*/*.sql")):
        if (query := Query(file)).parameters <= known:
            yield query
    for file in sorted(folder.glob("raw/each/*.sql")):
        tables = OBJECTS if file.stem == "rows" else [""]
        yield from (Exported(file, table) for table in tables)


def sql_assets() -> list[dg.AssetsDefinition]:
    """An asset for every query."""
    return [_asset(query) for query in queries()]


def _asset(query: Query) -> dg.AssetsDefinition:
    @dg.asset(
        key=query.key,
        deps=query.dependencies,
        description=query.description,
        code_version=hashlib.sha256(query.text.encode()).hexdigest()[:12],
        kinds={"duckdb", "sql"},
    )
    def derived(
        warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
    ) -> dg.MaterializeResult:  # type: ignore[type-arg]
        table = ".".join(query.key.path)
        warehouse.derive(table, query.text, _bound(query, warehouse, workspace))
        return dg.MaterializeResult(metadata=table_metadata(warehouse, table, query.columns))

    return derived


def _bound(query: Query, warehouse: Warehouse, workspace: Workspace) -> dict[str, Parameter]:
    values: dict[str, Any] = asdict(workspace.settings)
    if "as_of" in query.parameters:
        values["as_of"] = reporting_day(warehouse)
    return {name: values[name] for name in query.parameters}


def _comment(text: str, column: str) -> str:
    """The words behind `column,  -- ` in the query; the last such line is the final select's."""
    ends = (f"{column}, --", f"{column} --", f"{column},--")
    found = [line for line in (" ".join(row.split()) for row in text.splitlines()) if _names(line, ends)]
    return found[-1].partition("--")[2].strip() if found else ""


def _names(line: str, ends: tuple[str, ...]) -> bool:
    return any(line.startswith(end) or f" {end}" in line or f".{end}" in line for end in ends)
