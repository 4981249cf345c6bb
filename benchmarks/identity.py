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
from models.matching.quality import bcubed, pairwise
from simulation.registry import PLACEHOLDERS, registry

DATA = Path(os.environ.get("REGULARS_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
SEED = 7
KEYS = {
    "febrl": ["soc_sec_id", "surname,given_name", "date_of_birth", "postcode,given_name"],
    "fake": ["email", "surname,first_name", "dob", "first_name,city"],
    "register": ["phone", "email", "birth_date,given", "given,surname"],
}
THRESHOLD = 0.95


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


def ours(case: str) -> dict[str, Any]:
    """Regulars, from the raw table on."""
    from models.matching.matcher import match

    table, truth = frame_of(case)
    return figures(pd.Series(match(table).clusters), truth)


def splink(case: str) -> dict[str, Any]:
    """Splink with its library's comparisons, four blocking rules and training as its tutorials show it."""
    import duckdb
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    table, truth = frame_of(case, is_raw=False)
    table = named(table.replace(list(PLACEHOLDERS.values()), None)).assign(unique_id=range(len(table)))
    rules = [block_on(*key.split(",")) for key in KEYS[case.split("_")[0].rstrip("12")]]
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons(table), blocking_rules_to_generate_predictions=rules
    )
    api = DuckDBAPI(connection=duckdb.connect())
    linker = Linker(api.register(table, dataset_display_name="people"), settings)
    linker.training.estimate_probability_two_random_records_match(rules[:2], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in rules[1:3]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, THRESHOLD)
    found = clusters.as_pandas_dataframe().sort_values("unique_id")["cluster_id"]
    return figures(found.reset_index(drop=True), truth)


def named(table: pd.DataFrame) -> pd.DataFrame:
    """The table with given name and surname of their own, as Splink wants them."""
    if "name" not in table:
        return table
    from models.names import parsed

    parts = [parsed(name) if isinstance(name, str) else (None, None) for name in table["name"]]
    given, surname = zip(*parts, strict=True)
    return table.drop(columns="name").assign(given=given, surname=surname)


def comparisons(table: pd.DataFrame) -> list[Any]:
    """The library's comparison for each column: names, mailboxes, codes, and the rest as text."""
    import splink.comparison_library as cl

    made = []
    for column in table.columns.drop("unique_id"):
        if column in ("given_name", "surname", "first_name", "given"):
            made.append(cl.NameComparison(column).configure(term_frequency_adjustments=True))
        elif column in ("dob", "date_of_birth", "birth_date", "phone", "soc_sec_id", "postcode"):
            made.append(cl.DamerauLevenshteinAtThresholds(column, [1, 2]))
        elif column == "email":
            made.append(cl.EmailComparison(column))
        else:
            made.append(cl.JaroWinklerAtThresholds(column, [0.9, 0.7]))
    return made


def figures(found: pd.Series, truth: pd.Series) -> dict[str, Any]:
    """Pairwise and B-cubed quality, and how large the largest cluster is."""
    pairs, records = pairwise(found, truth), bcubed(found, truth)
    rounded = {name: round(value, 4) for name, value in pairs._asdict().items()}
    return rounded | {"bcubed_f1": round(records.f1, 4), "largest": int(found.value_counts().max())}


def main(cases: list[str]) -> None:
    """One line for each case and matcher."""
    for case in cases or ["febrl1", "febrl2", "fake_1000", "register_100000", "register_1000000"]:
        for name, matcher in (("regulars", ours), ("splink 5.0.0, stock", splink)):
            say(benchmark="identity", case=case, matcher=name, **alone(partial(matcher, case)))


if __name__ == "__main__":
    main(sys.argv[1:])
