"""What the suites cost beside Great Expectations on pandas: python -m benchmarks.checks [--rows N].

The tables are those of a simulated company, repeated under new numbers. The peer runs the same suite less the
rules in SQL, which it has no way to run.
"""

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import great_expectations as gx
import great_expectations.expectations as gxe

from benchmarks.defects.office import Office
from benchmarks.measuring import alone, say
from pipelines.checks import described, run_suite
from simulation import simulate
from warehouse import DuckDBWarehouse

DAY = 20_635
KEYS = {
    "raw.orders": "order_id",
    "raw.order_lines": "order_id",
    "raw.customers": "record_id",
    "core.orders": "order_id",
    "core.people": "person_key",
}


BESIDE = ("raw.contacts", "raw.leads")
"""Tables that these suites look into."""


def write(file: Path, folder: Path, rows: int) -> None:
    """The tables of a company of 300 customers, each repeated to `rows` rows."""
    simulate(folder, 300, 7)
    office = Office(folder)
    office.send({}, DAY)
    office.tables("orders").save(file, ["raw.exports", *BESIDE, *KEYS])
    large = DuckDBWarehouse(file)
    for table, key in KEYS.items():
        times = rows // large.count(table) + 1
        anew = f"{key} || '-' || n as {key}"
        repeated = f"select few.* replace ({anew}) from {table} as few, range({times}) as t(n)"
        large.derive(table, f"{repeated} limit {rows}")
    large.close()


def suites() -> Mapping[str, list[Any]]:
    """The suites of these tables."""
    keys = {dg.AssetKey(table.split(".")) for table in KEYS}
    return {".".join(key.path): suite for key, suite in described(keys)}


def ours(file: Path, table: str) -> dict[str, int]:
    """Run a suite as the night does."""
    warehouse = DuckDBWarehouse(file)
    results = run_suite(warehouse, dg.AssetKey(table.split(".")))
    return {"expectations": len(results), "unmet": int((~results["is_met"]).sum())}


def pandas(file: Path, table: str, suite: list[Any]) -> dict[str, int]:
    """Run the same suite, less its rules, over a frame."""
    frame = DuckDBWarehouse(file).read(table)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    kept = [one for one in suite if not isinstance(one, gxe.UnexpectedRowsExpectation)]
    results = batch.validate(gx.ExpectationSuite(name="suite", expectations=kept))
    return {"expectations": len(results.results), "unmet": sum(not one.success for one in results.results)}


def main() -> None:
    """One line for each table and way."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--peer", nargs="*", default=["raw.orders"], help="tables to run on pandas too")
    arguments, known = parser.parse_args(), suites()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tables.duckdb"
        alone(lambda: write(file, Path(folder) / "company", arguments.rows))
        for table in KEYS:
            say(
                benchmark="checks",
                case="ours",
                table=table,
                rows=arguments.rows,
                **alone(lambda table=table: ours(file, table)),
            )
        for table in arguments.peer:
            case = alone(lambda table=table: pandas(file, table, known[table]))
            say(benchmark="checks", case="pandas", table=table, rows=arguments.rows, **case)


if __name__ == "__main__":
    main()
