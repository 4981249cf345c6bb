"""Matching on lists that nothing was set for: what each must reach, raw and in one form."""

import pandas as pd
import pytest

from benchmarks.lists import LISTS
from benchmarks.lists.hands import restyled
from models.matching.matcher import match
from models.matching.quality import Quality, pairwise

SEED = 11
SIZE = 2000
FLOORS = {
    "patients": 0.98,
    "two_hospitals": 0.99,
    "historical": 0.97,
    "voters": 0.93,
    "parties": 0.93,
    "admissions": 0.98,
    "subscribers": 0.93,
    "restaurants": 0.97,
    "companies": 0.93,
    "citizens": 0.98,
    "papers": 0.93,
    "songs": 0.97,
}


def quality(frame: pd.DataFrame) -> Quality:
    truth = frame["truth"].str.replace(r"-(?:org|dup-\d+)$", "", regex=True)
    return pairwise(pd.Series(match(frame.drop(columns="truth")).clusters), truth)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_nobody_tuned_for_is_solved_raw_as_in_one_form(name: str):
    frame = LISTS[name][0](SIZE, SEED)
    plain, raw = quality(frame), quality(restyled(frame, SEED))
    assert plain.f1 >= FLOORS[name]
    assert abs(raw.f1 - plain.f1) <= 0.01
