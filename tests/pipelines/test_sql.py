from pathlib import Path

import dagster as dg
import pytest

from pipelines.assembly import all_assets
from pipelines.sql import REPORTING_DAY, Query, queries

QUERIES = list(queries())


def query(tmp_path: Path, text: str) -> Query:
    file = tmp_path / "mart" / "table.sql"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    return Query(file)


def test_a_file_says_everything_about_its_table(tmp_path: Path):
    one = query(
        tmp_path,
        """-- What it is.
        with recent as (select customer_id from core.orders where ordered_on < $as_of)
        select
            recent.customer_id,      -- the customer
            count(*) * $margin_rate as margin -- their margin
        from recent inner join lake.tickets on true
        group by recent.customer_id""",
    )
    assert one.key == dg.AssetKey(["mart", "table"])
    assert one.description == "What it is."
    assert one.parameters == {"as_of", "margin_rate"}
    assert one.dependencies == {
        REPORTING_DAY,
        dg.AssetKey(["core", "orders"]),
        dg.AssetKey(["raw", "exports"]),
    }
    assert one.columns == {"customer_id": "the customer", "margin": "their margin"}


@pytest.mark.parametrize("one", QUERIES, ids=lambda one: ".".join(one.key.path))
def test_every_table_of_core_and_mart_is_described(one: Query):
    assert one.written.startswith("-- ")
    assert one.description.endswith(".")
    if one.key.path[0] in {"core", "mart"}:
        assert not [name for name, comment in one.columns.items() if not comment]


def test_every_asset_is_described_owned_and_grouped():
    for asset in all_assets():
        for spec in asset.specs:
            assert spec.description, spec.key
            assert spec.owners, spec.key
            assert spec.group_name == spec.key.path[0]


def test_the_code_location_holds_together():
    from pipelines.definitions import defs

    dg.Definitions.validate_loadable(defs)
    names = {job.name for job in defs.resolve_all_job_defs()}
    assert {"nightly", "retrain"} <= names
    assert defs.resolve_schedule_def("nightly").cron_schedule == "0 2 * * *"
