"""How far each system is believed about each field."""

import dagster as dg
import pandas as pd

from warehouse.workspace import Workspace

FIELDS = (
    "name", "email", "phone", "company", "address", "birth_on", "gender", "owner", "level", "source_channel",
)  # fmt: skip


@dg.asset(key_prefix="core", ins={"sources": dg.AssetIn(["core", "sources"])})
def field_trust(sources: pd.DataFrame, workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Each system's rank of trust for each field: its own order from `field_trust`, else `source_trust`."""
    own = workspace.settings.field_trust
    general = dict(zip(sources["system"], sources["trust"], strict=True))
    rows = [
        (system, field, ranks.get(system, 0))
        for field in FIELDS
        for ranks in [general | _ranks(own.get(field, ()), max(general.values(), default=0))]
        for system in sorted(general)
    ]
    return pd.DataFrame(rows, columns=["system", "field", "trust"]).astype({"system": "str", "field": "str"})


def _ranks(order: tuple[str, ...], above: int) -> dict[str, int]:
    """The systems that are named for a field stand above all others, the first one highest."""
    return {system: above + 1 + place for place, system in enumerate(reversed(order))}
