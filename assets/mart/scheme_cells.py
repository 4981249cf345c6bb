"""The named RFM schemes, cell by cell."""

from pathlib import Path

import dagster as dg
import pandas as pd
import yaml

from models.schemes import cells

SCHEMES = Path(__file__).parents[1] / "schemes"


@dg.asset(key_prefix="mart")
def scheme_cells() -> pd.DataFrame:
    """Which segment each combination of scores belongs to, in every scheme."""
    schemes = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted(SCHEMES.glob("*.yaml"))}
    return pd.concat([cells(key, scheme) for key, scheme in schemes.items()], ignore_index=True)
