"""Receipts are kept once, in a chain, and a change afterwards shows."""

import datetime as dt
import hashlib
import json
import shutil

import pandas as pd
import pyarrow as pa
import pytest

from warehouse import DuckDBWarehouse, lists, receipts, snapshots
from warehouse.workspace import Settings, Workspace


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    return Workspace(tmp_path, Settings())


def night(workspace: Workspace, day: dt.date, probability: float) -> None:
    warehouse = DuckDBWarehouse()
    frame = pd.DataFrame({"customer_id": ["C2", "C1"], "churn_probability": probability})
    warehouse.write("mart.predictions", frame)
    published = snapshots.publish(workspace, warehouse, ["mart.predictions"], {}, day)
    receipts.keep(workspace, warehouse, published)


def test_a_night_is_kept_once(workspace):
    for _ in range(2):
        night(workspace, dt.date(2026, 1, 1), 0.5)
    (kept,) = receipts.receipts(workspace)
    assert (kept.rows, kept.previous) == (2, "")
    assert receipts.broken(workspace) == set()


def test_a_replay_of_a_past_day_promises_nothing(workspace):
    night(workspace, dt.date(2026, 1, 2), 0.5)
    night(workspace, dt.date(2026, 1, 1), 0.9)
    assert [one.made_on for one in receipts.receipts(workspace)] == [dt.date(2026, 1, 2)]


def test_the_last_of_a_day_is_the_promise(workspace):
    for probability in (0.5, 0.6):
        night(workspace, dt.date(2026, 1, 1), probability)
    (last,) = receipts.promised(workspace, dt.date(2026, 2, 1))
    assert last.sequence == 2
    assert receipts.promised(workspace, dt.date(2026, 1, 1)) == []


def test_a_changed_prediction_shows_and_is_not_graded(workspace):
    for day in (1, 2, 3):
        night(workspace, dt.date(2026, 1, day), day / 10)
    first, second, _ = receipts.receipts(workspace)
    pd.DataFrame({"customer_id": ["C1"], "churn_probability": [0.0]}).to_parquet(
        receipts.predictions(workspace, first)
    )
    assert receipts.broken(workspace) == {first.snapshot}
    assert first not in receipts.promised(workspace, dt.date(2026, 2, 1))
    assert second in receipts.promised(workspace, dt.date(2026, 2, 1))


def test_a_missing_link_breaks_the_chain(workspace):
    for day in (1, 2, 3):
        night(workspace, dt.date(2026, 1, day), day / 10)
    _, second, third = receipts.receipts(workspace)
    receipts.predictions(workspace, second).unlink()
    (receipts.predictions(workspace, second).parent / receipts.ACCOUNT).unlink()
    assert receipts.broken(workspace) == {third.snapshot}


def exported(workspace: Workspace, segment: str) -> lists.Exported:
    said = pa.table({"customer_id": ["C1"], "churn_probability": [0.4], "churn_days": [90]})
    return lists.keep(workspace, said, "night", dt.date(2026, 1, 1), segment, "email", "hash of the file")


def test_a_list_is_named_by_the_next_receipt_and_once(workspace):
    night(workspace, dt.date(2026, 1, 1), 0.5)
    first = exported(workspace, "at_risk")
    night(workspace, dt.date(2026, 1, 2), 0.6)
    second = exported(workspace, "大客户")
    night(workspace, dt.date(2026, 1, 3), 0.7)
    named = [dict(one.lists) for one in receipts.receipts(workspace)]
    assert named == [{}, {first.name: first.mark}, {second.name: second.mark}]
    assert receipts.broken(workspace) == set()
    assert receipts.changed_lists(workspace) == []


def test_a_changed_list_shows_before_and_after_a_receipt_names_it(workspace):
    kept = exported(workspace, "at_risk")
    rows = lists.predictions(workspace, kept)
    for _ in range(2):
        whole = rows.read_bytes()
        rows.write_bytes(whole + b" ")
        assert receipts.changed_lists(workspace) == [kept.name]
        rows.write_bytes(whole)
        assert receipts.changed_lists(workspace) == []
        night(workspace, dt.date(2026, 1, 2), 0.5)


def test_a_list_told_anew_or_taken_away_shows(workspace):
    kept, other = exported(workspace, "at_risk"), exported(workspace, "loyal")
    night(workspace, dt.date(2026, 1, 2), 0.5)
    folder = workspace.lists / kept.name
    account = folder / lists.ACCOUNT
    account.write_text(account.read_text("utf-8").replace("at_risk", "asleep"), "utf-8")
    forged = f"night-asleep-email-{hashlib.sha256(account.read_bytes()).hexdigest()[: lists.MARK]}"
    folder.rename(workspace.lists / forged)
    assert forged in lists.marks(workspace)
    assert receipts.changed_lists(workspace) == [kept.name]
    shutil.rmtree(workspace.lists / other.name)
    assert receipts.changed_lists(workspace) == sorted([kept.name, other.name])


def test_a_receipt_that_forgets_a_list_breaks_the_chain(workspace):
    exported(workspace, "at_risk")
    for day in (2, 3):
        night(workspace, dt.date(2026, 1, day), day / 10)
    first, second = receipts.receipts(workspace)
    account = workspace.receipts / first.snapshot / receipts.ACCOUNT
    content = {
        name: value for name, value in json.loads(account.read_text("utf-8")).items() if name != "lists"
    }
    account.write_text(json.dumps(content), "utf-8")
    assert receipts.broken(workspace) == {second.snapshot}
