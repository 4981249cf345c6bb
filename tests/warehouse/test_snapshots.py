import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from warehouse import DuckDBWarehouse, snapshots
from warehouse.workspace import Workspace

DAY = dt.date(2026, 7, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "regulars.toml").write_text("")
    return Workspace.open(tmp_path)


def published(workspace: Workspace, values: list[int], day: dt.date = DAY) -> snapshots.Snapshot:
    warehouse = DuckDBWarehouse()
    warehouse.write("mart.numbers", pd.DataFrame({"value": values}))
    return snapshots.publish(workspace, warehouse, ["mart.numbers"], {"report.html": "<p>"}, day)


def read(snapshot: snapshots.Snapshot) -> list[int]:
    with snapshot.open() as connection:
        return [row[0] for row in connection.execute("select value from mart.numbers").fetchall()]


def test_the_newest_serves_and_old_ones_stay(workspace: Workspace):
    first, second = published(workspace, [1]), published(workspace, [2])
    assert snapshots.current(workspace) == second
    assert [one.id for one in snapshots.history(workspace)] == [second.id, first.id]
    assert read(second) == [2]


def test_the_same_content_in_another_order_is_the_same_snapshot(workspace: Workspace):
    assert published(workspace, [1, 2, 3]).id == published(workspace, [3, 1, 2]).id
    assert len(snapshots.history(workspace)) == 1


def test_a_published_file_has_no_log_beside_it(workspace: Workspace):
    files = {file.name for file in published(workspace, [1]).folder.iterdir()}
    assert files == {"warehouse.duckdb", "report.html", "manifest.json"}


@pytest.mark.parametrize(
    "statement",
    [
        "create table mart.mine (a int)",
        "insert into mart.numbers values (9)",
        "select * from read_csv('/etc/hostname')",
        "copy mart.numbers to '/tmp/out.csv'",
        "attach '/tmp/other.duckdb'",
        "set enable_external_access = true",
        "load httpfs",
    ],
)
def test_a_reader_can_change_and_reach_nothing(workspace: Workspace, statement: str):
    with published(workspace, [1]).open() as connection, pytest.raises(duckdb.Error):
        connection.execute(statement)


def test_a_damaged_snapshot_gives_way_to_the_one_before(workspace: Workspace):
    first, second = published(workspace, [1]), published(workspace, [2])
    assert snapshots.current(workspace) == second
    file = second.folder / "warehouse.duckdb"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert snapshots.current(workspace) == first
    with pytest.raises(snapshots.DamagedSnapshot):
        snapshots.rollback(workspace, second.id)


def test_rollback_lets_an_older_one_serve(workspace: Workspace):
    first = published(workspace, [1])
    published(workspace, [2])
    snapshots.rollback(workspace, first.id)
    assert snapshots.current(workspace) == first
    with pytest.raises(KeyError):
        snapshots.rollback(workspace, "20200101-00000000")


def test_before_looks_at_reporting_days_not_at_publishing(workspace: Workspace):
    earlier = published(workspace, [1], DAY - dt.timedelta(days=30))
    published(workspace, [2])
    assert snapshots.before(workspace, DAY) == earlier
    assert snapshots.before(workspace, earlier.as_of) is None


def test_pruning_keeps_three_and_spares_fresh_ones(workspace: Workspace, monkeypatch: pytest.MonkeyPatch):
    kept = [published(workspace, [number]) for number in range(5)]
    assert len(snapshots.history(workspace)) == 5
    monkeypatch.setattr(snapshots, "KEPT_SECONDS", -1)
    published(workspace, [9])
    assert [one.id for one in snapshots.history(workspace)][1:] == [kept[4].id, kept[3].id]


def test_nothing_published_is_nothing(workspace: Workspace):
    assert snapshots.current(workspace) is None
    assert snapshots.history(workspace) == []
