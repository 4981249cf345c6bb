"""The asset, and what publishing makes of its page."""

from pathlib import Path
from types import ModuleType

import pandas as pd

from assets.reports.content import measures
from assets.reports.manager import manager
from warehouse import DuckDBWarehouse, snapshots


def test_one_row_with_the_page_and_its_size(company: ModuleType, tmp_path: Path):
    warehouse = _night(company)
    row = manager(warehouse=warehouse, workspace=company.workspace(tmp_path)).iloc[0]
    assert row["bytes"] == len(row["page"].encode())


def test_the_published_page_names_its_snapshot(company: ModuleType, tmp_path: Path):
    warehouse, workspace = _night(company), company.workspace(tmp_path)
    page = manager(warehouse=warehouse, workspace=workspace)["page"].iloc[0]
    texts = {snapshots.REPORT: page}
    published = snapshots.publish(workspace, warehouse, ["mart.measures"], texts, company.AS_OF)
    assert snapshots.IDENTIFIER_MARK in page
    assert f">{published.id}</span>" in published.report.read_text("utf-8")


def test_the_change_is_against_an_earlier_day(company: ModuleType, tmp_path: Path):
    warehouse, workspace = _night(company), company.workspace(tmp_path)
    day = company.AS_OF - pd.Timedelta(days=30)
    published = snapshots.publish(workspace, warehouse, ["mart.measures"], {}, day)
    assert measures(published)["repeat_rate"] == 0.4312
    assert "no change" in manager(warehouse=warehouse, workspace=workspace)["page"].iloc[0]


def _night(company: ModuleType) -> DuckDBWarehouse:
    warehouse = DuckDBWarehouse()
    company.write(warehouse, customers=100)
    warehouse.write("core.reporting_day", pd.DataFrame({"as_of": [pd.Timestamp(company.AS_OF)]}))
    return warehouse
