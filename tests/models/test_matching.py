"""Matching without labels: what it reaches on real sets, and what it must never do."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.matching.matcher import match
from models.matching.quality import pairwise
from models.scored_pairs import scored_pairs


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
