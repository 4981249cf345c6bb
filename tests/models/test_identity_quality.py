"""The measures of identity: estimates with intervals, alarms, and silence where there is too little."""

import numpy as np
import pandas as pd
import pytest

from models.identity_quality import COLUMNS, identity_quality

CALM = {
    "customers": 10_000, "records": 25_000, "largest": 9, "birth_conflicts": 3, "open_pairs": 4,
    "linked_by_phone": 900, "linked_by_email": 800, "linked_by_both": 700, "checked": 500, "confirmed": 499,
    "reviewed": 40, "reviewed_same": 10,
    "learned_records": 20_000, "is_learned": 1,
}  # fmt: skip


def measures(**changed: int) -> pd.DataFrame:
    return identity_quality(CALM | changed).set_index("measure")


def test_precision_and_recall_come_with_intervals():
    found = measures()
    assert found.loc["precision", "value"] == pytest.approx(0.998)
    assert found.loc["recall", "value"] == pytest.approx(1000 / (1000 + 200.5 * 100.5 / 700.5))
    for measure in ("precision", "recall", "reviewed_same"):
        assert found.loc[measure, "lower"] < found.loc[measure, "value"] < found.loc[measure, "upper"]
    assert not found["is_alarm"].any()
    assert list(identity_quality(CALM)) == list(COLUMNS)


@pytest.mark.parametrize(
    ("measure", "changed"),
    [
        ("precision", {"confirmed": 450}),
        ("recall", {"linked_by_both": 100}),
        ("largest_customer", {"largest": 397}),
        ("birth_conflicts", {"birth_conflicts": 200}),
    ],
)
def test_merging_too_much_or_too_little_alarms(measure: str, changed: dict[str, int]):
    found = measures(**changed)
    assert found.index[found["is_alarm"]].tolist() == [measure]


@pytest.mark.parametrize(
    ("changed", "en", "zh"),
    [
        ({"linked_by_both": 760, "linked_by_phone": 800}, "Fine: ", "正常："),
        ({"linked_by_both": 560}, "Cannot be told", "与要求无显著差异："),
        ({"linked_by_both": 300}, "Too low: ", "偏低："),
    ],
)
def test_recall_says_what_was_measured_how_sure_and_whether_it_is_fine(changed, en, zh):
    row = measures(**changed).loc["recall"]
    assert row["sentence_en"].startswith(en)
    assert row["sentence_zh"].startswith(zh)
    for sentence in (row["sentence_en"], row["sentence_zh"]):
        for figure in (row["value"], row["lower"], row["upper"]):
            assert f"{figure:.1%}" in sentence
        assert "90%" in sentence


def test_too_few_cases_give_no_number():
    found = measures(checked=3, confirmed=3, linked_by_email=5, linked_by_both=5, reviewed=0, reviewed_same=0)
    assert found.loc[["precision", "recall", "reviewed_same"], "value"].isna().all()
    assert found.loc["precision", "sentence_en"].startswith("Cannot tell")


def test_recall_of_independent_keys_covers_the_truth():
    draw = np.random.default_rng(5)
    hits = 0
    for _ in range(300):
        by_phone, by_email = draw.random(2000) < 0.8, draw.random(2000) < 0.7
        counts = {"linked_by_phone": by_phone.sum(), "linked_by_email": by_email.sum(),
                  "linked_by_both": (by_phone & by_email).sum()}  # fmt: skip
        row = measures(**counts).loc["recall"]
        hits += row["lower"] <= (by_phone | by_email).mean() <= row["upper"]
    assert 0.93 <= hits / 300 <= 0.98


def test_the_page_says_what_matching_goes_by():
    learned, usual = (measures(is_learned=flag).loc["standard", "sentence_en"] for flag in (1, 0))
    assert "learned once from 20,000 records" in learned
    assert "too few to learn from" in usual
