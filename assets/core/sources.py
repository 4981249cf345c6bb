"""The systems the exports came from."""

import dagster as dg
import pandas as pd

from warehouse.workspace import Workspace


@dg.asset(key_prefix="core", ins={"exports": dg.AssetIn(["raw", "exports"])})
def sources(exports: pd.DataFrame, workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Each system that sent an export, and how far its word is trusted: the higher the rank, the further."""
    systems = sorted(exports["system"].dropna().unique())
    trusted = [one for one in workspace.settings.source_trust if one in systems]
    order = [one for one in systems if one not in trusted] + trusted[::-1]
    return pd.DataFrame({"system": pd.Series(order, dtype="str"), "trust": range(len(order))})
