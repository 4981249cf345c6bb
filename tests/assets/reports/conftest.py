"""The made-up company and its page."""

import dataclasses
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from assets.reports.content import Content, read
from assets.reports.page import render
from warehouse import DuckDBWarehouse


def _module() -> ModuleType:
    found = importlib.util.spec_from_file_location("made_up_company", Path(__file__).with_name("company.py"))
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def company() -> ModuleType:
    return _module()


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
