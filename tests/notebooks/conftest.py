"""A published night for the notebooks to open."""

from pathlib import Path

import pytest

from tests.loading import module_at

DOOR = Path(__file__).parents[1] / "regulars" / "conftest.py"
"""It makes the published nights that the tests of the door use."""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of a company without lines of orders, so that a feature has no value at all."""
    door = module_at(DOOR)
    folder = tmp_path_factory.mktemp("notebooks") / "shop"
    published: Path = door.published(
        folder, lambda company, maker: company.add("orders", maker.buyers(400, door.AGE))
    )
    return published
