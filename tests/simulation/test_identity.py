"""People can be put together again from exact keys, as far as the truth says."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

from simulation.spelling import FULL_WIDTH

Reader = Callable[[str], list[dict[str, str]]]
NARROW = {wide: narrow for narrow, wide in FULL_WIDTH.items()}
Keyed = dict[tuple[str, str], set[str]]


def keys(email: str, *phones: str) -> set[str]:
    """Normalised e-mail and mobile numbers, placeholders left out."""
    digits = {re.sub(r"\D", "", phone.translate(NARROW))[-11:] for phone in phones}
    found = {number for number in digits if re.fullmatch(r"1[3-9]\d{9}", number)} | {email.strip().lower()}
    return found - {"", "13800000000", "test@example.com", "none@example.com", "noemail@example.com"}


def written(good_rows: Reader) -> Iterator[tuple[tuple[str, str], set[str]]]:
    for row in good_rows("fxiaoke_客户.csv"):
        yield ("fxiaoke", row["客户编号"]), keys(row["邮件"], row["电话"])
    for row in good_rows("zoho_contacts.csv"):
        yield ("zoho", row["Record Id"]), keys(row["Email"], row["Phone"], row["Mobile"])
    for row in good_rows("tickets.csv"):
        yield ("tickets", row["ticket_id"]), keys(row["email"], row["phone"])
    for year in (2023, 2024, 2025, 2026):
        for row in good_rows(f"shopify_orders_{year}.csv"):
            if row["Total"]:
                yield ("shopify", row["Name"]), keys(row["Email"], row["Billing Phone"])


@pytest.fixture(scope="module")
def people(good_rows: Reader, truth_rows: Reader) -> dict[str, Keyed]:
    """person → record → keys; the testers left out."""
    owner = {(row["system"], row["record_id"]): row["person_id"] for row in truth_rows("records.csv")}
    testers = {row["person_id"] for row in truth_rows("people.csv") if row["kind"] == "test"}
    people: dict[str, Keyed] = defaultdict(dict)
    for record, shown in written(good_rows):
        if owner[record] not in testers:
            people[owner[record]][record] = shown
    return people


def groups(own: Keyed) -> list[set[tuple[str, str]]]:
    """Records of one person joined by shared keys."""
    joined: list[tuple[set[str], set[tuple[str, str]]]] = []
    for record, shown in own.items():
        touching = [group for group in joined if group[0] & shown]
        joined = [group for group in joined if not group[0] & shown]
        joined.append((shown.union(*(g[0] for g in touching)), {record}.union(*(g[1] for g in touching))))
    return [group[1] for group in joined]


def test_a_perfect_exact_matcher_finds_at_least_97_percent(people: dict[str, Keyed]) -> None:
    sizes = [[len(group) for group in groups(own)] for own in people.values()]
    found = sum(n * (n - 1) for parts in sizes for n in parts)
    assert found / sum(sum(parts) * (sum(parts) - 1) for parts in sizes) > 0.97
    assert sum(len(parts) == 1 for parts in sizes) / len(sizes) > 0.97


def test_recoverable_records_of_a_person_hang_together(people: dict[str, Keyed], truth_rows: Reader) -> None:
    sure = {(r["system"], r["record_id"]) for r in truth_rows("records.csv") if r["is_recoverable"] == "1"}
    for own in people.values():
        assert sum(bool(group & sure) for group in groups(own)) <= 1
    lost = [record for own in people.values() for record in own if record not in sure]
    assert 0 < len(lost) < 0.02 * sum(map(len, people.values()))


def test_phones_are_shared_by_households_of_two_with_different_given_names(people: dict[str, Keyed]) -> None:
    holders = defaultdict(set)
    for person, own in people.items():
        for shown in own.values():
            for key in shown:
                holders[key].add(person)
    shared = {key: len(who) for key, who in holders.items() if len(who) > 1}
    assert set(shared.values()) == {2}
    assert not any("@" in key for key in shared)
    assert 0.02 < 2 * len(shared) / len(people) < 0.09


def test_people_stand_in_several_systems_and_some_names_occur_twice(
    people: dict[str, Keyed], good_rows: Reader
) -> None:
    systems = [len({system for system, _ in own}) for own in people.values()]
    assert {1, 2, 3, 4} == set(systems)
    names = [row["客户名称"] for row in good_rows("fxiaoke_客户.csv")]
    assert len(set(names)) < len(names)
    assert 0.6 < sum(not name.isascii() for name in names) / len(names) < 0.75
