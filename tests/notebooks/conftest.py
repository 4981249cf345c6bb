"""A published night for the notebooks to open."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


def _door() -> ModuleType:
    """The maker of published nights that the tests of the door use."""
    file = Path(__file__).parents[1] / "regulars" / "conftest.py"
    spec = importlib.util.spec_from_file_location("published_night", file)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of a company without lines of orders, so that a feature has no value at all."""
    door = _door()
    folder = tmp_path_factory.mktemp("notebooks") / "shop"
    published: Path = door.published(
        folder, lambda company, maker: company.add("orders", maker.buyers(400, door.AGE))
    )
    return published
