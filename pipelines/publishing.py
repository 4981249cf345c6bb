"""The last asset of the night: everything people read, published as one snapshot."""

from collections.abc import Iterable

import dagster as dg

from assets import identity_standard
from assets.reporting_day import reporting_day
from assets.reports.checked import HISTORY, checked
from assets.reports.quality_page import render
from warehouse import DuckDBWarehouse, id_store, receipts, snapshots
from warehouse.registry import registries
from warehouse.workspace import Workspace

KEPT_INSIDE = {"raw": {"files", "arrivals", "quarantine", "revisions", "drift"}}


def publishing_asset(keys: Iterable[dg.AssetKey]) -> dg.AssetsDefinition:
    """An asset that waits for all others, and so for every blocking check, and publishes them."""
    waited = sorted(keys, key=str)

    @dg.asset(
        key=["reports", "snapshot"], deps=waited, description="The published, immutable results of the night."
    )
    def snapshot(
        warehouse: dg.ResourceParam[DuckDBWarehouse], workspace: dg.ResourceParam[Workspace]
    ) -> dg.MaterializeResult:  # type: ignore[type-arg]
        as_of = reporting_day(warehouse)
        id_store.commit(workspace, as_of, warehouse.read("ledger.changed"), warehouse.read("ledger.news"))
        identity_standard.commit(workspace, as_of, warehouse)
        for registry in registries(workspace):
            registry.confirm()
        report = warehouse.read("reports.manager").iloc[0]
        checks, nights = checked(warehouse, workspace, as_of, map(".".join, (key.path for key in waited)))
        warehouse.write(HISTORY, nights)
        published = snapshots.publish(
            workspace,
            warehouse,
            published_tables(waited, warehouse),
            {
                snapshots.REPORT: str(report["page"]),
                snapshots.CONTENT: str(report["content"]),
                snapshots.QUALITY: render(checks),
            },
            as_of,
        )
        receipts.keep(workspace, warehouse, published)
        return dg.MaterializeResult(metadata={"snapshot": published.id})

    return snapshot


def published_tables(keys: Iterable[dg.AssetKey], warehouse: DuckDBWarehouse) -> list[str]:
    """All tables of `core` and `mart`, the books of the files, and what the checks counted."""
    shown = [".".join(key.path) for key in keys if _is_shown(*key.path)]
    return sorted(shown + [table for table in warehouse.tables() if table.startswith("checks.")])


def _is_shown(schema: str, table: str) -> bool:
    return schema in {"core", "mart"} or table in KEPT_INSIDE.get(schema, set())
