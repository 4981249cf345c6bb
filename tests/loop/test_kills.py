"""Kill the run at any moment: what is published is the complete old or the complete new snapshot."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.commands.init import create
from simulation import simulate
from warehouse import snapshots
from warehouse.workspace import Workspace

KILLS = int(os.environ.get("REGULARS_TEST_KILLS", "4"))
NIGHT = "import sys; from app.cli import main; sys.argv = ['regulars', *{arguments!r}]; main()"


def night(home: Path, day: str) -> subprocess.Popen[bytes]:
    code = NIGHT.format(arguments=["run", "--home", str(home), "--as-of", day])
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True, **quiet)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A published night, and how many seconds one takes."""
    home = tmp_path_factory.mktemp("company")
    create(home)
    simulate(home, 60, 5)
    started = time.monotonic()
    assert night(home, "2026-06-01").wait() == 0
    return home, time.monotonic() - started


@pytest.mark.slow
def test_what_is_published_is_always_complete(company: tuple[Path, float]):
    home, seconds = company
    moments = random.Random(11)
    for kill in range(KILLS):
        day = f"2026-06-{kill % 28 + 2:02d}"
        process = night(home, day)
        time.sleep(moments.uniform(0.2, 1.0) * seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        serving = snapshots.current(Workspace.open(home))
        assert serving is not None
        serving.verify()
        with serving.open() as connection:
            for table, of in serving.manifest["tables"].items():
                schema, name = table.split(".")
                counted = connection.execute(f'select count(*) from "{schema}"."{name}"').fetchone()
                assert counted == (of["rows"],)
    assert night(home, "2026-07-01").wait() == 0
    serving = snapshots.current(Workspace.open(home))
    assert serving is not None
    assert serving.id.startswith("20260701")
