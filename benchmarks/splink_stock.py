"""Splink as its tutorials show it: the library's comparison for each kind of column, four blocking rules."""

from typing import Any

import pandas as pd

from models.matching.roles import guess
from models.written_names import parsed_names

SEED = 7
THRESHOLD = 0.95
FULL = "surname,given"
KEYS = {
    "febrl": ["identifier", FULL, "birth_date", "postcode,given"],
    "fake": ["email", FULL, "birth_date", "given,place"],
    "register": ["phone", "email", "birth_date,given", FULL],
    "patients": ["identifier", FULL, "birth_date", "postcode,given"],
    "two_hospitals": ["identifier", FULL, "birth_date", "postcode,given"],
    "historical": [FULL, "birth_date", "postcode,given", "place,surname"],
    "voters": ["phone", FULL, "postcode,given", "address"],
    "parties": [FULL, "postcode,given", "postcode,surname", "place,given"],
    "admissions": ["identifier", FULL, "phone", "birth_date"],
    "subscribers": ["email", FULL, "phone", "address"],
    "restaurants": ["phone", "company", "address", "substr(company,1,6)"],
    "companies": ["company", "phone", "address", "website"],
    "citizens": ["identifier", FULL, "phone", "address"],
    "papers": ["text", "text_2", "substr(text,1,12)", "substr(text_2,1,12)"],
    "songs": ["text", "text_2", "substr(text,1,8)", "place"],
}
"""By role; the second column of a role is `role_2`. Weights are learned in the second and the third."""
SURE = {
    "febrl": ["identifier", f"{FULL},birth_date"],
    "fake": ["email", FULL],
    "register": ["email,given", f"{FULL},phone"],
    "patients": ["identifier", f"{FULL},birth_date"],
    "two_hospitals": ["identifier", f"{FULL},birth_date"],
    "historical": [f"{FULL},birth_date", "given,birth_date,postcode"],
    "voters": [f"{FULL},postcode", "given,phone"],
    "parties": [f"{FULL},postcode", f"{FULL},place"],
    "admissions": ["identifier,given", f"{FULL},birth_date"],
    "subscribers": ["email,given", f"{FULL},phone"],
    "restaurants": ["phone", "company,address"],
    "companies": ["company", "phone"],
    "citizens": ["identifier", f"{FULL},phone"],
    "papers": ["text", "text_2,text_3"],
    "songs": ["text,text_2", "text,place"],
}
"""What tells the share of matches: keys that hardly anybody but one holds, or wider ones where these serve
Splink better."""
LEFT_OUT = frozenset(["name_sufx_cd", "race_code", "party_cd", "state_cd", "phone_num", "county_id"])
"""Columns that nobody would compare beside others of the same table, or that hardly ever hold anything."""
SILENT = ("ignore", "source", "area")
NAMES = ("given", "surname", "middle")
WRITTEN = ("birth_date", "date", "phone", "identifier", "postcode", "house", "number")
CHOSEN = ("category", "gender", "suffix")


def splink(table: pd.DataFrame, case: str) -> pd.Series:
    """A cluster for each row of a table whose columns are called by their roles; `case` names its keys."""
    import duckdb
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    rules, sure = ([block_on(*_parts(key)) for key in keys[case]] for keys in (KEYS, SURE))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparison(column) for column in table],
        blocking_rules_to_generate_predictions=rules,
    )
    rows = table.assign(unique_id=range(len(table)))
    api = DuckDBAPI(connection=duckdb.connect())
    linker = Linker(api.register(rows, dataset_display_name="rows"), settings)
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in rules[1:3]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, THRESHOLD)
    found = clusters.as_pandas_dataframe().sort_values("unique_id")["cluster_id"]
    return found.reset_index(drop=True)


def _parts(key: str) -> list[str]:
    return [key] if "(" in key else key.split(",")


def by_role(table: pd.DataFrame) -> pd.DataFrame:
    """The table's columns that say something, called by their roles, full names in two."""
    roles = guess(table)
    told = [name for name in table if roles[name] not in SILENT and name not in LEFT_OUT]
    found: dict[str, pd.Series] = {}
    for column in [name for name in told if table[name].notna().any()]:
        for role, values in _named(roles[column], table[column]).items():
            again = sum(name.rstrip("_0123456789") == role for name in found)
            found[f"{role}_{again + 1}" if again else role] = values
    return pd.DataFrame(found)


def _named(role: str, values: pd.Series) -> dict[str, pd.Series]:
    if role != "name":
        return {role: values}
    parts = parsed_names(values.dropna()).reindex(values.index)
    return {part: parts[part].replace("", None) for part in ("given", "surname")}


def comparison(column: str) -> Any:
    """The library's comparison for a column of this role."""
    import splink.comparison_library as cl

    role = column.rstrip("_0123456789")
    if role in NAMES:
        return cl.NameComparison(column).configure(term_frequency_adjustments=True)
    if role in WRITTEN:
        return cl.DamerauLevenshteinAtThresholds(column, [1, 2])
    if role == "email":
        return cl.EmailComparison(column)
    return cl.ExactMatch(column) if role in CHOSEN else cl.JaroWinklerAtThresholds(column, [0.9, 0.7])
