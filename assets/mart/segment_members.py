"""Who belongs to which target segment."""

import dagster as dg

from warehouse import Warehouse
from warehouse.rule_sql import POPULATION, membership
from warehouse.rules import load_segments
from warehouse.workspace import Workspace


@dg.asset(key_prefix="mart", deps=[["mart", "portrait"]])
def segment_members(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """The members of every target segment of the workspace's `segments/` folder, one row each.

    Columns: segment (the file's name), customer_id.
    """
    columns = warehouse.columns(POPULATION)
    query = membership(load_segments(workspace.definitions("segments"), columns), columns)
    warehouse.derive("mart.segment_members", query.text, query.parameters)
