"""One asset check per table: its suite, run inside the engine; results are counts, never values."""

import copy
import importlib
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd

from expectations.wording import LANGUAGES, wording
from warehouse import DuckDBWarehouse

EXPECTATIONS = Path(__file__).parents[1] / "expectations"
RESULT_COLUMNS = (
    *("expectation", "column", "severity", "rows", "unexpected", "is_met"),
    *("kind", "sentence_en", "sentence_zh", "advice_en", "advice_zh"),
)


def suite_checks(keys: set[dg.AssetKey]) -> list[dg.AssetChecksDefinition]:
    """A check for every asset that has a suite."""
    return [_check(key) for key in sorted(keys, key=str) if _file(key).is_file()]


def _file(key: dg.AssetKey) -> Path:
    return EXPECTATIONS.joinpath(*key.path).with_suffix(".py")


def _check(key: dg.AssetKey) -> dg.AssetChecksDefinition:
    @dg.asset_check(asset=key, name="suite", blocking=True, description=f"The suite of {'.'.join(key.path)}.")
    def suite(warehouse: dg.ResourceParam[DuckDBWarehouse]) -> dg.AssetCheckResult:
        results = run_suite(warehouse, key)
        warehouse.write("checks." + "__".join(key.path), results)
        return verdict(results)

    return suite


def verdict(results: pd.DataFrame) -> dg.AssetCheckResult:
    """Failed expectations that are critical block the run; the others warn."""
    failed = results[~results["is_met"]]
    is_blocking = bool((failed["severity"] == "critical").any())
    return dg.AssetCheckResult(
        passed=failed.empty,
        severity=dg.AssetCheckSeverity.ERROR if is_blocking else dg.AssetCheckSeverity.WARN,
        metadata={
            "expectations": len(results),
            "failed": [
                f"{row.sentence_en} {row.sentence_zh}: {row.unexpected}" for row in failed.itertuples()
            ],
        },
    )


def run_suite(warehouse: DuckDBWarehouse, key: dg.AssetKey) -> pd.DataFrame:
    """One row for each expectation of the table's suite.

    expectation, column, severity; rows of the table; unexpected: those that break it, also where so many may
    (1 where the whole table does); is_met; its kind, sentence and advice in words. An expectation that could
    not be evaluated counts as not met.
    """
    module = importlib.import_module(".".join(["expectations", *key.path]))
    schema, table = key.path
    with _quiet():
        source, name = _source(warehouse), f"{schema}.{table}"
        if name in source.get_asset_names():
            source.delete_asset(name)
        asset = source.add_table_asset(name, table_name=table, schema_name=schema)
        batch = asset.get_batch(asset.build_batch_request())
        result = batch.validate(_suite(module.suite), result_format="SUMMARY")
    rows = warehouse.count(name)
    return pd.DataFrame([_row(one, rows) for one in result.results], columns=list(RESULT_COLUMNS))


def _suite(expectations: list[Any]) -> Any:
    """Copies, because a suite keeps the expectations it is given and a run may follow a run."""
    import great_expectations as gx

    return gx.ExpectationSuite(name="suite", expectations=[copy.copy(one) for one in expectations])


def _row(result: Any, rows: int) -> dict[str, Any]:
    config = result.expectation_config
    said = wording(config)
    return {
        "expectation": config.description or config.type,
        "column": str(config.kwargs.get("column") or ",".join(config.kwargs.get("column_list", []))),
        "severity": config.severity.value,
        "rows": rows,
        "unexpected": _unexpected(result),
        "is_met": bool(result.success),
        "kind": said.group,
        **{f"sentence_{language}": text for language, text in said.sentence.items()},
        **{f"advice_{language}": (said.advice or {}).get(language) for language in LANGUAGES},
    }


def _unexpected(result: Any) -> int:
    """How many rows break it; where that is no count of rows, 1 or 0."""
    details = result.result or {}
    found = details.get("unexpected_count")
    if result.expectation_config.type == "unexpected_rows_expectation":
        found = details.get("observed_value")
    return int(found) if isinstance(found, int) else int(not result.success)


def _source(warehouse: DuckDBWarehouse) -> Any:
    """One data source per connection; making one takes longer than running a small suite."""
    from pipelines.shared_duckdb import CONNECTIONS, url

    name = f"warehouse_{id(warehouse.connection)}"
    sources = _context().data_sources
    if name in sources.all() and CONNECTIONS.get(name) is warehouse.connection:
        return sources.get(name)
    if name in sources.all():
        sources.delete(name)
    return sources.add_sql(name, connection_string=url(name, warehouse.connection))


@cache
def _context() -> Any:
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    # Every new table would write the whole configuration out as YAML, into a memory nobody reads.
    vars(context)["_save_project_config"] = lambda: None
    return context


@contextmanager
def _quiet() -> Iterator[None]:
    """Great Expectations warns about its own internals; nothing of it is about the data."""
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def described(keys: set[dg.AssetKey]) -> Iterator[tuple[dg.AssetKey, list[Any]]]:
    """Every suite with its table, for the data dictionary."""
    for key in sorted(keys, key=str):
        if _file(key).is_file():
            yield key, importlib.import_module(".".join(["expectations", *key.path])).suite
