"""What keeps records apart whatever else agrees, each rule by its name; and the slips that do not."""

import pandas as pd
import pytest

from benchmarks.lists.chinese import resident
from models.matching.matcher import match

GIVEN = ["Ann", "Ben", "Carla", "Dora", "Emil", "Fritz", "Gina", "Hugo", "Ida", "Jonas", "Klara", "Leo"]
_FAMILY = "Abel Brand Conrad Dorn Ebert Falk Gross Horn Imhof Jung Kern Lang"
FAMILY = _FAMILY.split()


def crowd(size: int = 240) -> list[dict[str, str]]:
    """People who are somebody else, half of them twice, so that there is something to learn from."""
    rows = [
        {
            "name": f"{GIVEN[n % 12]} {FAMILY[n // 12 % 12]}",
            "birth_date": f"{1940 + n % 53}-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
            "address": f"{n + 3} {FAMILY[n % 12]} Street",
            "phone": f"919 {200 + n:03d} {4000 + 7 * n:04d}",
            "ssn": f"{100 + n:03d}-{10 + n % 80:02d}-{1000 + 31 * n:04d}",
            "id_card": resident("110105", f"{1940 + n % 53}-{n % 12 + 1:02d}-{n % 28 + 1:02d}", n),
        }
        for n in range(size)
    ]
    return rows + rows[::2]


def are_one(one: dict[str, str], other: dict[str, str], columns: str) -> bool:
    """Whether two records among the crowd come together, all seen in these columns."""
    frame = pd.DataFrame([one, other, *crowd()])[columns.split()].astype("str")
    clusters = match(frame).clusters
    return bool(clusters[0] == clusters[1])


BASE = {
    "name": "Otto Quandt",
    "birth_date": "1961-03-17",
    "address": "77 Quarry Lane",
    "phone": "919 555 0142",
    "ssn": "517-23-8841",
    "id_card": resident("330106", "1961-03-17", 115),
}
BIRTH, SOCIAL, RESIDENT = "name birth_date address", "name ssn address", "name id_card address"


def test_two_records_that_agree_are_one():
    assert are_one(BASE, BASE, "name birth_date address phone ssn id_card")


def test_two_valid_resident_numbers_are_two_people():
    assert not are_one(BASE, BASE | {"id_card": resident("330106", "1961-03-17", 117)}, RESIDENT)


def test_a_mistyped_resident_number_is_no_other_person():
    number = BASE["id_card"]
    assert are_one(BASE, BASE | {"id_card": f"{number[:9]}{number[10]}{number[9]}{number[11:]}"}, RESIDENT)
    assert are_one(BASE, BASE | {"id_card": f"{number[:14]}{9 - int(number[14])}{number[15:]}"}, RESIDENT)


def test_two_social_security_numbers_are_two_people():
    assert not are_one(BASE, BASE | {"ssn": "208-61-3975"}, SOCIAL)


@pytest.mark.parametrize("ssn", ["517-23-8814", "517-28-8841", "571-23-8841", "517238841"])
def test_a_mistyped_social_security_number_is_no_other_person(ssn: str):
    assert are_one(BASE, BASE | {"ssn": ssn}, SOCIAL)


def test_one_name_born_on_other_days_is_two_people():
    assert not are_one(BASE, BASE | {"birth_date": "1988-11-02"}, BIRTH)


@pytest.mark.parametrize("day", ["1961-03-71", "1961-03-18", "1916-03-17", "1961-17-03", "1961-01-01"])
def test_a_mistyped_birth_date_is_no_other_person(day: str):
    assert are_one(BASE, BASE | {"birth_date": day}, BIRTH)


@pytest.mark.parametrize("other", ["Otto Quandt Sr.", "Quandt, Otto III", "Otto Quandt Senior"])
def test_junior_and_senior_are_two_people(other: str):
    one = {"name": "Otto Quandt Jr."}
    assert not are_one(BASE | one, BASE | {"name": other}, "name address phone")


def test_a_junior_is_also_who_is_named_without_it():
    assert are_one(BASE | {"name": "Otto Quandt Jr."}, BASE, "name address phone")
    assert are_one(
        BASE | {"name": "Otto Quandt Jr."}, BASE | {"name": "Otto Quandt II"}, "name address phone"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mr Quandt", "Mrs Quandt"), ("Mr. O. Quandt", "Mrs. B. Quandt"), ("张先生", "张女士")],
)
def test_mr_and_mrs_of_one_address_are_two_people(one: str, other: str):
    assert not are_one(BASE | {"name": one}, BASE | {"name": other}, "name address phone")


def test_a_wrong_title_divides_nobody():
    assert are_one(
        BASE | {"name": "Mr Otto Quandt"}, BASE | {"name": "Mrs Otto Quandt"}, "name address phone"
    )


def test_a_household_is_as_many_people_as_it_has_given_names():
    kin = BASE | {"name": "Vera Quandt", "birth_date": "1963-08-29"}
    assert not are_one(BASE, kin, "name birth_date address phone")
    assert not are_one(BASE, kin, "name address phone")
