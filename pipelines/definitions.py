"""The code location: everything the scheduler knows."""

import dagster as dg

from pipelines.assembly import assemble
from pipelines.resources import tables_resource, warehouse_resource, workspace_resource

defs: dg.Definitions = assemble(
    {"workspace": workspace_resource, "warehouse": warehouse_resource, "io_manager": tables_resource}
)
