"""A published night of a company made in memory."""

import datetime as dt
from pathlib import Path

import pytest

import regulars
from app.commands.init import create
from tests.loading import module_at
from warehouse import snapshots
from warehouse.workspace import Workspace

MAKER = Path(__file__).parents[1] / "assets" / "mart" / "conftest.py"


AGE = 730


def published(folder, add):
    """A workspace with a night published of the orders that `add(company, maker)` makes."""
    maker = module_at(MAKER)
    create(folder)
    company = maker.Company(folder)
    add(company, maker)
    as_of = maker.FIRST + dt.timedelta(days=AGE)
    company.run(as_of)
    warehouse = company.warehouse
    snapshots.publish(Workspace.open(folder), warehouse, warehouse.tables(), {}, as_of)
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """The workspace of 900 customers over two years."""
    folder = tmp_path_factory.mktemp("door") / "shop"
    return published(folder, lambda company, maker: company.add("orders", maker.buyers(900, AGE)))


@pytest.fixture
def publish():
    """Publishes a night of other orders."""
    return published


@pytest.fixture(scope="session")
def night(home):
    return regulars.open("latest", home=home)
