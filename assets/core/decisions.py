"""What people decided about pairs of records."""

from dataclasses import asdict, fields

import dagster as dg
import pandas as pd

from warehouse import Warehouse
from warehouse.decisions import Decision, standing
from warehouse.decisions import decisions as kept
from warehouse.workspace import Workspace

KNOWN = "select person_key, reference from core.normalised_records order by person_key"


@dg.asset(key_prefix="core", deps=[["core", "normalised_records"]])
def decisions(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Every decision, and the current records it is about: missing where there is no such record any more."""
    names = [one.name for one in fields(Decision)]
    frame = pd.DataFrame([asdict(one) for one in kept(workspace)], columns=names)
    stands = {one.decision for one in standing(workspace)}
    if len(frame):
        known = warehouse.query(KNOWN)
        found = pd.concat([known["person_key"], known.dropna().drop_duplicates("reference")["person_key"]])
        found.index = pd.Index([*known["person_key"], *known["reference"].dropna().drop_duplicates()])
        frame = frame.assign(key_a=frame["record_a"].map(found), key_b=frame["record_b"].map(found))
    frame["stands"] = frame["decision"].isin(stands)
    kinds = {name: "datetime64[us]" if name.endswith("_on") else "str" for name in [*names, "key_a", "key_b"]}
    return frame.reindex(columns=[*kinds, "stands"]).astype({**kinds, "stands": "bool"})
