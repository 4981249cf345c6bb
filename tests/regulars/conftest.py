"""A published night of a company made in memory."""

import datetime as dt
import importlib.util
from pathlib import Path

import pytest

import regulars
from app.commands.init import create
from warehouse import snapshots
from warehouse.workspace import Workspace

MAKER = Path(__file__).parents[1] / "assets" / "mart" / "conftest.py"


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """The workspace of 900 customers over two years."""
    spec = importlib.util.spec_from_file_location("company_maker", MAKER)
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    folder = tmp_path_factory.mktemp("door") / "shop"
    create(folder)
    company = maker.Company(folder)
    company.add("orders", maker.buyers(900, 730))
    as_of = maker.FIRST + dt.timedelta(days=730)
    company.run(as_of)
    warehouse = company.warehouse
    snapshots.publish(Workspace.open(folder), warehouse, warehouse.tables(), {}, as_of)
    return folder


@pytest.fixture(scope="session")
def night(home):
    return regulars.open("latest", home=home)
