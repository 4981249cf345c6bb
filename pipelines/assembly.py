"""All assets, checks, jobs, schedules and sensors over a given set of resources."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

import assets
from pipelines.checks import suite_checks
from pipelines.jobs import JOBS, nightly_schedule
from pipelines.policy import with_policy
from pipelines.publishing import publishing_asset
from pipelines.sensors import inbox_sensor
from pipelines.sql import sql_assets
from warehouse.workspace import Settings


def all_assets() -> list[dg.AssetsDefinition]:
    """Queries, functions, and the publishing that waits for them all."""
    functions = dg.load_assets_from_package_module(assets)
    content = [*sql_assets(), *(one for one in functions if isinstance(one, dg.AssetsDefinition))]
    keys = {key for one in content for key in one.keys}
    return with_policy([*content, publishing_asset(keys)])


def assemble(
    resources: Mapping[str, Any],
    loggers: Mapping[str, dg.LoggerDefinition] | None = None,
    time_zone: str = Settings.time_zone,
) -> dg.Definitions:
    """The whole pipeline against these resources; it runs in one process, for one process may write."""
    content = all_assets()
    return dg.Definitions(
        assets=content,
        asset_checks=suite_checks({key for one in content for key in one.keys}),
        jobs=JOBS,
        schedules=[nightly_schedule(time_zone)],
        sensors=[inbox_sensor],
        resources=resources,
        loggers=loggers,
        executor=dg.in_process_executor,
    )
