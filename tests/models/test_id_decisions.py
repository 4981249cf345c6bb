"""Decisions over clusters: always joins, never cuts between the two."""

import pandas as pd

from models.id_decisions import decided

RECORDS = pd.DataFrame(
    [
        ("a", "s|1", "x@example.com", None),
        ("b", None, "x@example.com", "+15550100001"),
        ("c", None, None, "+15550100001"),
        ("d", "s|2", None, "+15550100001"),
        ("e", None, None, None),
    ],
    columns=["record_id", "reference", "email", "phone"],
)
CLUSTERS = pd.DataFrame({"record_id": list("abcde"), "cluster_id": [0, 0, 0, 0, 1]})


def groups(same=(), different=()) -> set[frozenset[str]]:
    found = decided(CLUSTERS, RECORDS, same, different)
    return {frozenset(group) for _, group in found.groupby("cluster_id")["record_id"]}


def test_without_decisions_nothing_changes():
    assert groups() == {frozenset("abcd"), frozenset("e")}
    assert groups(same=[("a", "gone")], different=[("a", "e"), ("gone", "b")]) == groups()


def test_same_joins_whole_clusters():
    assert groups(same=[("e", "c")]) == {frozenset("abcde")}


def test_different_cuts_where_fewer_keys_lead():
    assert groups(different=[("a", "d")]) == {frozenset("ab"), frozenset("cd"), frozenset("e")}


def test_different_wins_over_same():
    assert groups(same=[("a", "e")], different=[("e", "a")]) == {frozenset("abcd"), frozenset("e")}


def test_several_cuts_hold_together():
    parts = groups(different=[("a", "d"), ("c", "d")])
    assert not any({"a", "d"} <= part or {"c", "d"} <= part for part in parts)


def test_what_a_system_holds_under_one_number_stays_together():
    records = RECORDS.assign(reference=["s|1", "s|2", None, "s|2", "s|3"], email=None, phone="+15550100001")
    records.loc[records["record_id"] == "d", "phone"] = None
    found = decided(CLUSTERS, records, [], [("a", "d")])
    parts = {frozenset(group) for _, group in found.groupby("cluster_id")["record_id"]}
    assert parts == {frozenset("ac"), frozenset("bd"), frozenset("e")}
