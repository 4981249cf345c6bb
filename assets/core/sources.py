"""The systems the exports came from."""

import dagster as dg
import pandas as pd

from warehouse.workspace import Workspace


@dg.asset(key_prefix="core", ins={"exports": dg.AssetIn(["raw", "exports"])})
def sources(exports: pd.DataFrame, workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Each system that sent an export, and how far its word is trusted: by `source_trust`, else 0."""
    systems = sorted(exports["system"].dropna().unique())
    order = workspace.settings.source_trust
    ranks = {system: len(order) - place for place, system in enumerate(order)}
    trust = [ranks.get(system, 0) for system in systems]
    return pd.DataFrame({"system": pd.Series(systems, dtype="str"), "trust": pd.Series(trust, dtype="int64")})
