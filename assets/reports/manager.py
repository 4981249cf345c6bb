"""The manager's page as an asset."""

import dagster as dg
import pandas as pd

from assets.reporting_day import reporting_day
from assets.reports.content import checked, read
from assets.reports.mail import machine
from assets.reports.page import render
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(key_prefix="reports", deps=[source.split(".") for source in checked()])
def manager(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """The manager's page: one self-contained HTML text of aggregates, in English and Chinese; and as JSON."""
    content = read(warehouse, workspace, reporting_day(warehouse))
    page = render(content)
    return pd.DataFrame({"page": [page], "bytes": [len(page.encode())], "content": [machine(content)]})
