"""Nights that follow each other: ids stay, merge, come apart and answer for the past."""

import csv
import datetime as dt
import json
import shlex
import shutil
from pathlib import Path

import dagster as dg
import pandas as pd
import pytest
from typer.testing import CliRunner

from app.cli import app
from app.commands.init import create
from models.matching.quality import pairwise
from pipelines.assembly import all_assets
from pipelines.publishing import publishing_asset
from pipelines.resources import Tables, working_warehouse
from simulation import simulate
from warehouse import id_store, snapshots
from warehouse.workspace import Workspace

FIRST, SECOND, THIRD = dt.date(2026, 7, 1), dt.date(2026, 7, 2), dt.date(2026, 7, 3)
HEADER = ["Customer Id", "Name", "Email", "Phone", "Address", "City"]
ADA = ["K1", "Ada Examplewright", "ada@example.com", "", "1 Sample Street", "Sampleton"]
ADA_BY_PHONE = ["K2", "Ada Examplewright", "", "13911112222", "", ""]
BRIDGE = ["K3", "Ada Examplewright", "ada@example.com", "13911112222", "", ""]


def deliver(home: Path, name: str, *rows: list[str]) -> None:
    with (home / "inbox" / name).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])


def night(home: Path, day: dt.date) -> dict[str, str]:
    """Read, match and publish, without the models; system's own number → customer."""
    workspace = Workspace.open(home)
    content = [one for one in all_assets() if all(key.path[0] in ("raw", "core") for key in one.keys)]
    content.append(publishing_asset({key for one in content for key in one.keys}))
    with working_warehouse(workspace) as warehouse:
        warehouse.write("reports.manager", pd.DataFrame({"page": ["<html></html>"], "content": ["{}"]}))
        warehouse.write("mart.predictions", pd.DataFrame({"customer_id": ["none"]}))
        resources = {"workspace": workspace, "warehouse": warehouse, "io_manager": Tables(warehouse)}
        day_of = {"ops": {"core__reporting_day": {"config": {"as_of": day.isoformat()}}}}
        with dg.DagsterInstance.ephemeral() as instance:
            assert dg.materialize(content, resources=resources, run_config=day_of, instance=instance).success
    return customers(home)


def customers(home: Path) -> dict[str, str]:
    query = """
        select reference, customer_id from core.normalised_records
        inner join core.identities using (person_key) where object = 'customers' and reference is not null
    """
    return dict(ask(home, query))


def ask(home: Path, query: str) -> list[tuple[str, ...]]:
    snapshot = snapshots.current(Workspace.open(home))
    assert snapshot is not None
    with snapshot.open() as connection:
        return connection.execute(query).fetchall()


def answered(home: Path, *arguments: str) -> dict[str, object]:
    result = CliRunner().invoke(app, ["id", *arguments, "--json", "--home", str(home)])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    """Three nights: two records of one person, a record that joins them, and its correction."""
    home = tmp_path_factory.mktemp("company")
    create(home)
    simulate(home, 60, 5)
    deliver(home, "members.csv", ADA, ADA_BY_PHONE)
    first = night(home, FIRST)
    deliver(home, "joined.csv", BRIDGE)
    (home / "store" / "warehouse.duckdb").unlink()
    second = night(home, SECOND)
    deliver(home, "joined.csv", [*BRIDGE[:3], "13933334444", "", ""])
    return home, [first, second, night(home, THIRD)]


def test_new_files_change_no_id_without_evidence(nights):
    _, (first, second, third) = nights
    ours = {"generic|K1", "generic|K2", "generic|K3"}
    assert {key: id_ for key, id_ in second.items() if key not in ours} == {
        key: id_ for key, id_ in first.items() if key not in ours
    }
    assert {key: third[key] for key in first} == first


def test_a_merge_keeps_the_older_id_until_it_is_corrected(nights):
    home, (first, second, third) = nights
    older, younger = sorted([first["generic|K1"], first["generic|K2"]])
    assert {second[f"generic|K{n}"] for n in (1, 2, 3)} == {older}
    assert third["generic|K3"] == third["generic|K1"] != third["generic|K2"]
    assert answered(home, younger, "--at", str(FIRST))["customer_id"] == younger
    assert answered(home, younger, "--at", str(SECOND))["customer_id"] == older
    assert answered(home, younger)["customer_id"] == younger
    assert answered(home, "generic|K2", "--at", str(SECOND))["customer_id"] == older
    assert [row["event"] for row in answered(home, younger)["events"]] == ["merged", "restored"]


def test_who_was_not_there_yet_has_no_id(nights):
    home, _ = nights
    result = CliRunner().invoke(app, ["id", "generic|K3", "--at", str(FIRST), "--home", str(home)])
    assert result.exit_code != 0


def test_a_replay_of_an_earlier_day_leaves_the_ledger_alone(nights, tmp_path: Path):
    home = Path(shutil.copytree(nights[0], tmp_path / "again"))
    before = id_store.entries(Workspace.open(home))
    latest = snapshots.current(Workspace.open(home))
    assert night(home, FIRST) == nights[1][-1]
    assert [entry.on for entry in id_store.entries(Workspace.open(home))] == [entry.on for entry in before]
    night(home, THIRD)
    again = snapshots.current(Workspace.open(home))
    assert latest is not None
    assert again is not None
    assert again.id == latest.id


def test_the_same_nights_elsewhere_give_the_same_ids(nights, tmp_path: Path):
    home = tmp_path / "elsewhere"
    create(home)
    simulate(home, 60, 5)
    deliver(home, "members.csv", ADA_BY_PHONE, ADA)
    assert night(home, FIRST) == nights[1][0]


def reviewed(home: Path, *arguments: str) -> dict[str, object]:
    result = CliRunner().invoke(app, ["review", *arguments, "--json", "--home", str(home)])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def decided(nights, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The company after somebody decided that two of its members are one."""
    home = Path(shutil.copytree(nights[0], tmp_path_factory.mktemp("decided") / "company"))
    pair = "generic|K1,generic|K2"
    preview = reviewed(home, "decide", pair, "same", "--by", "Lin", "--why", "one member card")
    assert not reviewed(home, "decisions")
    assert (len(preview["changes"]["before"]), len(preview["changes"]["after"])) == (2, 1)
    reviewed(home, "decide", pair, "same", "--by", "Lin", "--why", "one member card", "--yes")
    return home, night(home, THIRD)


def test_a_decision_merges_and_its_undoing_gives_each_its_id_back(decided, nights):
    home, together = decided
    apart = nights[1][-1]
    assert together["generic|K1"] == together["generic|K2"] == min(apart["generic|K1"], apart["generic|K2"])
    preview = reviewed(home, "undo", "D00001", "--by", "Lin")
    assert {row["customer_id"] for row in preview["changes"]["after"]} == {
        apart["generic|K1"],
        apart["generic|K2"],
    }
    reviewed(home, "undo", "D00001", "--by", "Lin", "--yes")
    assert night(home, THIRD) == apart
    assert [row["undone_on"] for row in reviewed(home, "decisions")] == [str(THIRD)]


def test_never_is_never(nights, tmp_path: Path):
    home = Path(shutil.copytree(nights[0], tmp_path / "company"))
    (home / "identity.yaml").write_text("never:\n- [generic|K1, generic|K3]\n", "utf-8")
    parted = night(home, THIRD)
    assert parted["generic|K1"] != parted["generic|K3"]
    assert reviewed(home, "list")["open"] == len(reviewed(home, "list", "--limit", "500")["pairs"])


LATER = ("zoho_contacts.csv", "shopify_orders_2026.csv", "tickets.csv", "tickets_副本.csv")
IDS = "select person_key, customer_id from core.identities"


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], dict[str, str]]:
    """The simulated company of 5,000: a night without some systems' files, and one with them."""
    home = tmp_path_factory.mktemp("growing")
    create(home)
    simulate(home, 5000, 1)
    waiting = home / "waiting"
    waiting.mkdir()
    for name in LATER:
        (home / "inbox" / name).rename(waiting / name)
    night(home, FIRST)
    first = dict(ask(home, IDS))
    for name in LATER:
        (waiting / name).rename(home / "inbox" / name)
    night(home, SECOND)
    return home, first, dict(ask(home, IDS))


def people_of(home: Path) -> pd.DataFrame:
    """Every exported record with the true person and the customer it was matched to."""
    found = ask(
        home,
        """
        select system, split_part(reference, '|', 2), customer_id
        from core.normalised_records inner join core.identities using (person_key)
        where object in ('customers', 'contacts')
        union all
        select system, split_part(order_id, '|', 2), customer_id from core.orders
        where system = 'shopify'
        """,
    )
    table = pd.DataFrame(found, columns=["system", "record_id", "customer_id"])
    truth = pd.read_csv(home / "truth" / "records.csv", dtype="str")
    return truth.merge(table, on=["system", "record_id"])


def test_people_are_found_over_two_nights(growing):
    both = people_of(growing[0])
    pairs = both[["person_id", "customer_id"]].drop_duplicates()
    assert (~pairs["person_id"].duplicated(keep=False)).sum() / pairs["person_id"].nunique() >= 0.97
    assert (~pairs["customer_id"].duplicated(keep=False)).sum() / pairs["customer_id"].nunique() >= 0.995
    found = pairwise(both["customer_id"], both["person_id"])
    assert found.precision >= 0.995
    assert found.recall >= 0.97


def test_new_files_change_ids_by_merging_alone(growing):
    home, first, second = growing
    kept = {key: id_ for key, id_ in first.items() if key in second}
    aliases = dict(ask(home, "select alias_id, customer_id from core.id_aliases"))
    assert len(kept) > 0.95 * len(first)
    assert all(second[key] in (id_, aliases.get(id_)) for key, id_ in kept.items())
    assert {event for (event,) in ask(home, "select event from core.id_events")} <= {"merged"}


def test_a_night_that_remembers_nothing_finds_the_same(growing, tmp_path: Path):
    home = Path(shutil.copytree(growing[0], tmp_path / "company"))
    (home / "store" / "warehouse.duckdb").unlink()
    night(home, THIRD)
    assert dict(ask(home, IDS)) == growing[2]
    learned = "select records from core.matching_standard"
    assert ask(home, learned) == ask(growing[0], learned)


def test_matching_is_learned_again_on_purpose_and_ids_stay(growing, tmp_path: Path):
    home = Path(shutil.copytree(growing[0], tmp_path / "company"))
    arguments = ["models", "retrain", "identity", "--json", "--home", str(home)]
    preview, kept = (
        json.loads(CliRunner().invoke(app, [*arguments, *more]).stdout) for more in ([], ["--yes"])
    )
    assert (preview["version"], kept["version"]) == (None, "v0002")
    assert (preview["joined"], preview["parted"]) == (kept["joined"], kept["parted"])
    night(home, THIRD)
    after = dict(ask(home, IDS))
    changed = {growing[2][key] for key in after if after[key] != growing[2][key]}
    assert len(changed) <= preview["joined"] + preview["parted"] < 0.01 * len(set(after.values()))
    assert ask(home, "select is_learned from core.matching_standard") == [(True,)]


def test_what_is_printed_next_can_be_pasted_into_a_shell(nights):
    home = nights[0]
    arguments = ["review", "decide", "generic|K1,generic|K2", "same", "--by", "Lin", "--why", "one card"]
    printed = CliRunner().invoke(app, [*arguments, "--home", str(home)]).output
    told = shlex.split(printed[printed.index("regulars review decide") :])
    assert told[1 : len(arguments) + 2] == [*arguments, "--yes"]


@pytest.mark.parametrize(("by", "why"), [("", "one card"), ("Lin", " ")])
def test_a_decision_without_a_name_or_a_reason_is_refused(nights, by: str, why: str):
    arguments = ["review", "decide", "generic|K1,generic|K2", "same", "--by", by, "--why", why, "--yes"]
    assert CliRunner().invoke(app, [*arguments, "--home", str(nights[0])]).exit_code != 0
    assert not reviewed(nights[0], "decisions")
