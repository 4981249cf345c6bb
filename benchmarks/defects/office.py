"""The raw and core tables of one feed, and their suites."""

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd

from assets.core.contact_points import contact_points
from assets.core.exchange_rates import exchange_rates
from assets.raw.drift import drift
from assets.raw.exports import exports
from assets.raw.inbox import inbox
from assets.raw.revisions import revisions
from pipelines.checks import EXPECTATIONS, run_suite
from pipelines.sql import queries
from warehouse import DuckDBWarehouse
from warehouse.workspace import Workspace

ALONE = """
select person_key, 'C' || printf('%09d', row_number() over (order by person_key)) as customer_id
from core.records
"""
"""Every record is its own person: whom the night would join does not matter to what is checked here."""
BOOKS = ("files", "exports", "revisions", "drift", "quarantine")
CORE = {
    "orders": ("orders", "order_lines", "order_rules", "records"),
    "order_lines": ("orders", "order_lines", "order_rules", "records", "consents"),
    "customers": ("people", "records", "contact_points", "people_once", "normalised_records", "consents"),
    "contacts": ("people", "records", "contact_points", "people_once", "normalised_records", "consents"),
    "tickets": ("tickets", "records"),
    "campaign_members": ("campaign_members", "consents", "records"),
}
"""The core tables that each canonical table feeds."""
LATER = ("normalised_records", "order_rules")
"""Those that read others of them."""


@dataclass(frozen=True)
class Context:
    """As much of a run as the inbox asks for."""

    log: logging.Logger


class Office:
    """One company's workspace, to which files are sent."""

    def __init__(self, home: Path) -> None:
        (home / "inbox").mkdir(parents=True, exist_ok=True)
        (home / "regulars.toml").touch()
        self.workspace = Workspace.open(home)

    def send(self, files: Mapping[str, bytes], day: int) -> None:
        """Put files into the inbox, written on a day, and read them."""
        for name, content in files.items():
            path = self.workspace.inbox / name
            path.write_bytes(content)
            os.utime(path, (day * 86_400, day * 86_400))
        self.inbox = _bare(inbox)(Context(logging.getLogger("defects")), workspace=self.workspace)

    def copy(self, home: Path) -> "Office":
        """The same company elsewhere."""
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.workspace.home, home)
        return Office(home)

    def tables(self, kind: str) -> DuckDBWarehouse:
        """The raw tables, and the core tables that one canonical table feeds."""
        warehouse = DuckDBWarehouse()
        warehouse.write("raw.inbox", self.inbox)
        warehouse.write("raw.exports", _bare(exports)(warehouse=warehouse, workspace=self.workspace))
        warehouse.write("raw.revisions", _bare(revisions)(workspace=self.workspace))
        warehouse.write("raw.drift", _bare(drift)(workspace=self.workspace))
        for table, text in _raw():
            warehouse.derive(table, text)
        self._core(warehouse, {"people", "records", *CORE[kind]})
        return warehouse

    def _core(self, warehouse: DuckDBWarehouse, wanted: set[str]) -> None:
        for table in ("people", "records", "channels"):
            warehouse.derive(f"core.{table}", _core_query(table))
        warehouse.derive("core.identities", ALONE)
        if "contact_points" in wanted:
            _bare(contact_points)(warehouse=warehouse, workspace=self.workspace)
        if "orders" in wanted:
            rates = _bare(exchange_rates)(warehouse=warehouse, workspace=self.workspace)
            warehouse.write("core.exchange_rates", rates)
        for table in sorted(
            wanted - {"people", "records", "contact_points"}, key=lambda one: (one in LATER, one)
        ):
            warehouse.derive(f"core.{table}", _core_query(table))


def checked(warehouse: DuckDBWarehouse, kind: str) -> pd.DataFrame:
    """The unmet expectations of the books, of the canonical table and of what it feeds."""
    keys = [*(["raw", name] for name in (*BOOKS, kind)), *(["core", name] for name in CORE[kind])]
    found = [
        run_suite(warehouse, dg.AssetKey(key)).assign(table=".".join(key))
        for key in keys
        if EXPECTATIONS.joinpath(*key).with_suffix(".py").is_file()
    ]
    results = pd.concat(found, ignore_index=True)
    return results[~results["is_met"]]


def _bare(asset: Any) -> Any:
    """The asset's own function."""
    return asset.op.compute_fn.decorated_fn


@cache
def _raw() -> tuple[tuple[str, str], ...]:
    """The raw tables and their queries, each after those it reads."""
    found = {query.key: query for query in queries() if query.key.path[0] == "raw"}
    order = TopologicalSorter({key: query.dependencies & set(found) - {key} for key, query in found.items()})
    return tuple((".".join(key.path), found[key].text) for key in order.static_order())


@cache
def _core_query(table: str) -> str:
    return dict(_core_queries())[table]


def _core_queries() -> Iterator[tuple[str, str]]:
    return ((query.key.path[1], query.text) for query in queries() if query.key.path[0] == "core")
