"""No suite is content with an empty table, nor with rows that say nothing."""

import importlib
import re
import shutil
from collections.abc import Iterator

import dagster as dg
import great_expectations.expectations as gxe
import pytest

from pipelines.assembly import all_assets
from pipelines.checks import EXPECTATIONS, run_suite
from sources import OBJECTS
from warehouse import DuckDBWarehouse

TABLES = sorted(
    f"{file.parent.name}.{file.stem}" for file in EXPECTATIONS.glob("*/*.py") if file.stem != "__init__"
)
MAY_BE_EMPTY = {
    "core.decisions": "nobody need have decided on a pair",
    "core.households": "customers may all live alone",
    "core.id_aliases": "before the first merge no id has another name",
    "core.id_events": "on the first night nothing has happened to an id",
    "core.order_rules": "no order need be a test or wholesale",
    "core.record_links": "no record need have gone into another",
    "core.review_pairs": "no pair need be in doubt",
    "core.scored_pairs": "exact keys may settle every record",
    "mart.campaign_arms": "no campaign need be old enough to be judged",
    "mart.campaign_offers": "the company need plan no campaign",
    "mart.contract_churn": "the company need have no running contract",
    "mart.drift": "there is nothing to compare with before a model was trained",
    "mart.goals": "the company need set no goals",
    "mart.model_versions": "with little history no model is trained",
    "mart.movement_steps": "on the first night nothing has moved",
    "mart.own_features": "the company need have no features of its own",
    "mart.plan_choices": "nobody need be worth an offer",
    "mart.rfm_earlier": "everybody may have come within the last month",
    "mart.risk_movement": "on the first night nothing has moved",
    "mart.save_desk": "no valuable customer need be waiting",
    "mart.save_desk_earlier": "on the first night there are no alerts from before",
    "mart.season": "without a model no level is told",
    "mart.season_set": "with little history there is no day to tell the season from",
    "mart.standing_earlier": "on the first night nobody stood anywhere before",
    "mart.track_record": "before the first prediction falls due there is nothing to grade",
    "mart.value_challenger": "the challenger need not have won",
    "mart.value_movement": "on the first night there is nothing to compare with",
    "raw.drift": "no column need have changed",
    "raw.quarantine": "no row need have been set aside",
    "raw.repeats": "no record need have come twice",
    "raw.revisions": "no file need have replaced another",
}
"""Tables that an honest company may have without rows, and why."""
RULES = (gxe.UnexpectedRowsExpectation,)
FLOORS = (gxe.ExpectTableRowCountToBeBetween, gxe.ExpectTableRowCountToEqual, *RULES)
FILLED = (gxe.ExpectColumnValuesToNotBeNull,)
"""All other kinds count rows, or look only at values that are there."""
SOURCES = re.compile(r"\b(?:from|join)\s+((?:raw|core|mart)\.\w+)")


@pytest.fixture(scope="module")
def warehouse(published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBWarehouse]:
    """A night's tables, with a row wherever this company had nothing to export."""
    workspace, _ = published
    file = tmp_path_factory.mktemp("floors") / "warehouse.duckdb"
    shutil.copyfile(workspace.store / "warehouse.duckdb", file)
    one = DuckDBWarehouse(file)
    for table in OBJECTS:
        one.connection.execute(
            f"insert into raw.exports (object, status, accepted) values ('{table}', 'loaded', 1)"
        )
        one.connection.execute(f"insert into raw.{table} (is_current) values (true)")
    one.connection.execute("insert into core.people (account_ref) values ('A1')")
    one.connection.execute("insert into core.contracts (is_cancelled) values (false)")
    one.connection.execute("insert into mart.plan_choices (customer_number) values (1)")
    one.connection.execute("insert into mart.movement_steps (cause) values ('orders')")
    yield one
    one.close()


def is_noticed(warehouse: DuckDBWarehouse, table: str, rows: int, kinds: tuple[type, ...]) -> bool:
    """Whether the table's expectations of some kinds notice that it has only rows without values."""
    schema, name = table.split(".")
    module = importlib.import_module(f"expectations.{table}")
    execute = warehouse.connection.execute
    execute(f"alter table {table} rename to kept")
    try:
        execute(f"create table {table} as from {schema}.kept limit 0")
        for _ in range(rows):
            execute(f"insert into {table} default values")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "suite", [one for one in module.suite if isinstance(one, kinds)])
            results = run_suite(warehouse, dg.AssetKey([schema, name])) if module.suite else None
        return results is not None and not results["is_met"].all()
    finally:
        execute(f"drop table {table}; alter table {schema}.kept rename to {name}")


def test_the_night_has_every_table_and_every_floor_is_met(warehouse: DuckDBWarehouse) -> None:
    assert set(TABLES) <= set(warehouse.tables())
    for table in TABLES:
        results = warehouse.read("checks." + table.replace(".", "__"))
        floors = results[results["expectation"].str.startswith("not empty")]
        assert floors["is_met"].all(), table


def test_an_empty_table_is_noticed_unless_it_may_be_empty(warehouse: DuckDBWarehouse) -> None:
    quiet = {table for table in TABLES if not is_noticed(warehouse, table, 0, FLOORS)}
    assert quiet - set(MAY_BE_EMPTY) == set(), "these suites need a floor (expectations/floors.py)"
    assert set(MAY_BE_EMPTY) - quiet == set(), "these have a floor, and are no exceptions any more"


def test_rows_without_values_are_noticed(warehouse: DuckDBWarehouse) -> None:
    quiet = [table for table in TABLES if not is_noticed(warehouse, table, 2, FILLED)]
    assert [table for table in quiet if not is_noticed(warehouse, table, 2, RULES)] == []


def before(key: dg.AssetKey, parents: dict[dg.AssetKey, set[dg.AssetKey]]) -> set[dg.AssetKey]:
    """Every table that is made before this one."""
    found: set[dg.AssetKey] = set()
    waiting = {key}
    while waiting:
        found |= waiting
        waiting = {parent for one in waiting for parent in parents.get(one, set())} - found
    return found


def test_a_suite_reads_only_tables_that_are_made_before_it_runs() -> None:
    specs = [spec for asset in all_assets() for spec in asset.specs]
    parents = {spec.key: {dep.asset_key for dep in spec.deps} for spec in specs}
    for table in TABLES:
        suite = importlib.import_module(f"expectations.{table}").suite
        rules = [one for one in suite if isinstance(one, gxe.UnexpectedRowsExpectation)]
        read = {source for rule in rules for source in SOURCES.findall(str(rule.unexpected_rows_query))}
        made = {".".join(one.path) for one in before(dg.AssetKey(table.split(".")), parents)}
        assert read <= made, f"{table} reads {read - made}"
