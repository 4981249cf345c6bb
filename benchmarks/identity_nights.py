"""Who is who in the night: python -m benchmarks.identity_nights [RECORDS ...].

simulation.registry as a night's records, contact points in normal form: a first night that learns the
standard, then one with 1 % of the records new and another 1 % corrected, and the same compared whole.
"""

import sys
import time
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.measuring import alone, say
from models.contacts import contact_points
from models.dates import normalised_day
from models.matching.quality import pairwise
from models.people_forms import ROLES, people_forms
from models.people_matching import matched
from models.people_standard import learned
from simulation.registry import registry

SEED = 7
NEW = 0.01
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
    found = found.reindex(columns=["record_id", "object", "reference", *ROLES])
    return found.astype("str"), drawn["person"]


def _normal(kind: str, column: pd.Series) -> dict[str, str]:
    values = pd.DataFrame({"kind": kind, "value": column[column != ""].unique()})
    points = contact_points(values, "CN").query("not is_placeholder").dropna()
    return dict(zip(points["value"], points["normalised"], strict=True))


def _day(text: str) -> str | None:
    plain = normalised_day(text, True) if text else None
    return f"{plain[:4]}-{plain[4:6]}-{plain[6:]}" if plain and len(plain) == 8 else None


def nights(table: pd.DataFrame, truth: pd.Series) -> dict[str, Any]:
    """Figures of a first night, of one with news, and of the same compared whole."""
    rng = np.random.default_rng(SEED)
    is_old = rng.random(len(table)) >= NEW
    before = table[is_old].reset_index(drop=True)
    is_corrected = rng.random(len(before)) < NEW
    before["city"] = before["city"].mask(is_corrected)
    marks, start = [time.process_time()], people_forms(before, NO_LINKS)
    standard = learned(start)
    marks.append(time.process_time())
    first = matched(start, standard)
    marks.append(time.process_time())
    second = matched(people_forms(table, NO_LINKS), standard, first.scores.used)
    marks.append(time.process_time())
    whole = matched(people_forms(table, NO_LINKS), standard)
    marks.append(time.process_time())
    found = pairwise(pd.Series(second.clusters), truth)
    return {
        **{name: round(value, 4) for name, value in found._asdict().items()},
        "largest": int(np.bincount(second.clusters).max()),
        "pairs": [first.scores.computed, second.scores.computed, whole.scores.computed],
        "cpu_of": dict(zip(("learning", "first", "second", "whole"), np.diff(marks).round(1), strict=True)),
        "is_equal": bool((second.clusters == whole.clusters).all()),
    }


def main(sizes: list[str]) -> None:
    """One line for each size."""
    for size in map(int, sizes or ["100000", "1000000"]):
        table, truth = people(size, SEED)
        say(benchmark="identity_nights", records=len(table), **alone(partial(nights, table, truth)))


if __name__ == "__main__":
    main(sys.argv[1:])
