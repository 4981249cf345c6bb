"""The night's clusters: the standard learned once and kept, pairs compared once, decisions above all."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from assets import identity_standard
from assets.core import matches as asset
from assets.queries import query_text
from benchmarks.identity_nights import NO_LINKS, people
from models.pair_scores import PairScores
from warehouse import DuckDBWarehouse
from warehouse.workspace import Settings, Workspace

DAY = dt.date(2026, 7, 1)
NO_DECISIONS = pd.DataFrame({"key_a": [], "key_b": [], "verdict": [], "stands": []}).astype({"stands": bool})


class Nights:
    """A workspace, its working warehouse, and how many pairs the last night compared."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.workspace, self.warehouse, self.compared = Workspace(home, Settings()), DuckDBWarehouse(), 0
        learn = PairScores._learn

        def counting(scores: PairScores, *sides: object) -> None:
            before = scores.computed
            learn(scores, *sides)  # type: ignore[arg-type]
            self.compared += scores.computed - before

        monkeypatch.setattr(PairScores, "_learn", counting)

    def run(self, table: pd.DataFrame, decisions: pd.DataFrame = NO_DECISIONS) -> pd.DataFrame:
        self.compared = 0
        renamed = table.rename(columns={"record_id": "person_key"}).assign(system="crm")
        self.warehouse.write("core.normalised_records", renamed)
        self.warehouse.write("core.record_links", NO_LINKS)
        found = asset.matches(decisions=decisions, warehouse=self.warehouse, workspace=self.workspace)
        identity_standard.commit(self.workspace, DAY, self.warehouse)
        return found


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nights:
    return Nights(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return people(1600, seed=4)[0]


def test_the_standard_is_learned_once_and_pairs_are_compared_once(nights: Nights, table: pd.DataFrame):
    old = table.iloc[20:]
    nights.run(old)
    everything = nights.compared
    nights.run(old)
    assert nights.compared == 0
    with_news = nights.run(table)
    assert 0 < nights.compared < everything / 5
    nights.warehouse = DuckDBWarehouse()
    pd.testing.assert_frame_equal(nights.run(table), with_news)
    registry = identity_standard.registry_of(nights.workspace)
    assert [card.version for card in registry.versions()] == ["v0001"]
    assert [one.why for one in registry.promotions()] == [identity_standard.FIRST]


def test_the_order_of_rows_changes_nothing(nights: Nights, table: pd.DataFrame):
    straight = nights.run(table)
    pairs = nights.warehouse.read(asset.PAIRS_TABLE)
    pd.testing.assert_frame_equal(nights.run(table.sample(frac=1, random_state=1)), straight)
    pd.testing.assert_frame_equal(nights.warehouse.read(asset.PAIRS_TABLE), pairs)


def test_a_decision_stands_above_what_the_records_say(nights: Nights, table: pd.DataFrame):
    found = nights.run(table)
    sizes = found["cluster_id"].value_counts()
    one, other = found.loc[found["cluster_id"] == sizes.index[sizes == 2][0], "record_id"]
    stranger = found.loc[found["cluster_id"] == sizes.index[sizes == 1][0], "record_id"].iloc[0]
    told = [(one, other, "different", True), (one, stranger, "same", True), (other, stranger, "same", False)]
    decisions = pd.DataFrame(told, columns=["key_a", "key_b", "verdict", "stands"])
    after = nights.run(table, decisions).set_index("record_id")
    assert after.loc[one, "cluster_id"] == after.loc[stranger, "cluster_id"] != after.loc[other, "cluster_id"]
    assert after.loc[one, "matched_id"] == after.loc[other, "matched_id"]
    assert after["matched_id"].tolist() == found["matched_id"].tolist()


def test_pairs_kept_apart_wait_for_review_with_their_reasons(nights: Nights, table: pd.DataFrame):
    found = nights.run(table).assign(
        customer_id=lambda rows: "C" + rows["cluster_id"].astype(str).str.zfill(9)
    )
    nights.warehouse.write("core.identities", found.rename(columns={"record_id": "person_key"}))
    nights.warehouse.write("core.decisions", NO_DECISIONS.assign(decided_on=None).astype("str"))
    nights.warehouse.derive(
        "core.scored_pairs",
        "select record_id_l as record_a, record_id_r as record_b, * from ledger.scored_pairs",
    )
    nights.warehouse.derive("core.review_pairs", query_text("core/review_pairs"))
    pairs = nights.warehouse.read("core.review_pairs")
    assert len(pairs) > 3
    assert (pairs["customer_a"] < pairs["customer_b"]).all()
    assert pairs["strength"].between(10, 100).all()
    assert pairs["shared"].str.fullmatch(r"([a-z -]+ [一-鿿]+ [+-]\d+\.\d(, )?)+").all()
    values = [value for name in ("name", "email", "phone") for value in table[name].dropna()]
    assert not any(value in rule for rule in pairs["shared"] for value in values)


def test_a_company_without_doubtful_pairs_keeps_the_types_of_their_table(nights: Nights, table: pd.DataFrame):
    nights.run(table.head(2).assign(name=["Ann Everfield", "王小明"]))
    assert nights.warehouse.count(asset.PAIRS_TABLE) == 0
    types = nights.warehouse.columns(asset.PAIRS_TABLE)
    assert {types[name] for name in ("record_id_l", "record_id_r", "rule")} == {"VARCHAR"}
