"""Suites notice damage in good exports, and nothing in good ones (all kinds: `benchmarks.defects`)."""

import pytest

from benchmarks.defects.__main__ import Bench, summary
from benchmarks.defects.kinds import DEFECTS

QUICK = {
    "duplicate key, another amount",
    "cents instead of yuan",
    "header only",
    "UTF-8 read as GBK",
    "contradicting consent",
    "column all blank",
    "nothing wrong: new tickets",
    "nothing wrong: a new column",
}
"""Kinds that no reader can refuse, and exports in which nothing is wrong."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("defects"), customers=300, seed=7)


def test_damage_is_noticed_and_nothing_else(bench: Bench) -> None:
    found = [(defect, bench.verdict(defect)) for defect in DEFECTS if defect.name in QUICK]
    assert len(found) == len(QUICK)
    assert [defect.name for defect, verdict in found if not defect.is_honest and not verdict.by] == []
    assert summary(found)["false_alarms"] == 0
    assert summary(found)["precision"] >= 0.95


@pytest.mark.parametrize("feed", ["cards", "contacts", "desk", "sales"])
def test_a_good_export_meets_every_expectation(bench: Bench, feed: str) -> None:
    assert bench.good(feed)[1].unmet == {}


def test_the_kinds_have_names_of_their_own() -> None:
    assert len({defect.name for defect in DEFECTS}) == len(DEFECTS)
    assert sum(not defect.is_honest for defect in DEFECTS) >= 40
