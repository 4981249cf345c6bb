"""The company in numbers."""

from pathlib import Path

import dagster as dg
import pandas as pd
import yaml

DEFINITIONS = Path(__file__).parents[1] / "measures.yaml"
COLUMNS = ["measure", "name_en", "name_zh", "value", "unit", "definition_en", "definition_zh"]


@dg.asset(key_prefix="mart", ins={"values": dg.AssetIn(["mart", "measure_values"])})
def measures(values: pd.DataFrame) -> pd.DataFrame:
    """Every measure with its value, its unit and its definition in two languages."""
    definitions = yaml.safe_load(DEFINITIONS.read_text("utf-8"))
    rows = [{"measure": key, "value": values[key].iloc[0], **of} for key, of in definitions.items()]
    frame = pd.DataFrame(rows).rename(columns={"en": "name_en", "zh": "name_zh"})
    return frame.astype({"value": "float64"})[COLUMNS]
