"""Killed at any moment, a run leaves nothing or the whole; the next one finishes the work."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sources import ingest, ledger

PROGRAM = "import sys, pathlib, sources; sources.ingest(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))"
REPOSITORY = Path(__file__).parents[2]


def content(lake: Path) -> dict[str, bytes]:
    """Every file of the ledger's folders."""
    files = (path for path in lake.rglob("*") if path.is_file())
    return {str(path.relative_to(lake)): path.read_bytes() for path in files}


@pytest.mark.slow
def test_a_killed_run_is_made_up_for(office: Any, tmp_path: Path) -> None:
    for day in range(12):
        office.orders(f"day{day:02}.csv", *[f"{day}-{n},2026-01-05,{n},c{n % 7}," for n in range(2000)])
    ingest(office.inbox, tmp_path / "clean")
    expected = content(tmp_path / "clean")
    for moment in (0.6, 0.9, 1.2, 1.5):
        run = subprocess.Popen([sys.executable, "-c", PROGRAM, office.inbox, office.lake], cwd=REPOSITORY)
        time.sleep(moment)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        entries = [each.file_id for each in ledger(office.lake)] if office.lake.is_dir() else []
        done = {name: data for name, data in content(office.lake).items() if name.split("/")[0] in entries}
        assert done.items() <= expected.items()
    ingest(office.inbox, office.lake)
    assert content(office.lake) == expected
