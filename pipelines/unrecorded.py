"""Where a night of one process keeps its events: nowhere, for its result carries them."""

from collections.abc import Sequence
from typing import Any

import dagster as dg
from dagster._core.instance import InstanceType
from dagster._core.launcher.sync_in_memory_run_launcher import SyncInMemoryRunLauncher
from dagster._core.run_coordinator import DefaultRunCoordinator
from dagster._core.storage.event_log import InMemoryEventLogStorage
from dagster._core.storage.noop_compute_log_manager import NoOpComputeLogManager
from dagster._core.storage.root import TemporaryLocalArtifactStorage
from dagster._core.storage.runs import InMemoryRunStorage


class NoEvents(InMemoryEventLogStorage):
    """Takes every event and knows of none: writing and searching them is most of what Dagster costs."""

    asset_records_have_last_observation = True

    def store_event(self, event: dg.EventLogEntry) -> None:
        """Forget it."""

    def get_asset_records(self, asset_keys: Sequence[dg.AssetKey] | None = None) -> Sequence[Any]:  # noqa: ARG002
        """None, as before the first run."""
        return []


def unrecorded() -> dg.DagsterInstance:
    """`DagsterInstance.ephemeral()`, which also forgets everything when it is left, without its event log."""
    return dg.DagsterInstance(
        instance_type=InstanceType.EPHEMERAL,
        local_artifact_storage=TemporaryLocalArtifactStorage(),  # type: ignore[no-untyped-call]
        run_storage=InMemoryRunStorage(),
        event_storage=NoEvents(),
        compute_log_manager=NoOpComputeLogManager(),
        run_coordinator=DefaultRunCoordinator(),
        run_launcher=SyncInMemoryRunLauncher(),
    )
