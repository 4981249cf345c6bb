"""The run itself: twice the same, shuffled the same, and a failed check leaves yesterday's results."""

import csv
import random
import shutil
from pathlib import Path

import dagster as dg
import great_expectations.expectations as gxe
import pandas as pd
import pytest

import expectations.core.orders
from app.commands.init import create
from pipelines.faults import ANOTHER_RUN, LATE, REFUSED
from pipelines.night import run
from pipelines.resources import working_warehouse
from warehouse import snapshots
from warehouse.registry import Registry
from warehouse.workspace import Workspace


def fingerprints(workspace: Workspace) -> dict[str, object]:
    snapshot = snapshots.current(workspace)
    assert snapshot is not None
    return snapshot.manifest["tables"]


def test_the_account_of_the_run_balances(published):
    _, result = published
    totals = pd.DataFrame(result.files)[["records", "loaded", "quarantined", "duplicate", "blank"]].sum()
    assert totals["records"] == totals.drop("records").sum()
    assert 0 < result.people < result.records


def test_the_published_night_keeps_the_models_it_promoted(published):
    workspace, _ = published
    assert Registry(workspace, "churn").champion() is not None
    assert not [one for one in Registry(workspace, "churn", is_night=True).promotions() if one.is_awaiting]


def test_a_second_run_loads_nothing_and_changes_nothing(published):
    workspace, first = published
    before = fingerprints(workspace)
    second = run(workspace)
    assert sum(file["loaded"] for file in second.files) == 0
    assert sum(file["records"] for file in second.files) == sum(file["duplicate"] for file in second.files)
    assert second.snapshot_id == first.snapshot_id
    assert fingerprints(workspace) == before


def test_shuffled_rows_give_the_same_people_segments_and_predictions(published, tmp_path: Path):
    workspace, _ = published
    create(tmp_path)
    for file in workspace.inbox.iterdir():
        shuffled(file, tmp_path / "inbox" / file.name)
    assert run(Workspace.open(tmp_path)).ok
    other, one = fingerprints(Workspace.open(tmp_path)), fingerprints(workspace)
    same = [
        "core.customers",
        "mart.rfm",
        "mart.rfm_segments",
        "mart.segment_members",
        "mart.churn",
        "mart.lifetime_value",
    ]
    assert {name: other[name] for name in same} == {name: one[name] for name in same}


def shuffled(source: Path, target: Path) -> None:
    """The file with its clean lines in another order; the lines of one Shopify order stay together."""
    if source.suffix != ".csv":
        shutil.copyfile(source, target)
        return
    head, *records = whole_records(source.read_bytes())
    blocks = by_order(records) if source.name.startswith("shopify") else [[record] for record in records]
    random.Random(7).shuffle(blocks)
    target.write_bytes(head + b"".join(record for block in blocks for record in block))


def whole_records(content: bytes) -> list[bytes]:
    """Physical lines joined until their quotes are closed."""
    records = [b""]
    for line in content.splitlines(keepends=True):
        records[-1] += line
        if records[-1].count(b'"') % 2 == 0:
            records.append(b"")
    return [record for record in records if record]


def by_order(records: list[bytes]) -> list[list[bytes]]:
    blocks: dict[str, list[bytes]] = {}
    for record in records:
        fields = next(csv.reader(record.decode("utf-8").splitlines()), [""])
        blocks.setdefault(fields[0] if fields else "", []).append(record)
    return list(blocks.values())


def test_a_failed_blocking_check_leaves_yesterdays_snapshot(published, monkeypatch: pytest.MonkeyPatch):
    workspace, first = published
    impossible = gxe.ExpectTableRowCountToBeBetween(min_value=10**9)
    monkeypatch.setattr(expectations.core.orders, "suite", [*expectations.core.orders.suite, impossible])
    result = run(workspace)
    assert (result.ok, result.exit_code) == (False, REFUSED)
    assert "core.orders" in result.message
    assert first.snapshot_id in result.message
    serving = snapshots.current(workspace)
    assert serving is not None
    assert serving.id == first.snapshot_id


def test_a_run_beside_another_says_who_holds_the_workspace(published):
    workspace, _ = published
    with working_warehouse(workspace):
        result = run(workspace)
    assert result.exit_code == ANOTHER_RUN
    assert "process" in result.message


def test_an_empty_inbox_is_late_not_green(tmp_path: Path):
    create(tmp_path)
    result = run(Workspace.open(tmp_path))
    assert not result.ok
    assert result.exit_code in {LATE, REFUSED}
    assert "Nothing has been published yet" in result.message


def test_no_personal_value_is_in_the_report_the_checks_or_the_log(
    published, capfd: pytest.CaptureFixture[str]
):
    workspace, _ = published
    snapshot = snapshots.current(workspace)
    assert snapshot is not None
    with snapshot.open() as connection:
        people = connection.execute("select email, phone from core.customers").df()
        names = [
            name
            for (name,) in connection.execute(
                "select table_name from duckdb_tables() where schema_name = 'checks'"
            ).fetchall()
        ]
        checks = "".join(connection.execute(f'select * from checks."{name}"').df().to_csv() for name in names)
    seen = snapshot.report.read_text("utf-8") + checks + "".join(capfd.readouterr())
    secrets = set(people["email"].dropna()) | {phone[3:] for phone in people["phone"].dropna()}
    assert len(secrets) > 300
    assert not [secret for secret in secrets if secret in seen]


def test_retrain_runs_on_the_tables_that_are_there(published):
    from pipelines.assembly import assemble
    from pipelines.resources import Tables

    workspace, _ = published
    with working_warehouse(workspace) as warehouse:
        resources = {"workspace": workspace, "warehouse": warehouse, "io_manager": Tables(warehouse)}
        job = assemble(resources).resolve_job_def("retrain")
        assert job.execute_in_process(instance=dg.DagsterInstance.ephemeral()).success


@pytest.mark.parametrize(
    ("name", "text", "came"),
    [
        ("leads.csv", "Lead Id,Name,Email,Lead Status\nL1,Wei Li,li@lead.example,New\n", "1 leads"),
        (
            "contracts.csv",
            "Contract Id,Customer Id,Start Date,Monthly Fee,Plan\nK1,C1,2025-01-01,20,basic\n",
            "1 contracts",
        ),
    ],
)
def test_a_company_without_orders_is_told_what_is_missing(tmp_path: Path, name, text, came):
    create(tmp_path)
    (tmp_path / "inbox" / name).write_text(text, "utf-8")
    result = run(Workspace.open(tmp_path))
    assert (result.ok, result.exit_code) == (False, LATE)
    assert "No order has come yet" in result.message
    assert came in result.message
    assert "Nothing has been published yet" in result.message
