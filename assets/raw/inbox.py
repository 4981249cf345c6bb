"""The inbox, read into the lake."""

from dataclasses import asdict

import dagster as dg
import pandas as pd

from sources import ingest
from warehouse.workspace import Workspace

COLUMNS = {"file": "str", "file_id": "str", "is_new": "bool", "status": "str", "message": "str"}


@dg.asset(key_prefix="raw")
def inbox(context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """What lay in the inbox this time: each file by its content, and whether this run read it first."""
    reports = ingest(
        workspace.inbox,
        workspace.lake,
        workspace.definitions("presets"),
        feeds=workspace.feeds(),
        answers=workspace.answers(),
        time_zone=workspace.settings.time_zone,
    )
    for report in reports:
        if report.is_new:
            context.log.info(f"{report.file}: {report.entry.status}, {report.entry.accepted} rows")
    rows = [asdict(report.entry) | {"file": report.file, "is_new": report.is_new} for report in reports]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
