"""The made-up company and its page."""

import dataclasses
from pathlib import Path
from types import ModuleType

import pytest

from assets.reports.content import Content, read
from assets.reports.page import render
from tests.loading import module_at
from warehouse import DuckDBWarehouse


@pytest.fixture(scope="session")
def company() -> ModuleType:
    return module_at(Path(__file__).with_name("company.py"))


@pytest.fixture(scope="session")
def content(company: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Content:
    warehouse = DuckDBWarehouse()
    company.write(warehouse, customers=600)
    home = tmp_path_factory.mktemp("shop")
    whole = read(warehouse, company.workspace(home), company.AS_OF)
    return dataclasses.replace(whole, previous={"customers": 2750.0, "revenue_at_risk": 400_000.0})


@pytest.fixture(scope="session")
def page(content: Content) -> str:
    return render(content)
