"""Matching without labels: what it reaches on real sets, and what it must never do."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.matching.blocking import Pairs
from models.matching.levels import ALIKE_MAILBOX
from models.matching.matcher import match
from models.matching.quality import pairwise
from models.scored_pairs import scored_pairs
from simulation.registry import registry


def f1(frame: pd.DataFrame, truth: pd.Series) -> float:
    return pairwise(pd.Series(match(frame).clusters), truth).f1


@pytest.fixture(scope="module")
def fake(shared_data: Path) -> pd.DataFrame:
    return pd.read_csv(shared_data / "er_splink" / "fake_1000.csv", dtype="str")


def test_febrl_1_is_solved(shared_data: Path):
    frame = pd.read_csv(shared_data / "er_febrl" / "dataset1.csv", dtype="str", skipinitialspace=True)
    truth = frame["rec_id"].str.extract(r"rec-(\d+)-", expand=False)
    assert f1(frame.drop(columns="rec_id"), truth) >= 0.999


def test_fake_1000_beats_labels(fake: pd.DataFrame):
    assert f1(fake.drop(columns="cluster"), fake["cluster"]) >= 0.935


def test_order_of_rows_and_columns_changes_no_cluster(fake: pd.DataFrame):
    frame = fake.drop(columns="cluster").head(400)
    straight = pd.Series(match(frame).clusters, index=frame.index)
    shuffled = frame.sample(frac=1, random_state=3)
    again = pd.Series(match(shuffled).clusters, index=shuffled.index)
    pairs = pd.DataFrame({"one": straight, "other": again}).drop_duplicates()
    assert pairs["one"].is_unique
    assert pairs["other"].is_unique


def test_the_same_input_gives_the_same_bytes(fake: pd.DataFrame):
    frame = fake.drop(columns="cluster").head(300)
    assert np.array_equal(match(frame).log_odds, match(frame).log_odds)


def test_evidence_names_fields_and_no_value(fake: pd.DataFrame):
    frame = fake.drop(columns="cluster").head(200)
    table = scored_pairs(match(frame), frame["unique_id"])
    assert list(table) == ["record_id_l", "record_id_r", "probability", "log_odds", "rule"]
    assert table["probability"].between(0.01, 1).all()
    values = set(frame["email"].dropna()) | set(frame["surname"].dropna())
    assert not any(value in rule for rule in table["rule"].head(50) for value in values)


@pytest.fixture(scope="module")
def found() -> dict[bool, tuple[pd.DataFrame, np.ndarray]]:
    """The same register raw and in one form, and its clusters."""
    frames = {is_raw: registry(4000, seed=5, is_raw=is_raw) for is_raw in (True, False)}
    return {is_raw: (frame, match(frame.drop(columns="person")).clusters) for is_raw, frame in frames.items()}


def test_raw_input_is_as_good_as_normalised(found: dict[bool, tuple[pd.DataFrame, np.ndarray]]):
    raw, plain = (pairwise(pd.Series(clusters), frame["person"]) for frame, clusters in found.values())
    assert plain.f1 >= 0.97
    assert abs(raw.f1 - plain.f1) <= 0.01


def test_no_chain_grows(found: dict[bool, tuple[pd.DataFrame, np.ndarray]]):
    _, clusters = found[True]
    assert np.bincount(clusters).max() <= 8


def test_placeholders_are_found_and_not_shown(found: dict[bool, tuple[pd.DataFrame, np.ndarray]]):
    frame, _ = found[True]
    shared = match(frame.drop(columns="person").head(2000)).placeholders
    assert {"phone", "email"} <= {one.field for one in shared}
    assert not any("@e" in one.shape or one.shape == "13800000000" for one in shared)


def test_a_never_keeps_apart_and_an_always_joins():
    rows = [("Ann Smith", "ann@example.com", "555 010 2000")] * 2 + [
        ("Bo Li", "bo@example.org", "555 010 3000")
    ]
    others = [(given, family) for given in ("Eve", "Tom", "Max", "Ida") for family in ("Ray", "Fox", "Day")]
    rows += [(f"{a} {b}", f"{a}.{b}@example.net", f"555 01{i} 4000") for i, (a, b) in enumerate(others)]
    frame = pd.DataFrame(rows, columns=["name", "email", "phone"])
    assert match(frame).clusters[0] == match(frame).clusters[1]
    both = Pairs(np.array([0]), np.array([1]))
    assert len(set(match(frame, never=both).clusters[:2])) == 2
    joined = match(frame, always=Pairs(np.array([0]), np.array([2]))).clusters
    assert joined[0] == joined[2]


def test_a_household_stays_apart(found: dict[bool, tuple[pd.DataFrame, np.ndarray]]):
    frame, clusters = found[True]
    table = frame.assign(cluster=clusters)
    assert (table.groupby("cluster")["person"].nunique() == 1).mean() >= 0.99


def test_alike_mailboxes_of_namesakes_are_no_evidence(fake: pd.DataFrame):
    found = match(fake.drop(columns="cluster")).weights
    dependent = [index for index, name in enumerate(found.names) if name == "email"][-1]
    assert found.same[dependent, ALIKE_MAILBOX] <= found.unrelated[dependent, ALIKE_MAILBOX]


FAMILIES = ("Everfield", "Stonewick", "Marlow", "Pryce", "Quill", "Rowntree", "Vance", "Wexford")
CALLED = ("James", "Linda", "Michael", "Susan", "David", "Nancy", "Richard", "Helen", "Kevin", "Ruth")


def resident(place: int, given: str, family: str, birth: str = "") -> dict[str, str]:
    """A row of a list of customers; the place tells phone and address."""
    return {
        "first_name": given,
        "last_name": family,
        "email": f"{given}.{family}{place}@example.com".lower(),
        "phone": f"+1 415 555 {place * 37 % 10000:04d}",
        "address": f"{place * 13 % 900 + 1} {FAMILIES[place % 8]} Street",
        "birth_date": birth or f"{1950 + place % 50}-{place % 12 + 1:02d}-{place % 28 + 1:02d}",
    }


def joined(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two of one surname, phone and address, given by name and birth, are found to be one person."""
    rows = [resident(place, CALLED[place % 10], FAMILIES[place // 10 % 8]) for place in range(200)]
    rows += [row | {"email": ""} for row in rows[::3]]
    rows += [resident(1000, given, "Abernathy", birth) for given, birth in (one, other)]
    clusters = match(pd.DataFrame(rows)).clusters
    return bool(clusters[-1] == clusters[-2])


@pytest.mark.parametrize("names", [("Paul", "Paula"), ("Maria", "Mario"), ("Daniel", "Daniela")])
@pytest.mark.parametrize("births", [("1970-01-05", "1971-01-05"), ("1970-01-05", "2001-01-05")])
def test_two_given_names_in_one_household_are_two_people(names: tuple[str, str], births: tuple[str, str]):
    assert not joined((names[0], births[0]), (names[1], births[1]))


@pytest.mark.parametrize("names", [("Jonathan", "Jonathn"), ("Philip", "Phillip"), ("Robert", "Bob")])
@pytest.mark.parametrize("birth", ["1970-01-05", "1971-01-05", "1907-01-05"])
def test_slips_and_short_forms_in_one_household_are_one_person(names: tuple[str, str], birth: str):
    assert joined((names[0], "1970-01-05"), (names[1], birth))
