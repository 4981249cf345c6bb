"""What the assets are run against: one company's workspace and the database of the run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import duckdb
import pandas as pd
from filelock import FileLock, Timeout

from pipelines.metadata import table_metadata
from warehouse import DuckDBWarehouse, Warehouse
from warehouse.errors import BilingualError
from warehouse.registry import registries
from warehouse.workspace import Workspace


class AnotherRun(BilingualError):
    """The working file belongs to a run that is still going on."""


class Tables(dg.IOManager):
    """Frames cross between assets as tables, by name."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse

    def handle_output(self, context: dg.OutputContext, obj: pd.DataFrame) -> None:
        """Replace the asset's table."""
        table = ".".join(context.asset_key.path)
        self.warehouse.write(table, obj)
        context.add_output_metadata(table_metadata(self.warehouse, table))

    def load_input(self, context: dg.InputContext) -> pd.DataFrame:
        """Read a table, its rows in the order of its first column."""
        table = ".".join(context.asset_key.path)
        return self.warehouse.read(table, order_by=list(self.warehouse.columns(table))[:1])


@contextmanager
def working_warehouse(workspace: Workspace) -> Iterator[DuckDBWarehouse]:
    """The database of the run, held alone; what a failed run promoted is forgotten.

    Raises AnotherRun naming the holder.
    """
    workspace.store.mkdir(parents=True, exist_ok=True)
    with alone(workspace):
        for registry in registries(workspace):
            registry.forget()
        warehouse = _opened(workspace)
        try:
            yield warehouse
        finally:
            warehouse.close()


@contextmanager
def alone(workspace: Workspace) -> Iterator[None]:
    """The workspace's lake and working file for this process only. Raises AnotherRun naming the holder.

    The kernel drops the lock with its process, so no crash leaves a stale one.
    """
    holder = workspace.store / "run.holder"
    lock = FileLock(workspace.store / "run.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        name = holder.read_text("utf-8").strip() if holder.is_file() else "unknown"
        raise AnotherRun(
            f"Another run (process {name}) is working on {workspace.home}: wait until it has ended.",
            f"另一任务（进程 {name}）正在运行，请等待其结束。",
        ) from error
    try:
        holder.write_text(str(os.getpid()), "utf-8")
        yield
    finally:
        lock.release()


def _opened(workspace: Workspace) -> DuckDBWarehouse:
    """All of the working file can be made again from the lake, so a broken one is simply replaced."""
    file = workspace.working_file
    try:
        return DuckDBWarehouse(file, workspace.settings.memory_limit)
    except duckdb.Error:
        for leftover in (file, file.with_name(file.name + ".wal")):
            leftover.unlink(missing_ok=True)
        return DuckDBWarehouse(file, workspace.settings.memory_limit)


@dg.resource(description="The company's folder, named by REGULARS_HOME.")
def workspace_resource(_: dg.InitResourceContext) -> Workspace:
    """The workspace of this deployment."""
    return Workspace.open()


@dg.resource(required_resource_keys={"workspace"}, description="The database of the run.")
def warehouse_resource(context: dg.InitResourceContext) -> Iterator[DuckDBWarehouse]:
    """The working warehouse, locked for the run."""
    with working_warehouse(context.resources.workspace) as warehouse:
        yield warehouse


@dg.io_manager(required_resource_keys={"warehouse"})
def tables_resource(context: dg.InitResourceContext) -> Tables:
    """Tables by name in the working warehouse."""
    return Tables(context.resources.warehouse)
