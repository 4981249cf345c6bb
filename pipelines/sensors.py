"""A run when something new lies complete in the inbox."""

import hashlib
from pathlib import Path

import dagster as dg

from pipelines.jobs import NIGHTLY
from warehouse.workspace import Workspace


@dg.sensor(job=NIGHTLY, minimum_interval_seconds=60, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Start the night when the inbox holds other files than before and none of them is still growing."""
    now = inbox_state(Workspace.open().inbox)
    seen, _, served = (context.cursor or "::").partition("::")
    context.update_cursor(f"{now}::{served if now != seen else now}")
    if not now or now == served:
        return dg.SkipReason("Nothing new in the inbox.")
    if now != seen:
        return dg.SkipReason(
            "The inbox is still changing; waiting until it has stayed the same for a minute."
        )
    return dg.RunRequest(run_key=now)


def inbox_state(inbox: Path) -> str:
    """A mark of all files and their content; empty for an empty inbox."""
    files = sorted(file for file in inbox.rglob("*") if file.is_file() and not file.name.startswith("."))
    marks = [f"{file.relative_to(inbox)}:{_sha256(file)}" for file in files]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest() if marks else ""


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
