"""Evidence on recall comes from pairs that both keys could have linked."""

import pandas as pd
import pytest

from assets.queries import query_text
from models.identity_quality import identity_quality
from warehouse import DuckDBWarehouse

PEOPLE = 200


def record(person: int, system: str, phone: str | None, email: str | None) -> dict[str, object]:
    key = f"{system}{person}"
    return {"person_key": key, "system": system, "phone": phone, "email": email, "customer_id": f"C{person}"}


@pytest.fixture
def warehouse() -> DuckDBWarehouse:
    """A hundred people with both keys in two systems, one in ten with another phone there, another one in ten
    with another e-mail; and a hundred who give a phone here and an e-mail there.
    """
    rows = []
    for person in range(PEOPLE // 2):
        phone, email = f"+86{person}", f"{person}@example.com"
        other_phone = "other" + phone if person % 10 == 0 else phone
        other_email = "other" + email if person % 10 == 5 else email
        rows += [record(person, "a", phone, email), record(person, "b", other_phone, other_email)]
    for person in range(PEOPLE // 2, PEOPLE):
        phone, email = f"+86{person}", f"{person}@example.com"
        rows += [record(person, "a", phone, email), record(person, "b", phone, None)]
        rows += [record(person, "c", None, email)]
    one = DuckDBWarehouse()
    frame = pd.DataFrame(rows)
    one.write("core.normalised_records", frame.drop(columns="customer_id"))
    one.write("core.identities", frame[["person_key", "customer_id"]])
    one.derive("core.people_once", "select person_key, null::date as birth_on from core.identities")
    one.derive("core.review_pairs", "select 1 as pair where false")
    one.derive(
        "core.decisions", "select 'same' as verdict, true as stands, null::date as decided_on where false"
    )
    one.derive("core.matching_standard", "select 700 as records, true as is_learned")
    return one


def test_a_key_that_was_not_given_is_no_miss(warehouse: DuckDBWarehouse) -> None:
    warehouse.derive("mart.identity_evidence", query_text("mart/identity_evidence"))
    counts = {name: int(n) for name, n in warehouse.read("mart.identity_evidence").iloc[0].items()}
    assert {name: counts[f"linked_by_{name}"] for name in ("phone", "email", "both")} == {
        "phone": 90,
        "email": 90,
        "both": 80,
    }
    recall = identity_quality(counts).set_index("measure").loc["recall"]
    assert recall["value"] > 0.95
    assert not recall["is_alarm"]
