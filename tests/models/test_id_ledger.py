"""The ledger of ids: each rule by name, then random histories."""

import os
from itertools import pairwise
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.id_ledger import Ledger, Night, update

HISTORIES = int(os.environ.get("REGULARS_TEST_HISTORIES", "6"))
STEPS = int(os.environ.get("REGULARS_TEST_STEPS", "10"))
Row = tuple[str, str | None, int, int]


def clusters(*rows: Row) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["record_id", "anchor", "cluster_id", "value"])
    return frame.astype({"record_id": "str", "anchor": "str", "cluster_id": "int64", "value": "int64"})


def one(record: str, cluster: int, value: int = 0, anchor: str | None = None) -> Row:
    return record, anchor, cluster, value


def nights(*each: list[Row]) -> Night:
    ledger = Ledger()
    for rows in each:
        night = update(ledger, clusters(*rows))
        ledger = night.ledger
    return night


def ids(night: Night) -> dict[str, str]:
    return dict(night.identities.itertuples(index=False))


def events(night: Night) -> list[tuple[str, str, str, int]]:
    return list(night.events.itertuples(index=False, name=None))


FIRST = [one("a", 0), one("b", 0), one("c", 1)]


def test_a_second_night_without_news_changes_nothing():
    night = nights(FIRST, FIRST)
    assert ids(night) == {"a": "C000000001", "b": "C000000001", "c": "C000000002"}
    assert night.changed.empty
    assert night.events.empty


def test_a_merge_keeps_the_older_id_and_leaves_an_alias():
    night = nights(FIRST, [one("a", 7), one("b", 7), one("c", 7)])
    assert set(ids(night).values()) == {"C000000001"}
    assert events(night) == [("merged", "C000000002", "C000000001", 0)]
    assert night.ledger.current("C000000002") == "C000000001"


def test_aliases_resolve_through_several_merges():
    three = [one("a", 0), one("b", 1), one("c", 2)]
    night = nights(three, [one("a", 0), one("b", 1), one("c", 1)], [one("a", 0), one("b", 0), one("c", 0)])
    assert {night.ledger.current(each) for each in ("C000000002", "C000000003")} == {"C000000001"}


def test_the_part_of_a_split_that_is_worth_more_keeps_the_id():
    together = [one("a", 0, 5), one("b", 0, 90), one("c", 0, 10)]
    night = nights(together, [one("a", 0, 5), one("b", 1, 90), one("c", 0, 10)])
    assert ids(night) == {"a": "C000000002", "b": "C000000001", "c": "C000000002"}
    assert events(night) == [("split", "C000000002", "C000000001", 2)]


def test_equal_parts_are_told_apart_by_size_then_by_record():
    together = [one("a", 0), one("b", 0), one("c", 0)]
    assert ids(nights(together, [one("a", 0), one("b", 1), one("c", 1)]))["b"] == "C000000001"
    assert ids(nights(together[:2], [one("b", 0), one("a", 1)]))["a"] == "C000000001"


def test_a_merge_taken_back_gives_each_its_own_id_whoever_is_worth_more():
    apart = [one("a", 0, 1), one("b", 1, 100)]
    together = [one("a", 0, 1), one("b", 0, 100)]
    night = nights(apart, together, apart)
    assert ids(night) == {"a": "C000000001", "b": "C000000002"}
    assert events(night) == [("restored", "C000000002", "C000000001", 1)]


def test_who_came_while_two_were_one_decides_nothing_when_they_part():
    apart = [one("a", 0, 1), one("b", 1, 1)]
    joined = [one("a", 0, 1), one("b", 0, 1), one("n", 0, 100)]
    night = nights(apart, joined, [one("a", 0, 1), one("b", 1, 1), one("n", 1, 100)])
    assert ids(night) == {"a": "C000000001", "b": "C000000002", "n": "C000000002"}


def test_who_came_while_some_were_away_from_home_cannot_take_an_id_along():
    apart = [one("a", 0, 9), one("b", 0, 1), one("y", 1, 1)]
    together = [one("a", 0, 9), one("b", 0, 1), one("y", 0, 1)]
    cut = [one("a", 0, 9), one("b", 1, 1), one("y", 1, 1), one("n", 1, 99)]
    night = nights(apart, together, cut, [*apart, one("n", 0, 99)])
    assert ids(night) == {"a": "C000000001", "b": "C000000001", "n": "C000000001", "y": "C000000002"}


def test_a_corrected_record_keeps_the_id_of_its_anchor():
    night = nights([one("a", 0, anchor="crm|1")], [one("a2", 4, anchor="crm|1"), one("x", 0)])
    assert ids(night) == {"a2": "C000000001", "x": "C000000002"}


def test_a_record_that_comes_back_gets_its_id_back():
    night = nights(FIRST, FIRST[:2], FIRST)
    assert ids(night)["c"] == "C000000002"
    assert night.ledger.minted == 2


def test_a_record_that_moves_takes_no_id_along():
    night = nights(FIRST, [one("a", 0), one("b", 1), one("c", 1)])
    assert ids(night) == {"a": "C000000001", "b": "C000000002", "c": "C000000002"}
    assert events(night) == [("moved", "C000000002", "C000000001", 1)]


class Company:
    """Records with keys, decisions about pairs, and a plain way of clustering by both."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.records: dict[str, tuple[str | None, int, int]] = {}
        self.decisions: list[tuple[str, str, bool]] = []
        self.names = 0

    def add(self) -> None:
        self.names += 1
        anchor = f"crm|{self.names}" if self.random.random() < 0.7 else None
        self.records[f"r{self.names:03d}"] = (anchor, self.random.randrange(8), self.random.randrange(50))

    def correct(self) -> None:
        anchored = sorted(name for name, (anchor, _, _) in self.records.items() if anchor)
        if anchored:
            anchor, key, value = self.records.pop(old := self.random.choice(anchored))
            self.names += 1
            new = f"r{self.names:03d}"
            self.records[new] = (
                anchor,
                key if self.random.random() < 0.5 else self.random.randrange(8),
                value,
            )
            self.decisions = [
                tuple(new if each == old else each for each in pair)
                for pair in self.decisions  # type: ignore[misc]
            ]

    def decide(self, is_same: bool) -> None:
        if len(self.records) > 1:
            one, other = self.random.sample(sorted(self.records), 2)
            self.decisions.append((one, other, is_same))

    def undo(self) -> None:
        if self.decisions:
            self.decisions.pop(self.random.randrange(len(self.decisions)))

    def base(self) -> dict[str, int]:
        return {name: key for name, (_, key, _) in self.records.items()}

    def clusters(self) -> pd.DataFrame:
        cluster = self.base()
        for place, (one, other, is_same) in enumerate(self.decisions):
            if is_same:
                cluster = {k: cluster[one] if c == cluster[other] else c for k, c in cluster.items()}
            elif cluster[one] == cluster[other]:
                cluster[other] = 100 + place
        rows = [(name, self.records[name][0], cluster[name], self.records[name][2]) for name in cluster]
        self.random.shuffle(rows)
        return clusters(*rows)


def partition(identities: dict[str, str], wanted: dict[str, int]) -> bool:
    """Whether customers are exactly the wanted clusters."""
    pairs = {(identities[name], wanted[name]) for name in wanted}
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def check(before: Ledger, rows: pd.DataFrame, night: Night) -> None:
    """The rules that every single night keeps."""
    now, wanted = ids(night), dict(zip(rows["record_id"], rows["cluster_id"], strict=True))
    assert partition(now, wanted)
    assert rows["value"].sum() == rows.groupby(rows["record_id"].map(now))["value"].sum().sum()
    known = dict(zip(before.records["record_id"], before.records["customer_id"], strict=True))
    corrected = before.records.dropna(subset=["anchor"])
    anchored = dict(zip(corrected["anchor"], corrected["customer_id"], strict=True))
    stored = {row.record_id: known.get(row.record_id, anchored.get(row.anchor)) for row in rows.itertuples()}
    past = {name: before.current(id_) for name, id_ in stored.items() if id_ is not None}
    for _, members in rows.groupby("cluster_id")["record_id"]:
        held = {past[name] for name in members if name in past}
        spread = {wanted[name] for name in past if past[name] in held}
        if held and len(spread) == 1:
            assert {now[name] for name in members} == {min(held)}, "of whole customers the oldest id survives"
    issued = set(known.values()) | set(now.values())
    assert {night.ledger.current(each) for each in now.values()} == set(now.values())
    assert all(night.ledger.current(each) not in night.ledger.aliases for each in issued)
    again = update(night.ledger, rows.sample(frac=1, random_state=1))
    assert again.changed.empty
    assert again.events.empty


def step(ledger: Ledger, company: Company) -> Ledger:
    rows = company.clusters()
    night = update(ledger, rows)
    check(ledger, rows, night)
    shuffled = update(ledger, rows.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(night.identities, shuffled.identities)
    return night.ledger


def held(ledger: Ledger, company: Company) -> dict[str, str]:
    return ids(update(ledger, company.clusters()))


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=HISTORIES)
def test_random_histories_keep_the_rules_and_undoing_all_returns_the_start(seed: int):
    company = Company(seed)
    for _ in range(6):
        company.add()
    ledger = step(Ledger(), company)
    start, base = held(ledger, company), company.base()
    acts = [company.add, company.correct, lambda: company.decide(True), lambda: company.decide(False),
            company.undo]  # fmt: skip
    touched: set[int] = set()
    for _ in range(STEPS):
        before = company.base()
        company.random.choice(acts)()
        after = company.base()
        touched |= {key for _, key in before.items() ^ after.items()}
        ledger = step(ledger, company)
    company.decisions.clear()
    end = held(step(ledger, company), company)
    untouched = [name for name, key in base.items() if key not in touched]
    assert {name: end[name] for name in untouched} == {name: start[name] for name in untouched}


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=HISTORIES)
def test_decisions_alone_undone_in_any_order_return_every_id(seed: int):
    company = Company(seed)
    for _ in range(9):
        company.add()
    ledger = step(Ledger(), company)
    start = held(ledger, company)
    for _ in range(STEPS):
        company.random.choice([lambda: company.decide(True), lambda: company.decide(False), company.undo])()
        ledger = step(ledger, company)
    while company.decisions:
        company.undo()
        ledger = step(ledger, company)
    assert held(ledger, company) == start


@pytest.mark.parametrize("seed", range(3))
def test_the_same_history_gives_the_same_ids(seed: int):
    runs = []
    for _ in range(2):
        company, ledger = Company(seed), Ledger()
        for _ in range(8):
            company.add()
            company.decide(company.names % 2 == 0)
            ledger = step(ledger, company)
        runs.append(ledger)
    for one, other in pairwise(runs):
        pd.testing.assert_frame_equal(one.records, other.records)
        assert one.aliases == other.aliases
