"""Matching a night's records: exact keys, then a frozen standard; a night with news is a whole one."""

import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.identity_nights import NO_LINKS, people
from models.matching.frozen import Standard
from models.matching.quality import pairwise
from models.people_forms import ROLES, people_forms
from models.people_matching import matched
from models.people_standard import ENOUGH, due, learned

HISTORIES = int(os.environ.get("REGULARS_TEST_HISTORIES", "6"))


@pytest.fixture(scope="module")
def town() -> tuple[pd.DataFrame, pd.Series]:
    return people(2500, seed=3)


@pytest.fixture(scope="module")
def standard(town: tuple[pd.DataFrame, pd.Series]) -> Standard:
    return learned(people_forms(town[0].iloc[::2], NO_LINKS))


def test_people_are_found_that_no_exact_key_joins(town, standard):
    table, truth = town
    found = pairwise(pd.Series(matched(people_forms(table, NO_LINKS), standard).clusters), truth)
    assert found.precision >= 0.99
    assert found.recall >= 0.94


def test_a_standard_is_the_same_after_its_file(standard):
    again = Standard.from_json(standard.to_json())
    assert again.to_json() == standard.to_json()
    assert standard.is_learned


def test_no_value_stands_in_a_standard(town, standard):
    text = standard.to_json()
    values = [value for name in ("name", "email", "phone", "address") for value in town[0][name].dropna()]
    assert not any(value in text for value in values)


@given(data=st.data())
@settings(max_examples=HISTORIES)
def test_nights_of_news_find_what_whole_nights_find(town, standard, data):
    """Random histories of arrivals, corrections and departures."""
    table = town[0].head(800)
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    there, known = rng.random(len(table)) < 0.7, None
    for _ in range(3):
        tonight = corrected(table[there], rng)
        night = matched(people_forms(tonight, NO_LINKS), standard, known)
        whole = matched(people_forms(tonight, NO_LINKS), standard)
        assert night.clusters.tolist() == whole.clusters.tolist()
        assert night.log_odds.tolist() == whole.log_odds.tolist()
        assert known is None or night.scores.computed < whole.scores.computed
        known = night.scores.used
        there ^= rng.random(len(table)) < 0.05


def corrected(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The records with the facts of others in some places."""
    found = table.reset_index(drop=True)
    for name in ("name", "email", "phone", "city"):
        rows = np.flatnonzero(rng.random(len(found)) < 0.01)
        found.loc[rows, name] = found[name].to_numpy()[rng.permutation(len(found))[: len(rows)]]
    return found


def test_a_night_without_news_compares_nothing(town, standard):
    forms = people_forms(town[0], NO_LINKS)
    first = matched(forms, standard)
    again = matched(forms, standard, first.scores.used)
    assert (first.scores.computed > 0, again.scores.computed) == (True, 0)
    pd.testing.assert_frame_equal(first.scores.used, again.scores.used)


def test_the_order_of_rows_changes_nothing(town, standard):
    straight, shuffled = town[0], town[0].sample(frac=1, random_state=5)
    one, other = (matched(people_forms(each, NO_LINKS), standard).clusters for each in (straight, shuffled))
    both = pd.Series(other, index=shuffled.index).reindex(straight.index)
    assert pairwise(pd.Series(one), both.reset_index(drop=True)).f1 == 1.0


def records(*rows: dict[str, str]) -> pd.DataFrame:
    table = pd.DataFrame([{"object": "customers", **row} for row in rows])
    table["record_id"] = [f"r{place}" for place in range(len(table))]
    return table.reindex(columns=["record_id", "object", "reference", *ROLES]).astype("str")


def clusters(table: pd.DataFrame, standard: Standard, links: pd.DataFrame = NO_LINKS) -> list[int]:
    return matched(people_forms(table, links), standard).clusters.tolist()


ANN = {"name": "Ann Everfield", "birth_on": "1980-05-17", "phone": "+8613912345678", "city": "Hangzhou"}


def test_a_slip_in_every_key_is_forgiven_where_the_rest_agrees(standard):
    slip = ANN | {"phone": "+8613912345687", "name": "Anne Everfield", "email": "ann@example.com"}
    assert clusters(records(ANN | {"email": "ann.e@example.com"}, slip), standard) == [0, 0]


def test_father_and_son_of_one_name_on_one_phone_are_two(standard):
    assert clusters(records(ANN, ANN | {"birth_on": "2009-11-02"}), standard) == [0, 1]


def test_a_record_without_a_name_joins_no_two_people(standard):
    bo = {"name": "Bo Stonewick", "birth_on": "1951-01-30", "email": "bo@example.com"}
    bridge = {"phone": ANN["phone"], "email": bo["email"]}
    assert len(set(clusters(records(ANN, bo, bridge), standard))) >= 2
    ann, stonewick, _ = clusters(records(ANN, bo, bridge), standard)
    assert ann != stonewick


def test_namesakes_stay_apart(standard):
    one = {"name": "王伟", "phone": "+8613912345678", "city": "杭州市"}
    assert clusters(records(one, one | {"phone": "+8615187654321"}), standard) == [0, 1]


def test_firms_are_no_people_of_similar_names(standard):
    one = {"name": "杭州明远贸易有限公司", "city": "杭州市"}
    assert clusters(records(one, one | {"name": "杭州明达贸易有限公司"}), standard) == [0, 1]


def test_what_a_system_merged_or_converted_is_one(standard):
    lead, contact = {"reference": "crm|L1", "name": "Ann"}, {"reference": "crm|C9", "name": "A. Everfield"}
    links = pd.DataFrame({"one": ["crm|L1", "crm|X"], "other": ["crm|C9", "crm|Y"]}, dtype="str")
    assert clusters(records(lead, contact), standard) == [0, 1]
    assert clusters(records(lead, contact), standard, links) == [0, 0]


def test_few_records_are_matched_by_usual_weights_until_there_are_enough(town):
    small, large = (people_forms(town[0].head(size), NO_LINKS) for size in (ENOUGH // 2, 2 * ENOUGH))
    usual = learned(small)
    assert not usual.is_learned
    assert not due(usual, small)
    assert "enough" in due(usual, large)
    assert not due(learned(large), large)
    table, truth = town[0].head(ENOUGH // 2), town[1].head(ENOUGH // 2)
    found = pairwise(pd.Series(matched(people_forms(table, NO_LINKS), usual).clusters), truth)
    assert (found.precision >= 0.98, found.recall >= 0.75) == (True, True)


def test_new_facts_and_growth_say_that_it_is_time_to_learn(town):
    blind = people_forms(town[0].assign(birth_on=None).astype("str"), NO_LINKS)
    assert "birth_on" in due(learned(blind), people_forms(town[0], NO_LINKS))
