"""Goal against actual."""

import dagster as dg
import pandas as pd

from models.goals import attainment
from warehouse.goals import checked_goals
from warehouse.workspace import Workspace


@dg.asset(key_prefix="mart", ins={"measures": dg.AssetIn(["mart", "measures"])})
def goals(measures: pd.DataFrame, workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Each goal of `goals.yaml` with its target, where it stands, and who answers for it."""
    return attainment(checked_goals(workspace.goals(), [*measures["measure"]]), measures)
