"""Core tables over a workspace's exports, where a record's own number or address tells the person."""

from collections.abc import Callable
from typing import Any

import pytest

from assets.core.exchange_rates import exchange_rates
from assets.queries import query_text
from warehouse import DuckDBWarehouse

PERSONS = """
select person_key, coalesce(email, reference, phone, name) as customer_id from core.records
"""
TABLES = (
    *("orders", "order_lines", "returns", "order_rules", "consents", "interactions", "payments", "products"),
    *("contracts", "opportunities", "accounts", "account_contacts"),
)


@pytest.fixture
def core(night: Any) -> Callable[[], DuckDBWarehouse]:
    """Makes the core tables of what lies in the inbox."""

    def made() -> DuckDBWarehouse:
        warehouse: DuckDBWarehouse = night.run()
        for table in ("people", "records", "channels"):
            warehouse.derive(f"core.{table}", query_text(f"core/{table}"))
        warehouse.derive("core.identities", PERSONS)
        warehouse.write("core.exchange_rates", exchange_rates(warehouse=warehouse, workspace=night.workspace))
        for table in TABLES:
            warehouse.derive(f"core.{table}", query_text(f"core/{table}"))
        return warehouse

    return made
