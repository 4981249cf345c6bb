"""Great Expectations as a night uses it: one context, one source per connection, little planning."""

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from warehouse import DuckDBWarehouse

PLAIN = {str, int, bool, type(None)}


def judged(warehouse: DuckDBWarehouse, table: str, expectations: Sequence[Any]) -> list[Any]:
    """The result of every expectation of a table, column by column.

    Planning costs more than the queries, and most for the values that break an expectation. What allows no
    exception is therefore only asked whether it holds: then nothing breaks it. The rest is asked for counts.
    """
    columns = [getattr(one, "column", None) for one in expectations]
    with _quiet(), _planned_lightly():
        batch = _batch(warehouse, table)
        strict = [place for place, one in enumerate(expectations) if getattr(one, "mostly", 1) == 1]
        asked = _results(batch, expectations, strict, "BOOLEAN_ONLY")
        found = {place: result for place, result in asked.items() if result.success}
        rest = [place for place in range(len(expectations)) if place not in found]
        found |= _results(batch, expectations, rest, "SUMMARY")
    return [found[place] for place in sorted(found, key=lambda place: (columns.index(columns[place]), place))]


def _results(batch: Any, expectations: Sequence[Any], places: Sequence[int], told: str) -> dict[int, Any]:
    """The results of some expectations by their places, in as much detail as is told."""
    import great_expectations as gx

    if not places:
        return {}
    copies = [_placed(expectations[place], place) for place in places]
    result = batch.validate(gx.ExpectationSuite(name="suite", expectations=copies), result_format=told)
    return {one.expectation_config.meta["place"]: one for one in result.results}


def _placed(expectation: Any, place: int) -> Any:
    """A copy, because a suite keeps the expectations it is given, that its result is known by."""
    return expectation.copy(update={"id": None, "meta": {"place": place}}, deep=True)


def _batch(warehouse: DuckDBWarehouse, table: str) -> Any:
    """The whole table as it is now; its columns may be others than the last time."""
    source = _source(warehouse)
    if table in source.get_asset_names():
        source.delete_asset(table)
    schema, name = table.split(".")
    asset = source.add_table_asset(table, table_name=name, schema_name=schema)
    return asset.get_batch(asset.build_batch_request())


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


@contextmanager
def _planned_lightly() -> Iterator[None]:
    """An expectation puts its configuration together once, not for every word that planning reads of it.

    Names and numbers, of which nearly every metric's id is made, are not searched for what JSON cannot hold.
    """
    from great_expectations.core import id_dict
    from great_expectations.expectations.expectation import Expectation

    made, full = Expectation.configuration, id_dict.convert_to_json_serializable
    known: dict[int, tuple[Any, Any]] = {}

    def configuration(one: Any) -> Any:
        if id(one) not in known:
            known[id(one)] = one, made.fget(one)  # it stays alive with its id, which no other gets then
        return known[id(one)][1]

    def convert(data: Any) -> Any:
        return data if all(type(value) in PLAIN for value in data.values()) else full(data)

    with (
        _replaced(Expectation, "configuration", property(configuration)),
        _replaced(id_dict, "convert_to_json_serializable", convert),
    ):
        yield


@contextmanager
def _replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    kept = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, kept)
