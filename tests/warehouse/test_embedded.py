import datetime as dt
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse import DuckDBWarehouse


@pytest.fixture
def warehouse() -> DuckDBWarehouse:
    one = DuckDBWarehouse()
    one.write("mart.numbers", pd.DataFrame({"n": range(10), "text": [str(i) for i in range(10)]}))
    return one


def test_write_and_read(warehouse: DuckDBWarehouse):
    assert warehouse.read("mart.numbers", ["n"], ["n"])["n"].tolist() == list(range(10))
    assert warehouse.columns("mart.numbers") == {"n": "BIGINT", "text": "VARCHAR"}
    assert warehouse.count("mart.numbers") == 10
    assert warehouse.tables() == ["mart.numbers"]


def test_derive_once_for_each_set_of_parameters(warehouse: DuckDBWarehouse):
    days = [{"as_of": dt.date(2026, 1, 1)}, {"as_of": dt.date(2026, 2, 1)}]
    warehouse.derive("mart.days", "select n, $as_of::date as as_of from mart.numbers", *days)
    assert warehouse.count("mart.days") == 20


def test_a_failing_derivation_leaves_the_table_as_it_was(warehouse: DuckDBWarehouse):
    with pytest.raises(Exception, match="nonsense"):
        warehouse.derive("mart.numbers", "select nonsense from mart.numbers")
    assert warehouse.count("mart.numbers") == 10


def test_map_goes_batch_by_batch(warehouse: DuckDBWarehouse):
    sizes: list[int] = []

    def doubled(batch: pd.DataFrame) -> pd.DataFrame:
        sizes.append(len(batch))
        return batch.assign(n=batch["n"] * 2)

    warehouse.derive("mart.many", "select range as n from range(5000)")
    warehouse.map("mart.many", doubled, "mart.doubled", batch_rows=2048)
    assert len(sizes) > 1
    assert warehouse.query("select sum(n) as total from mart.doubled")["total"].iloc[0] == 5000 * 4999


def test_map_of_nothing_keeps_the_columns(warehouse: DuckDBWarehouse):
    warehouse.map("select * from mart.numbers where n > 99", lambda batch: batch.assign(more=1), "mart.none")
    assert list(warehouse.columns("mart.none")) == ["n", "text", "more"]


def test_scan_of_files_and_of_none(warehouse: DuckDBWarehouse, tmp_path: Path):
    file = tmp_path / "it's.parquet"
    pq.write_table(pa.table({"a": [1]}), file)
    warehouse.scan("lake.some", [file], {"a": "bigint"})
    warehouse.scan("lake.none", [], {"a": "bigint"})
    assert (warehouse.count("lake.some"), warehouse.count("lake.none")) == (1, 0)


def test_fingerprints_see_content_and_not_order(warehouse: DuckDBWarehouse):
    before = warehouse.fingerprint("mart.numbers")
    warehouse.derive("mart.numbers", "select * from mart.numbers order by n desc")
    assert warehouse.fingerprint("mart.numbers") == before
    warehouse.derive(
        "mart.numbers", "select n, case when n = 3 then 'x' else text end as text from mart.numbers"
    )
    assert warehouse.fingerprint("mart.numbers") != before


def test_ids_are_kept_as_they_are_until_they_are_published(tmp_path: Path):
    warehouse = DuckDBWarehouse(tmp_path / "working.duckdb")
    ids = (
        "select 'C' || lpad(range::varchar, 9, '0') as customer_id, 'some words' as \"a.b\" from range(5000)"
    )
    warehouse.derive("mart.people", ids)
    warehouse.connection.execute("checkpoint")
    warehouse.save(tmp_path / "published.duckdb", ["mart.people"])
    found = kept_as(warehouse, "mart.people")
    assert found["customer_id"] == {"Uncompressed"}
    assert "Uncompressed" not in found["a.b"]
    with warehouse.beside(tmp_path / "published.duckdb", "published"):
        assert "Uncompressed" not in kept_as(warehouse, "published.mart.people")["customer_id"]
    warehouse.derive("mart.people", "select * from mart.people where customer_id < 'C000000010'")
    assert warehouse.count("mart.people") == 10
    with pytest.raises(Exception, match="nonsense"):
        warehouse.derive("mart.people", "select customer_id, nonsense from mart.people")
    assert warehouse.count("mart.people") == 10


def kept_as(warehouse: DuckDBWarehouse, table: str) -> dict[str, set[str]]:
    """How each column is compressed."""
    query = f"select column_name as name, compression as kind from pragma_storage_info('{table}')"
    rows = warehouse.query(f"{query} where segment_type = 'VARCHAR'")
    return rows.groupby("name")["kind"].agg(set).to_dict()
