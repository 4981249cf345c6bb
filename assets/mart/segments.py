"""The target segments: what they mean and how many belong to them."""

import dagster as dg
import pandas as pd

from warehouse import Warehouse
from warehouse.rule_sql import POPULATION
from warehouse.rules import DESCRIBED, describe, load_segments
from warehouse.workspace import Workspace

COLUMNS = ("segment", *DESCRIBED, "definition", "definition_sha256")


@dg.asset(key_prefix="mart", deps=[["mart", "portrait"], ["mart", "segment_members"]])
def segments(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Each target segment with its definition as it was evaluated this night, and its size.

    Columns: segment, name_en, name_zh, description_en, description_zh, purpose, owner, members, share (of all
    customers), definition (JSON of the file and those it refers to), definition_sha256.
    """
    known = load_segments(workspace.definitions("segments"), warehouse.columns(POPULATION))
    described = pd.DataFrame(describe(known), columns=COLUMNS, dtype="str")
    sizes = warehouse.query("select segment, count(*) as members from mart.segment_members group by segment")
    table = described.merge(sizes, on="segment", how="left").sort_values("segment", ignore_index=True)
    table["members"] = table["members"].fillna(0).astype("int64")
    table["share"] = table["members"] / max(warehouse.count(POPULATION), 1)
    return table
