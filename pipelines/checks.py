"""One asset check per table: its suite, run inside the engine; results are counts, never values."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd

from expectations.wording import LANGUAGES, wording
from pipelines.judging import judged
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
    name = ".".join(key.path)
    suite = importlib.import_module(f"expectations.{name}").suite
    results, rows = judged(warehouse, name, suite), warehouse.count(name)
    return pd.DataFrame([_row(one, rows) for one in results], columns=list(RESULT_COLUMNS))


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


def described(keys: set[dg.AssetKey]) -> Iterator[tuple[dg.AssetKey, list[Any]]]:
    """Every suite with its table, for the data dictionary."""
    for key in sorted(keys, key=str):
        if _file(key).is_file():
            yield key, importlib.import_module(".".join(["expectations", *key.path])).suite
