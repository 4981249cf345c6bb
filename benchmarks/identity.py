"""Who is who, beside Splink's stock settings in the same run: python -m benchmarks.identity [CASE ...].

Cases: febrl1, febrl2, fake_1000 (of the shared data sets), and register_N: N records of
simulation.registry, raw for Regulars, in one form and without its placeholders for Splink. Nothing is
labelled, nothing set; F1 is pairwise, at the default threshold.
"""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.measuring import alone, say
from benchmarks.splink_stock import by_role, splink
from models.matching.quality import bcubed, pairwise
from simulation.registry import PLACEHOLDERS, registry

DATA = Path(os.environ.get("REGULARS_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
SEED = 7
LARGEST_FOR_SPLINK = 1_000_000


def frame_of(case: str, is_raw: bool = True) -> tuple[pd.DataFrame, pd.Series]:
    """The table of a case without its truth, and the truth."""
    if case.startswith("febrl"):
        table = pd.read_csv(DATA / "er_febrl" / f"dataset{case[-1]}.csv", dtype="str", skipinitialspace=True)
        return table.drop(columns="rec_id"), table["rec_id"].str.extract(r"rec-(\d+)-", expand=False)
    if case == "fake_1000":
        table = pd.read_csv(DATA / "er_splink" / "fake_1000.csv", dtype="str")
        return table.drop(columns=["cluster", "unique_id"]), table["cluster"]
    table = registry(int(case.split("_")[1]), SEED, is_raw).replace("", None)
    return table.drop(columns="person"), table["person"]


def ours(table: pd.DataFrame) -> pd.Series:
    """Regulars: a cluster for each row of the raw table."""
    from models.matching.matcher import match

    return pd.Series(match(table).clusters)


def figures(found: pd.Series, truth: pd.Series) -> dict[str, Any]:
    """Pairwise and B-cubed quality, and how large the largest cluster is."""
    pairs, records = pairwise(found, truth), bcubed(found, truth)
    rounded = {name: round(value, 4) for name, value in pairs._asdict().items()}
    return rounded | {"bcubed_f1": round(records.f1, 4), "largest": int(found.value_counts().max())}


def main(cases: list[str]) -> None:
    """One line for each case and matcher; making the table and judging the answer cost neither of them."""
    for case in cases or ["febrl1", "febrl2", "fake_1000", "register_100000", "register_1000000"]:
        table, truth = frame_of(case)
        judged = partial(figures, truth=truth)
        say(benchmark="identity", case=case, matcher="regulars", **alone(partial(ours, table), judged))
        if len(table) > LARGEST_FOR_SPLINK:
            continue
        plain = by_role(frame_of(case, is_raw=False)[0].replace(list(PLACEHOLDERS.values()), None))
        theirs = partial(splink, plain, case.split("_")[0].rstrip("12"))
        say(benchmark="identity", case=case, matcher="splink 5.0.0, stock", **alone(theirs, judged))


if __name__ == "__main__":
    main(sys.argv[1:])
