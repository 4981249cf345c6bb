"""An invented person goes through a night, a decision and an export: nothing but lists names them."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner

from app.cli import app
from app.commands.init import create
from pipelines.assembly import assemble
from pipelines.progress import step_logger
from pipelines.resources import Tables, working_warehouse
from simulation import simulate
from warehouse import snapshots
from warehouse.decisions import Decision, decide
from warehouse.workspace import Workspace

NAME, EMAIL, PHONE = "Canaria Yellowfeather", "canaria.yellowfeather@example.com", "13987654301"
ADDRESS, NATIONAL_ID = "77 Invented Aviary Lane", "110101199003078888"
SECRETS = (NAME, EMAIL, PHONE, ADDRESS, NATIONAL_ID, "Yellowfeather", "黄羽莺")
MEANT_TO_HOLD_PEOPLE = ("store/lake/", "store/warehouse.duckdb", "inbox/", "list.csv")
TABLES_OF_PEOPLE = {
    "core.account_contacts", "core.accounts", "core.consents", "core.contact_points", "core.contracts",
    "core.customers", "core.decisions", "core.interactions", "core.normalised_records", "core.opportunities",
    "core.orders", "core.payments", "core.people", "core.people_once", "core.record_forms", "core.records",
    "core.tickets",
    "mart.portrait", "raw.quarantine",
}  # fmt: skip


@dataclass(frozen=True)
class Night:
    """A workspace after a night, what was printed, and where Dagster kept its events."""

    home: Path
    printed: str
    dagster: Path


def write(file: Path, *rows: list[str]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def deliver(home: Path) -> None:
    head = ["Customer Id", "Name", "Email", "Phone", "Address", "City", "Email Consent", "身份证号"]
    write(
        home / "inbox" / "members.csv",
        head,
        ["K1", NAME, EMAIL, PHONE, ADDRESS, "Sampleton", "yes", NATIONAL_ID],
        ["K2", "黄羽莺", "", "13987654302", ADDRESS, "Sampleton", "", NATIONAL_ID],
    )
    order = ["O1", "K1", NAME, EMAIL, PHONE, "2026-06-20", "120.00", f"for {NAME}"]
    broken = ["O2", "K1", NAME, EMAIL, PHONE, "no day", "much", ADDRESS]
    columns = ["Order Id", "Customer Id", "Customer Name", "Email", "Phone", "Order Date", "Amount", "Note"]
    write(home / "inbox" / "canary_orders.csv", columns, order, broken)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    home = tmp_path_factory.mktemp("canary") / "shop"
    create(home)
    simulate(home, 60, 5)
    deliver(home)
    workspace = Workspace.open(home)
    decide(workspace, Decision("", "generic|K1", "generic|K2", "same", "Lin", None, "one member card"))
    kept = tmp_path_factory.mktemp("dagster")
    with working_warehouse(workspace) as warehouse, instance_in(kept) as instance:
        resources = {"workspace": workspace, "warehouse": warehouse, "io_manager": Tables(warehouse)}
        job = assemble(resources, {"steps": step_logger(None)}).resolve_job_def("nightly")
        assert job.execute_in_process(instance=instance, run_config={"loggers": {"steps": {}}}).success
    said = [
        run("export", "newsletter_reachable", "--channel", "email", "--out", str(home / "list.csv"),
            "--include-holdout", "--reason", "test", "--json", home=home),
        run("status", home=home),
        run("review", "decisions", "--json", home=home),
        run("id", "generic|K1", home=home),
        run("doctor", home=home),
    ]  # fmt: skip
    return Night(home, "".join(said), kept)


def instance_in(folder: Path) -> dg.DagsterInstance:
    return dg.DagsterInstance.local_temp(str(folder), overrides={"telemetry": {"enabled": False}})


def run(*arguments: str, home: Path) -> str:
    result = CliRunner().invoke(app, [*arguments, "--home", str(home)])
    assert result.exit_code == 0, result.output
    return result.output


def leaks(folder: Path) -> Iterator[str]:
    """The files under a folder whose bytes hold a secret; databases table by table."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        place = file.relative_to(folder).as_posix()
        if file.name == "warehouse.duckdb" and "snapshots" in file.parts:
            yield from (f"{place}: {table}" for table in tables_with_secrets(file))
        elif not place.startswith(MEANT_TO_HOLD_PEOPLE) and has_secret(content(file)):
            yield place


def content(file: Path) -> str:
    if file.suffix == ".parquet":
        with duckdb.connect() as connection:
            return str(connection.execute("select * from read_parquet(?)", [str(file)]).fetchall())
    return file.read_bytes().decode("utf-8", errors="replace")


def tables_with_secrets(file: Path) -> Iterator[str]:
    with duckdb.connect(str(file), read_only=True) as connection:
        named = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() order by 1"
        ).fetchall()
        for (table,) in named:
            rows = connection.execute(f"select * from {table}").fetchall()
            if table not in TABLES_OF_PEOPLE and has_secret(str(rows)):
                yield table


def has_secret(text: str) -> bool:
    plain = json.loads(f'"{text}"') if text.isascii() and "\\u" in text and '"' not in text else text
    return any(secret in plain or secret.encode("unicode_escape").decode() in text for secret in SECRETS)


def test_the_canary_went_all_the_way(night: Night):
    assert EMAIL in (night.home / "list.csv").read_text("utf-8-sig")
    with snapshots.current(Workspace.open(night.home)).open() as connection:
        people = connection.execute("select customer_id, name from core.customers").fetchall()
        assert {NAME, "黄羽莺"} & {name for _, name in people}
        merged = "select count(distinct customer_id) from core.identities inner join core.normalised_records"
        of = " using (person_key) where reference in ('generic|K1', 'generic|K2')"
        assert connection.execute(merged + of).fetchone() == (1,)
        assert connection.execute("select count(*) from raw.quarantine").fetchone()[0] > 0


def test_no_written_byte_names_the_canary(night: Night):
    assert list(leaks(night.home)) == []
    assert list(leaks(night.dagster)) == []
    assert any(file.suffix == ".db" for file in night.dagster.rglob("*"))


def test_nothing_printed_names_the_canary(night: Night, capfd: pytest.CaptureFixture[str]):
    assert not has_secret(night.printed + "".join(capfd.readouterr()))
    assert "generic|K1" in night.printed


@pytest.mark.parametrize("secret", SECRETS)
def test_a_planted_leak_is_found(tmp_path: Path, secret: str):
    (tmp_path / "run.log").write_text(f"loaded row of {secret}\n", "utf-8")
    (tmp_path / "events.json").write_text(json.dumps({"value": secret}), "utf-8")
    pd.DataFrame({"leaked": [secret]}).to_parquet(tmp_path / "rows.parquet")
    folder = tmp_path / "snapshots" / "one"
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        connection.execute("create schema checks")
        connection.execute("create table checks.suite as select ? as sample", [secret])
    found = list(leaks(tmp_path))
    assert found == ["events.json", "rows.parquet", "run.log", "snapshots/one/warehouse.duckdb: checks.suite"]


def test_the_portrait_tells_what_is_known_and_what_is_not(night: Night):
    found = json.loads(run("customer", first_id(night), "--json", home=night.home))
    assert found["attributes"]["address"] == ADDRESS
    consents = {row["channel"]: row["is_granted"] for row in found["consents"]}
    assert consents == {"email": True, "phone": None, "sms": None}
    assert {(row["kind"], row["is_used"]) for row in found["contact_points"]} >= {("email", True)}
    assert any(row["amount"] == 120 for row in found["timeline"])
    assert {row["field"]: row["rule"] for row in found["sources"]}["address"] == "undisputed"


def test_the_sheet_to_hand_over_stands_alone(night: Night):
    sheet = night.home / "list.csv.sheet.html"
    run("customer", first_id(night), "--out", str(sheet), home=night.home)
    page = sheet.read_text("utf-8")
    sheet.unlink()
    assert any(name in page for name in (NAME, "黄羽莺"))
    assert "unknown: do not contact" in page
    assert "http" not in page.replace("http-equiv", "")


def first_id(night: Night) -> str:
    return str(json.loads(run("id", "generic|K1", "--json", home=night.home))["customer_id"])
