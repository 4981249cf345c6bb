"""Receipts are kept once, in a chain, and a change afterwards shows."""

import datetime as dt

import pandas as pd
import pytest

from warehouse import DuckDBWarehouse, receipts, snapshots
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
