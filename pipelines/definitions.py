"""The code location: everything the scheduler knows."""

import dagster as dg

from pipelines.assembly import assemble
from pipelines.resources import tables_resource, warehouse_resource, workspace_resource
from warehouse.errors import ConfigurationError
from warehouse.workspace import Settings, Workspace

RESOURCES = {"workspace": workspace_resource, "warehouse": warehouse_resource, "io_manager": tables_resource}


def _time_zone() -> str:
    """The company's own, where this deployment has a workspace already."""
    try:
        return Workspace.open().settings.time_zone
    except ConfigurationError:
        return Settings.time_zone


defs: dg.Definitions = assemble(RESOURCES, time_zone=_time_zone())
