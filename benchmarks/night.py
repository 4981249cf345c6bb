"""The whole night on a simulated company: python -m benchmarks.night [--customers N ...] [--folder DIR]."""

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import alone, peak_mb, say


def night(folder: Path) -> list[dict[str, object]]:
    """Seconds and the peak memory so far, for each step of one run."""
    from pipelines.night import run
    from warehouse.workspace import Workspace

    steps: list[dict[str, object]] = []
    started = last = time.monotonic()

    def note(step: str, _done: int, _total: int) -> None:
        nonlocal last
        now = time.monotonic()
        steps.append({"step": step, "seconds": round(now - last, 2), "peak_mb": peak_mb()})
        last = now

    result = run(Workspace.open(folder), progress=note)
    steps.append({"step": "all", "seconds": round(time.monotonic() - started, 2), "ok": result.ok})
    if not result.ok:
        steps.append({"step": "failed", "message": result.message})
    return steps


def case(customers: int, folder: Path) -> None:
    """Simulate once, run, and print a line for each step."""
    if not (folder / "regulars.toml").is_file():
        alone(lambda: _simulate(folder, customers))
    measured = alone(lambda: night(folder))
    for step in measured["result"]:
        say(benchmark="night", customers=customers, **step)
    say(
        benchmark="night",
        customers=customers,
        step="process",
        **{k: v for k, v in measured.items() if k != "result"},
    )


def _simulate(folder: Path, customers: int) -> None:
    from app.commands.init import create
    from simulation import simulate

    create(folder)
    simulate(folder, customers, 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, nargs="+", default=[100_000])
    parser.add_argument("--folder", type=Path, help="keep the companies here, and use those already there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for customers in arguments.customers:
            case(customers, (arguments.folder or Path(temporary)) / str(customers))
