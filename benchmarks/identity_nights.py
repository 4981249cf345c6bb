"""Who is who in the night: python -m benchmarks.identity_nights [RECORDS ...].

simulation.registry as a night's records, contact points in normal form: a first night that learns the
standard, then one with 1 % of the records new and another 1 % corrected, and the same by the same standard
with nothing remembered. Each night in a process of its own, over a workspace as the nightly run has it.
"""

import datetime as dt
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from assets import identity_standard
from assets.core.matches import matches
from assets.core.record_forms import record_forms
from benchmarks.measuring import alone, say
from models.contacts import contact_points
from models.dates import normalised_day
from models.matching.quality import pairwise
from models.record_forms import TOLD
from simulation.registry import registry
from warehouse import DuckDBWarehouse, snapshots
from warehouse.workspace import Settings, Workspace

SEED = 7
NEW = 0.01
DAY = dt.date(2026, 7, 1)
NO_DECISIONS = pd.DataFrame({"key_a": [], "key_b": [], "verdict": [], "stands": []}).astype({"stands": bool})
NO_LINKS = pd.DataFrame({"one": [], "other": []}, dtype="str")


def people(records: int, seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """About so many records in the order of their ids, and whose each is."""
    drawn = registry(records, seed).reset_index(drop=True)
    found = pd.DataFrame({"record_id": [f"r{row:07d}" for row in range(len(drawn))], "object": "customers"})
    found["reference"] = "crm|" + found["record_id"]
    for kind in ("email", "phone"):
        found[kind] = drawn[kind].map(_normal(kind, drawn[kind]))
    for name in ("name", "address", "city"):
        found[name] = drawn[name].replace("", None)
    found["birth_on"] = drawn["birth_date"].map({text: _day(text) for text in drawn["birth_date"].unique()})
    found = found.reindex(columns=["record_id", "object", "reference", *TOLD])
    return found.astype("str"), drawn["person"]


def _normal(kind: str, column: pd.Series) -> dict[str, str]:
    values = pd.DataFrame({"kind": kind, "value": column[column != ""].unique()})
    points = contact_points(values, "CN").query("not is_placeholder").dropna()
    return dict(zip(points["value"], points["normalised"], strict=True))


def _day(text: str) -> str | None:
    plain = normalised_day(text, True) if text else None
    return f"{plain[:4]}-{plain[4:6]}-{plain[6:]}" if plain and len(plain) == 8 else None


def deliver(home: Path, records: int) -> None:
    """The records of both nights as tables beside the workspace, and whose each is."""
    table, truth = people(records, SEED)
    rng = np.random.default_rng(SEED)
    is_old = rng.random(len(table)) >= NEW
    before = table[is_old].reset_index(drop=True)
    before["city"] = before["city"].mask(rng.random(len(before)) < NEW)
    for name, part in (("first", before), ("second", table)):
        part.rename(columns={"record_id": "person_key"}).to_parquet(home / f"{name}.parquet")
    truth.to_frame().to_parquet(home / "truth.parquet")


def night(home: Path, records: str, store: str) -> dict[str, Any]:
    """Match the records of a night in a workspace: seconds of normalising and of matching, pairs compared."""
    workspace = Workspace(home / store, Settings())
    workspace.store.mkdir(parents=True, exist_ok=True)
    warehouse = DuckDBWarehouse(workspace.store / "warehouse.duckdb")
    warehouse.scan("raw.night", [home / f"{records}.parquet"], {"person_key": "VARCHAR"})
    warehouse.derive("core.normalised_records", "select * from raw.night")
    warehouse.write("core.record_links", NO_LINKS)
    marks = [time.process_time()]
    record_forms(warehouse=warehouse, workspace=workspace)
    marks.append(time.process_time())
    found = matches(decisions=NO_DECISIONS, warehouse=warehouse, workspace=workspace)
    marks.append(time.process_time())
    identity_standard.commit(workspace, DAY, warehouse)
    snapshots.publish(workspace, warehouse, ["core.record_forms"], {}, DAY)
    found.to_parquet(home / f"{store}-{records}.parquet")
    normalising, matching = np.diff(marks).round(1).tolist()
    return {"normalising": normalising, "matching": matching}


def nights(records: int) -> dict[str, Any]:
    """Figures of a first night, of one with news, and of the same compared whole."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        alone(partial(deliver, home, records))
        first = alone(partial(night, home, "first", "growing"))
        shutil.copytree(home / "growing" / "store" / "models", home / "whole" / "store" / "models")
        second, whole = (alone(partial(night, home, "second", store)) for store in ("growing", "whole"))
        found, other = (pd.read_parquet(home / f"{store}-second.parquet") for store in ("growing", "whole"))
        quality = pairwise(found["cluster_id"], pd.read_parquet(home / "truth.parquet").iloc[:, 0])
        return {
            "records": len(found),
            **{name: round(value, 4) for name, value in quality._asdict().items()},
            "largest": int(np.bincount(found["cluster_id"]).max()),
            "cpu_of": {"first": first["result"], "second": second["result"], "whole": whole["result"]},
            "mb": [one["peak_mb"] for one in (first, second, whole)],
            "is_equal": found.equals(other),
        }


def main(sizes: list[str]) -> None:
    """One line for each size."""
    for size in map(int, sizes or ["100000", "1000000"]):
        say(benchmark="identity_nights", **nights(size))


if __name__ == "__main__":
    main(sys.argv[1:])
