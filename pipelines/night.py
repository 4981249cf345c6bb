"""One night in this process: lock, ingest, derive, check, publish, and an account of it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import dagster as dg

from pipelines.assembly import assemble
from pipelines.faults import ANOTHER_RUN, LATE, REFUSED, explain
from pipelines.progress import Progress, step_logger
from pipelines.resources import AnotherRun, Tables, working_warehouse
from pipelines.unrecorded import unrecorded
from warehouse import DuckDBWarehouse, snapshots
from warehouse.workspace import Workspace

ORDERS = ("raw.orders", "raw.order_lines")
NO_ORDERS = (
    "No order has come yet, and everything here starts from orders: put an export of them into inbox/ and run"
    " again. 尚无订单：请将订单导出文件放入 inbox/ 后重新运行。"
)
BOOKS = ("file", "preset", "records", "loaded", "quarantined", "duplicate", "blank")


@dataclass(frozen=True)
class NightResult:
    """What came of one night."""

    ok: bool
    exit_code: int
    message: str
    snapshot_id: str | None = None
    as_of: dt.date | None = None
    files: list[dict[str, Any]] = field(default_factory=list)
    people: int = 0
    records: int = 0
    failed_checks: list[str] = field(default_factory=list)


def run(workspace: Workspace, as_of: dt.date | None = None, progress: Progress | None = None) -> NightResult:
    """Run the whole loop; whatever fails, the published snapshot goes on serving."""
    try:
        with working_warehouse(workspace) as warehouse:
            return _night(workspace, warehouse, as_of, progress)
    except AnotherRun as error:
        return _failure(workspace, ANOTHER_RUN, str(error), [])


def _night(
    workspace: Workspace, warehouse: DuckDBWarehouse, as_of: dt.date | None, progress: Progress | None
) -> NightResult:
    resources = {"workspace": workspace, "warehouse": warehouse, "io_manager": Tables(warehouse)}
    nightly = assemble(resources, {"steps": step_logger(progress)}).resolve_job_def("nightly")
    with unrecorded() as instance:
        result = nightly.execute_in_process(
            instance=instance, run_config=_configuration(as_of), raise_on_error=False
        )
    if result.success:
        return _success(workspace, warehouse)
    return _without_orders(workspace, warehouse, result) or _stopped(workspace, result)


def _configuration(as_of: dt.date | None) -> dict[str, Any]:
    day = {"core__reporting_day": {"config": {"as_of": as_of.isoformat()}}} if as_of else {}
    return {"ops": day, "loggers": {"steps": {}}}


def _success(workspace: Workspace, warehouse: DuckDBWarehouse) -> NightResult:
    published = snapshots.current(workspace)
    assert published is not None
    late = _late(warehouse)
    books = warehouse.read("raw.this_run", columns=BOOKS, order_by=["file"])
    return NightResult(
        ok=True,
        exit_code=LATE if late else 0,
        message=" ".join([f"Published snapshot {published.id}. 快照 {published.id} 已发布。", *late]),
        snapshot_id=published.id,
        as_of=published.as_of,
        files=[dict(zip(BOOKS, row, strict=True)) for row in books.astype(object).itertuples(index=False)],
        people=warehouse.count("core.customers"),
        records=warehouse.count("core.records"),
    )


def _late(warehouse: DuckDBWarehouse) -> list[str]:
    """A sentence for each required feed that is late, frozen or empty."""
    query = "select feed, sentence_en, sentence_zh from mart.feeds where is_required and state <> 'current'"
    found = warehouse.query(f"{query} order by feed").itertuples()
    return [f"Required feed 必需来源 {row.feed}: {row.sentence_en} {row.sentence_zh}" for row in found]


def _without_orders(
    workspace: Workspace, warehouse: DuckDBWarehouse, result: dg.ExecuteInProcessResult
) -> NightResult | None:
    """What there is to say where a check stopped the night for the one reason that no order ever came."""
    is_checked = any(map(_blocks, result.get_asset_check_evaluations()))
    there = warehouse.tables()
    if not is_checked or "raw.files" not in there:
        return None
    if any(warehouse.count(name) for name in ORDERS if name in there):
        return None
    query = "select object, sum(loaded) as n from raw.files where loaded > 0 group by object order by object"
    rows = warehouse.query(query).to_dict("records")
    came = [f"{int(row['n']):,} {str(row['object']).replace('_', ' ')}" for row in rows]
    return _failure(workspace, LATE, f"{NO_ORDERS} Loaded so far 已载入: {', '.join(came) or '0'}.", [])


def _stopped(workspace: Workspace, result: dg.ExecuteInProcessResult) -> NightResult:
    checks = [one for one in result.get_asset_check_evaluations() if _blocks(one)]
    if checks:
        failed = [f"{'.'.join(one.asset_key.path)}: {', '.join(_named(one))}" for one in checks]
        return _failure(workspace, REFUSED, f"A check failed 校验未通过: {'; '.join(failed)}.", failed)
    failure = next(event for event in result.all_events if event.is_step_failure)
    exit_code, message = explain(failure)
    return _failure(workspace, exit_code, message, [])


def _blocks(check: dg.AssetCheckEvaluation) -> bool:
    return not check.passed and bool(check.blocking) and check.severity == dg.AssetCheckSeverity.ERROR


def _named(check: dg.AssetCheckEvaluation) -> list[str]:
    value = check.metadata["failed"].value
    return [str(one) for one in value] if isinstance(value, list) else []


def _failure(workspace: Workspace, exit_code: int, what: str, failed: list[str]) -> NightResult:
    serving = snapshots.current(workspace)
    still = (
        f"Snapshot {serving.id} still serves. 快照 {serving.id} 继续提供服务。"
        if serving
        else "Nothing has been published yet. 尚未发布任何结果。"
    )
    return NightResult(
        ok=False,
        exit_code=exit_code,
        message=f"{what} {still}",
        snapshot_id=serving.id if serving else None,
        as_of=serving.as_of if serving else None,
        failed_checks=failed,
    )
