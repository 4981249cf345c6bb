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
from models.people_forms import PeopleForms, night_records
from models.people_forms import people_forms as of_records
from models.people_matching import Night, matched, numbers_apart
from models.people_standard import ENOUGH, due, learned
from models.record_forms import TOLD

HISTORIES = int(os.environ.get("REGULARS_TEST_HISTORIES", "6"))


def people_forms(table: pd.DataFrame, links: pd.DataFrame = NO_LINKS) -> PeopleForms:
    return of_records(night_records(table, links))


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
        tonight = people_forms(corrected(table[there], rng))
        night, whole = matched(tonight, standard, known), matched(tonight, standard)
        assert_same(night, whole)
        assert known is None or night.compared < whole.compared
        known = night.memory
        there ^= rng.random(len(table)) < 0.05


def assert_same(one: Night, other: Night) -> None:
    """Clusters, pairs and evidence, and what the next night would start from."""
    assert one.clusters.tolist() == other.clusters.tolist()
    assert [side.tolist() for side in one.pairs] == [side.tolist() for side in other.pairs]
    pd.testing.assert_frame_equal(one.told, other.told)
    for name in ("units", "pairs", "blocks", "scores"):
        pd.testing.assert_frame_equal(getattr(one.memory, name), getattr(other.memory, name))


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
    again = matched(forms, standard, first.memory)
    assert (first.compared > 0, again.compared) == (True, 0)
    assert_same(first, again)


def crowd(size: int) -> pd.DataFrame:
    """So many people born on one day, each with a twin by a slip; their day is a blocking key."""
    rows = [
        {"name": f"{name} Quill{place:03d}", "birth_on": "1980-05-17", "email": f"{name}{place}@example.com"}
        for place in range(size)
        for name in ("Ann", "Anne")
    ]
    return records(*rows)


def test_blocks_that_grow_too_large_and_shrink_again_are_as_on_a_whole_night(standard):
    """Each block loses its pairs when it outgrows its limit, and has them again when records leave."""
    table, memory = crowd(60), None
    for size in (90, 120, 98, 110, 80):
        tonight = people_forms(table.head(size))
        night = matched(tonight, standard, memory)
        assert_same(night, matched(tonight, standard))
        memory = night.memory
    assert len(matched(people_forms(table), standard).memory.blocks) > 0


def test_records_that_say_the_same_as_others_are_news(standard):
    one = {"name": "Ann Everfield", "birth_on": "1980-05-17"}
    first = matched(people_forms(records(one)), standard)
    twice = people_forms(records(one, one, one))
    assert_same(matched(twice, standard, first.memory), matched(twice, standard))


def records(*rows: dict[str, str]) -> pd.DataFrame:
    table = pd.DataFrame([{"object": "customers", **row} for row in rows])
    table["record_id"] = [f"r{place}" for place in range(len(table))]
    return table.reindex(columns=["record_id", "object", "reference", *TOLD]).astype("str")


def clusters(table: pd.DataFrame, standard: Standard, links: pd.DataFrame = NO_LINKS) -> list[int]:
    return matched(people_forms(table, links), standard).clusters.tolist()


ANN = {"name": "Ann Everfield", "birth_on": "1980-05-17", "phone": "+8613912345678", "city": "Hangzhou"}


def test_a_slip_in_every_key_is_forgiven_where_the_rest_agrees(standard):
    slip = ANN | {"phone": "+8613912345687", "name": "Anne Everfield", "email": "ann@example.com"}
    assert clusters(records(ANN | {"email": "ann.e@example.com"}, slip), standard) == [0, 0]


def test_father_and_son_of_one_name_on_one_phone_are_two(standard):
    assert clusters(records(ANN, ANN | {"birth_on": "2009-11-02"}), standard) == [0, 1]


def test_given_names_a_letter_apart_on_one_phone_are_two(standard):
    for one, other, found in (("Tom", "Tim", [0, 1]), ("Jonathan", "Jonathn", [0, 0])):
        both = ({"name": f"{given} Winterbourne", "phone": ANN["phone"]} for given in (one, other))
        assert clusters(records(*both), standard) == found


def test_a_record_without_a_name_joins_no_two_people(standard):
    bo = {"name": "Bo Stonewick", "birth_on": "1951-01-30", "email": "bo@example.com"}
    bridge = {"phone": ANN["phone"], "email": bo["email"]}
    assert len(set(clusters(records(ANN, bo, bridge), standard))) >= 2
    ann, stonewick, _ = clusters(records(ANN, bo, bridge), standard)
    assert ann != stonewick


def test_namesakes_stay_apart(standard):
    one = {"name": "王伟", "phone": "+8613912345678", "city": "杭州市"}
    assert clusters(records(one, one | {"phone": "+8615187654321"}), standard) == [0, 1]


ZHAO, QIAN = "11010519491231002X", "110105199003078887"


def test_other_numbers_for_life_part_what_exact_keys_and_groups_put_together(standard):
    """Also where a system keeps both under one number of its own, and where a group is too large."""
    one, other = ({**ANN, "reference": "crm|C1", "national_id": number} for number in (ZHAO, QIAN))
    assert clusters(records(one, other), standard) == [0, 1]
    passports = (
        {**ANN, "reference": "crm|C1", "national_id": number} for number in ("E20345678", "E93456712")
    )
    assert clusters(records(*passports), standard) == [0, 0]
    forms = people_forms(records(one, other, {"name": "Bo Stonewick"}))
    assert len(set(numbers_apart(np.zeros(forms.size, dtype=np.int64), forms).tolist())) == 3


def test_a_national_number_is_evidence_that_names_guard(standard):
    """It joins one name, however it is written, and no two; one that is mistyped says nothing."""
    one, again = (
        {"name": "王小明", "national_id": ZHAO},
        {"name": "Wang Xiaoming", "national_id": ZHAO.lower()},
    )
    assert clusters(records(one, again), standard) == [0, 0]
    assert clusters(records(one, again | {"name": "Bo Stonewick"}), standard) == [0, 1]
    assert clusters(records(one, one | {"national_id": ZHAO[:-1] + "1"}), standard) == [0, 1]


def test_surnames_are_read_as_surnames():
    """单 is Shan."""
    fields = {one.name: one for one in people_forms(records({"name": "单雄信"})).units}
    assert fields["surname"].sounds[fields["surname"].codes].tolist() == ["shan"]


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
    why = due(usual, large)
    assert why is not None
    assert "enough" in why.en
    assert "足够" in why.zh
    assert not due(learned(large), large)
    table, truth = town[0].head(ENOUGH // 2), town[1].head(ENOUGH // 2)
    found = pairwise(pd.Series(matched(people_forms(table, NO_LINKS), usual).clusters), truth)
    assert (found.precision >= 0.98, found.recall >= 0.75) == (True, True)


def test_new_facts_and_growth_say_that_it_is_time_to_learn(town):
    blind = people_forms(town[0].assign(birth_on=None).astype("str"), NO_LINKS)
    assert "birth_on" in due(learned(blind), people_forms(town[0], NO_LINKS)).en


@pytest.mark.parametrize("names", [("Paul", "Paula"), ("Maria", "Mario"), ("Daniel", "Daniela")])
def test_two_given_names_on_one_phone_and_address_are_two(standard, names):
    shared = {"phone": ANN["phone"], "city": ANN["city"]}
    one, other = (
        {**shared, "name": f"{given} Winterbourne", "email": f"{given}@example.com".lower()}
        for given in names
    )
    assert clusters(records(one, other), standard) == [0, 1]
