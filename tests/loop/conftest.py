"""A simulated company after one night."""

import pytest

from app.commands.init import create
from pipelines.night import NightResult, run
from simulation import simulate
from warehouse.workspace import Workspace


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, NightResult]:
    """The workspace of 400 customers, and what came of its night."""
    folder = tmp_path_factory.mktemp("company")
    create(folder)
    simulate(folder, 400, 3)
    workspace = Workspace.open(folder)
    result = run(workspace)
    assert result.ok, result.message
    return workspace, result
