"""The whole night on a simulated company: python -m benchmarks.night [--customers N ...] [--folder DIR].

A line for each step (a suite is a step of its own), each with the memory it needed itself, then one for each
part of the night and one for the process. With --nights more than one, the same night again over the same
workspace, without anything new.
"""

import argparse
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from benchmarks.measuring import alone, say

Step = dict[str, object]
MEMORY = Path("/proc/self/status")
FORGET_PEAK = Path("/proc/self/clear_refs")


def night(folder: Path, **about: object) -> list[Step]:
    """Processor and wall seconds and the most memory of each step of one run, each said when it is done."""
    from pipelines.night import run
    from sources import limited
    from warehouse.workspace import Workspace

    steps: list[Step] = []
    last = _cpu(), time.monotonic()

    def note(step: str, _done: int, _total: int) -> None:
        nonlocal last
        limited.stop()  # the seconds of a process count for its parent when it has ended
        now = _cpu(), time.monotonic()
        cpu, wall = (round(new - old, 2) for new, old in zip(now, last, strict=True))
        steps.append({"step": step, "cpu_seconds": cpu, "wall_seconds": wall, "peak_mb": _peak_mb()})
        say(**about, **steps[-1])
        last = now

    note("imports", 0, 0)
    result = run(Workspace.open(folder), progress=note)
    note("the end", 0, 0)
    say(**about, is_ok=result.ok, message=result.message)
    return steps


def _cpu() -> float:
    """Seconds of this process and of those of its children that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def _peak_mb() -> int:
    """The most memory that this process held since the last time this was asked."""
    text = MEMORY.read_text("ascii")
    FORGET_PEAK.write_text("5")
    return int(text.partition("VmHWM:")[2].split()[0]) // 1024


def parts(steps: Iterable[Step]) -> list[Step]:
    """The steps summed up by schema, suites apart; and all of them."""
    found: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        name = str(step["step"])
        found["suites" if name.endswith("_suite") else name.partition(".")[0]].append(step)
        found["all"].append(step)
    return [{"part": name} | _summed(some) for name, some in found.items()]


def _summed(steps: list[Step]) -> Step:
    seconds = {key: sum(float(str(one[key])) for one in steps) for key in ("cpu_seconds", "wall_seconds")}
    return {key: round(value, 1) for key, value in seconds.items()} | {
        "peak_mb": max(int(str(one["peak_mb"])) for one in steps)
    }


def case(customers: int, folder: Path, nights: int) -> None:
    """Simulate once, run, and print a line for each step and part."""
    if not (folder / "regulars.toml").is_file():
        alone(partial(_simulate, folder, customers))
    for number in range(1, nights + 1):
        about = {"benchmark": "night", "customers": customers, "night": number}
        for line in alone(partial(night, folder, **about), parts)["result"]:
            say(**about, **line)


def _simulate(folder: Path, customers: int) -> None:
    from app.commands.init import create
    from simulation import simulate

    create(folder)
    simulate(folder, customers, 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, nargs="+", default=[100_000])
    parser.add_argument("--folder", type=Path, help="keep the companies here, and use those already there")
    parser.add_argument("--nights", type=int, default=1, help="so many nights over the same exports")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for customers in arguments.customers:
            case(customers, (arguments.folder or Path(temporary)) / str(customers), arguments.nights)
