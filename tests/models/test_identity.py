import numpy as np
import pandas as pd
import pytest

from models.exact_keys import SHARED_BY
from models.identity import resolve


def people(*rows: tuple[str | None, str | None, str | None, str | None]) -> list[int]:
    frame = pd.DataFrame(rows, columns=["reference", "name", "email", "phone"], dtype="str")
    return list(resolve(frame.assign(record_id=range(len(frame))))["cluster_id"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("王小明", "p1"), ("Xiaoming Wang", "p1")),
        (("曾志伟", "p1"), ("Zeng Zhiwei", "p1")),
        (("Ms. Ann Smith", "p1"), ("Smith, Ann", "p1")),
        (("Jonathan Smith", "p1"), ("Jonathn Smith", "p1")),
        (("张伟", "p1"), (None, "p1")),
    ],
)
def test_spellings_of_one_person_meet_on_a_phone(one, other):
    assert people((None, one[0], None, one[1]), (None, other[0], None, other[1])) == [0, 0]


def test_a_household_on_one_phone_stays_apart():
    rows = [
        (None, "张伟", "wei@example.com", "p1"),
        (None, "张丽", None, "p1"),
        (None, "张丽", "li@example.com", "p1"),
    ]
    assert people(*rows) == [0, 1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tom", "Tim"), ("Maria", "Mario"), ("Paul", "Paula"), ("Weiwei", "Meimei")],
)
def test_given_names_a_letter_apart_on_one_phone_are_a_household(one: str, other: str):
    names = [f"{given} Winterbourne" for given in (one, other)]
    assert people(*((None, name, None, "p1") for name in names)) == [0, 1]


def test_a_nameless_record_on_a_disputed_phone_belongs_to_nobody():
    assert people((None, "张伟", None, "p1"), (None, "张丽", None, "p1"), (None, None, None, "p1")) == [
        0,
        1,
        2,
    ]


def test_namesakes_never_meet_by_name():
    assert people((None, "王伟", "a@example.com", "p1"), (None, "王伟", "b@example.com", "p2")) == [0, 1]


def test_a_reference_outweighs_everything():
    assert people(("zoho|1", "王伟", "a@example.com", None), ("zoho|1", "Li Lei", None, "p9")) == [0, 0]


def test_a_key_under_many_names_links_nobody():
    names = ["张伟", "李娜", "王芳", "刘洋", "陈静", "杨帆", "赵磊", "黄敏"]
    assert len(names) > SHARED_BY
    found = people(*[(None, name, None, "p1") for name in names], (None, "张伟", None, "p1"))
    assert len(set(found)) == len(found)


def test_chains_run_through_different_keys():
    rows = [
        (None, "王伟", "a@example.com", None),
        (None, "王伟", "a@example.com", "p1"),
        (None, "wang wei", None, "p1"),
    ]
    assert people(*rows) == [0, 0, 0]


def test_order_of_rows_changes_no_cluster():
    generator = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "record_id": range(300),
            "reference": None,
            "name": generator.choice(["王伟", "Wang Wei", "张丽", "Ann Smith", "Anne Smith", None], 300),
            "email": generator.choice([None, *(f"u{i}@example.com" for i in range(120))], 300),
            "phone": generator.choice([None, *(f"p{i}" for i in range(120))], 300),
        }
    ).astype({"reference": "str", "name": "str", "email": "str", "phone": "str"})
    straight = resolve(frame).set_index("record_id")["cluster_id"]
    shuffled = resolve(frame.sample(frac=1, random_state=2)).set_index("record_id")["cluster_id"]
    pairs = pd.concat([straight, shuffled], axis=1).drop_duplicates()
    assert pairs.iloc[:, 0].is_unique
    assert pairs.iloc[:, 1].is_unique


def test_no_records_are_no_people():
    assert people() == []


def test_with_columns_any_frame_is_matched():
    rows = [("Ann Smith", "ann.smith@example.com"), ("Smith, Ann", "ann.smith@example.com"), ("Bo Li", None)]
    frame = pd.DataFrame(rows, columns=["who", "where"], dtype="str").assign(record_id=["r1", "r2", "r3"])
    for found in (resolve(frame, columns={"who": "name", "where": "email"}), resolve(frame)):
        assert list(found["record_id"]) == ["r1", "r2", "r3"]
        assert list(found["cluster_id"]) == [0, 0, 1]
    with pytest.raises(ValueError, match="record_id"):
        resolve(frame.drop(columns="record_id"))
