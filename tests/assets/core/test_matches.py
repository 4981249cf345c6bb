"""The night's clusters: the standard learned once and kept, pairs compared once, decisions above all."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from assets import identity_standard
from assets.core import matches as asset
from assets.core import record_forms
from assets.queries import query_text
from benchmarks.identity_nights import NO_DECISIONS, NO_LINKS, people
from models.pair_scores import PairScores
from warehouse import DuckDBWarehouse, snapshots
from warehouse.workspace import Settings, Workspace

DAY = dt.date(2026, 7, 1)


class Nights:
    """A workspace, its working warehouse, and what the last night did: records normalised, pairs compared."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.workspace, self.warehouse = Workspace(home, Settings()), DuckDBWarehouse()
        self.normalised, self.compared = 0, 0
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
        record_forms.record_forms(warehouse=self.warehouse, workspace=self.workspace)
        self.normalised = self.warehouse.count("ledger.told_first")
        found = asset.matches(decisions=decisions, warehouse=self.warehouse, workspace=self.workspace)
        identity_standard.commit(self.workspace, DAY, self.warehouse)
        snapshots.publish(self.workspace, self.warehouse, ["core.record_forms"], {}, DAY)
        return found

    def forms(self) -> pd.DataFrame:
        """The forms of the last night's records."""
        return self.warehouse.read("core.record_forms", order_by=["record_id"])


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
    assert (nights.normalised, nights.compared) == (0, 0)
    with_news = nights.run(table)
    assert nights.normalised == 20
    assert 0 < nights.compared < everything / 5
    nights.warehouse = DuckDBWarehouse()
    pd.testing.assert_frame_equal(nights.run(table), with_news)
    registry = identity_standard.registry_of(nights.workspace)
    assert [card.version for card in registry.versions()] == ["v0001"]
    assert [(one.why, one.why_zh) for one in registry.promotions()] == [identity_standard.FIRST]


def test_a_night_of_news_is_a_whole_night(nights: Nights, table: pd.DataFrame, monkeypatch):
    """Additions, corrections and departures; then the same with nothing published and nothing remembered."""
    nights.run(table.iloc[20:])
    news = table.drop(index=range(100, 110)).reset_index(drop=True)
    news.loc[30:36, "name"] = news["name"].to_numpy()[300:307]
    news.loc[40, "city"] = None
    found, forms = nights.run(news), nights.forms()
    pairs = nights.warehouse.read(asset.PAIRS_TABLE)
    assert 20 < nights.normalised <= 28
    nights.warehouse = DuckDBWarehouse()
    monkeypatch.setattr(snapshots, "current", lambda _: None)
    pd.testing.assert_frame_equal(nights.run(news), found)
    assert nights.normalised == len(news)
    pd.testing.assert_frame_equal(nights.forms(), forms)
    pd.testing.assert_frame_equal(nights.warehouse.read(asset.PAIRS_TABLE), pairs)


def test_other_code_normalises_and_compares_everything_again(
    nights: Nights, table: pd.DataFrame, monkeypatch
):
    nights.run(table)
    compared = nights.compared
    for module in (record_forms, identity_standard):
        monkeypatch.setattr(module, "code", lambda: "another")
    nights.run(table)
    assert (nights.normalised, nights.compared) == (len(table), compared)
    assert set(nights.forms()["code"]) == {"another"}


def test_what_was_stopped_half_way_is_not_remembered(nights: Nights, table: pd.DataFrame):
    nights.run(table)
    compared = nights.compared
    nights.warehouse.write("ledger.matching_by", pd.DataFrame({"mark": [""]}))
    nights.run(table)
    assert nights.compared == compared


ZHAO, QIAN = "11010519491231002X", "110105199003078887"


def test_two_numbers_for_life_are_two_people_and_one_number_is_one(nights: Nights, table: pd.DataFrame):
    """Whatever else agrees; only what people decide is above it."""
    same = {"name": "Ann Everfield", "email": "ann@example.com", "phone": "+8613912345678"}
    other = {"name": "Ann Everfield", "email": "annie@example.net"}
    cards = pd.DataFrame([same, same, other, other]).assign(
        record_id=["x1", "x2", "x3", "x4"],
        object="customers",
        reference=["crm|x1", "crm|x2", "crm|x3", "crm|x4"],
    )
    cards["national_id"] = [ZHAO, QIAN, "110105 19491231 002x", "110105194912310021"]
    everybody = pd.concat([table, cards.reindex(columns=table.columns)], ignore_index=True).astype("str")
    found = nights.run(everybody).set_index("record_id")["cluster_id"]
    assert found["x1"] != found["x2"]
    assert found["x1"] == found["x3"]
    assert found["x3"] == found["x4"]


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
