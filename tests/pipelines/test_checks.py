import sys
import types

import dagster as dg
import great_expectations.expectations as gxe
import pandas as pd
import pytest

from pipelines.checks import run_suite, verdict
from warehouse import DuckDBWarehouse

KEY = dg.AssetKey(["mart", "people"])
SECRET = "secret@example.com"


@pytest.fixture
def warehouse() -> DuckDBWarehouse:
    one = DuckDBWarehouse()
    one.write("mart.people", pd.DataFrame({"id": [1, 2, 2], "email": [SECRET, "b@example.com", None]}))
    return one


def results(warehouse: DuckDBWarehouse, monkeypatch: pytest.MonkeyPatch, *suite: object) -> pd.DataFrame:
    module = types.ModuleType("expectations.mart.people")
    module.suite = list(suite)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return run_suite(warehouse, KEY)


def test_what_holds_passes(warehouse, monkeypatch):
    found = results(warehouse, monkeypatch, gxe.ExpectColumnValuesToNotBeNull(column="id"))
    assert found["is_met"].all()
    assert verdict(found).passed


@pytest.mark.parametrize(
    "kind", ["bigint", "integer", "double", "decimal(18, 2)", "hugeint", "date", "timestamp"]
)
def test_every_kind_of_number_and_day_has_bounds(warehouse, monkeypatch, kind):
    value = "2026-07-01" if kind in {"date", "timestamp"} else "5"
    warehouse.derive("mart.people", f"select cast('{value}' as {kind}) as value")
    low = "2026-01-01" if kind in {"date", "timestamp"} else 0
    high = "2026-02-01" if kind in {"date", "timestamp"} else 1
    inside = gxe.ExpectColumnValuesToBeBetween(column="value", min_value=low)
    outside = gxe.ExpectColumnValuesToBeBetween(column="value", max_value=high)
    assert results(warehouse, monkeypatch, inside, outside)["is_met"].tolist() == [True, False]


def test_a_critical_failure_blocks_and_counts(warehouse, monkeypatch):
    found = results(warehouse, monkeypatch, gxe.ExpectColumnValuesToBeUnique(column="id"))
    assert found["unexpected"].tolist() == [2]
    assert verdict(found).severity == dg.AssetCheckSeverity.ERROR


def test_a_warning_does_not_block(warehouse, monkeypatch):
    found = results(warehouse, monkeypatch, gxe.ExpectColumnValuesToBeUnique(column="id", severity="warning"))
    assert not verdict(found).passed
    assert verdict(found).severity == dg.AssetCheckSeverity.WARN


def test_what_cannot_be_evaluated_has_failed(warehouse, monkeypatch):
    found = results(warehouse, monkeypatch, gxe.ExpectColumnValuesToBeBetween(column="missing", min_value=0))
    assert not found["is_met"].any()


def test_unexpected_rows_are_counted(warehouse, monkeypatch):
    rows = gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select * from {batch} where id = 2", description="no twos"
    )
    found = results(warehouse, monkeypatch, rows)
    assert found.loc[0, ["expectation", "unexpected"]].tolist() == ["no twos", 2]


def test_no_value_leaves_a_check(warehouse, monkeypatch):
    suite = [
        gxe.ExpectColumnValuesToMatchRegex(column="email", regex="^nobody"),
        gxe.UnexpectedRowsExpectation(unexpected_rows_query="select * from {batch}", description="none"),
    ]
    found = results(warehouse, monkeypatch, *suite)
    assert not found["is_met"].any()
    assert SECRET not in found.to_csv() + repr(verdict(found).metadata)


def test_a_suite_can_run_twice(warehouse, monkeypatch):
    one = gxe.ExpectColumnValuesToNotBeNull(column="id")
    assert results(warehouse, monkeypatch, one).equals(results(warehouse, monkeypatch, one))


def test_exceptions_that_are_allowed_are_counted_where_it_holds(warehouse, monkeypatch):
    most = gxe.ExpectColumnValuesToNotBeNull(column="email", mostly=0.5)
    strict = gxe.ExpectColumnValuesToNotBeNull(column="id")
    found = results(warehouse, monkeypatch, most, strict)
    assert found["is_met"].all()
    assert found["unexpected"].tolist() == [1, 0]


def test_every_result_has_its_place_column_by_column(warehouse, monkeypatch):
    suite = [
        gxe.ExpectColumnValuesToBeUnique(column="id"),
        gxe.ExpectColumnValuesToNotBeNull(column="email"),
        gxe.ExpectColumnValuesToBeBetween(column="id", min_value=0),
        gxe.ExpectTableRowCountToEqual(value=4),
        gxe.ExpectColumnValuesToNotBeNull(column="missing"),
    ]
    found = results(warehouse, monkeypatch, *suite)
    assert found["column"].tolist() == ["id", "id", "email", "", "missing"]
    assert found["is_met"].tolist() == [False, True, False, False, False]
    assert found["unexpected"].tolist() == [2, 0, 1, 1, 1]


def test_a_suite_leaves_expectations_as_they_were(warehouse, monkeypatch):
    one = gxe.ExpectColumnValuesToNotBeNull(column="id")
    results(warehouse, monkeypatch, one)
    assert one.configuration is not one.configuration
    assert one.id is None
