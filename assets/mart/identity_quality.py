"""How right the merging of records is."""

import dagster as dg
import pandas as pd

from models.identity_quality import identity_quality as measured


@dg.asset(key_prefix="mart", ins={"evidence": dg.AssetIn(["mart", "identity_evidence"])})
def identity_quality(evidence: pd.DataFrame) -> pd.DataFrame:
    """Precision and recall with intervals, alarms of merging too much, and the pairs that wait."""
    return measured({str(name): int(value) for name, value in evidence.iloc[0].items()})
