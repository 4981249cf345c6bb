"""Kinds of defect caught, and how precisely: python -m benchmarks.defects [--customers N] [--only NAME]."""

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.defects.judging import Said, Verdict, judge, said
from benchmarks.defects.kinds import DEFECTS, Defect
from benchmarks.defects.office import Office
from benchmarks.defects.sheet import FEEDS, Sheet, good
from benchmarks.measuring import say
from simulation import simulate

FIRST_DAY = 20_635
COMPANIONS = {"sales": ("cards",)}
"""Feeds without which another cannot be judged."""


class Bench:
    """A simulated company whose good exports were read once for each feed."""

    def __init__(self, folder: Path, customers: int, seed: int) -> None:
        simulate(folder / "company", customers, seed)
        self._folder, self._seed = folder, seed
        self._good: dict[str, tuple[Office, Said, Sheet]] = {}

    def verdict(self, defect: Defect) -> Verdict:
        """Send the damaged export the day after the good one, and compare what is said."""
        office, before, sheet = self.good(defect.feed)
        name, kind, _ = FEEDS[defect.feed]
        damaged = defect.change(sheet, np.random.default_rng(self._seed))
        after = office.copy(self._folder / "damaged")
        after.send({name: defect.spoil(damaged.content(), damaged)}, FIRST_DAY + 1)
        return judge(before, said(after, kind), damaged)

    def good(self, feed: str) -> tuple[Office, Said, Sheet]:
        """One feed: the office that read its good export, what it said, and the export."""
        if feed not in self._good:
            office = Office(self._folder / feed)
            sheets = {name: self._sheet(name) for name in (feed, *COMPANIONS.get(feed, ()))}
            office.send({FEEDS[name][0]: sheet.content() for name, sheet in sheets.items()}, FIRST_DAY)
            self._good[feed] = office, said(office, FEEDS[feed][1]), sheets[feed]
        return self._good[feed]

    def _sheet(self, feed: str) -> Sheet:
        company = self._folder / "company"
        return good(company / "inbox", company / "truth" / "bad_rows.csv", feed)


def verdicts(
    folder: Path, defects: Iterable[Defect], customers: int, seed: int
) -> Iterator[tuple[Defect, Verdict]]:
    """The verdict on each defect."""
    bench = Bench(folder, customers, seed)
    return ((defect, bench.verdict(defect)) for defect in defects)


def summary(found: list[tuple[Defect, Verdict]]) -> dict[str, float]:
    """Kinds, kinds caught, false alarms, and the share of what was flagged that was damaged."""
    flagged = sum(verdict.flagged for _, verdict in found)
    right = sum(verdict.right for defect, verdict in found if not defect.is_honest)
    return {
        "kinds": sum(not defect.is_honest for defect, _ in found),
        "caught": sum(bool(verdict.by) for defect, verdict in found if not defect.is_honest),
        "honest": sum(defect.is_honest for defect, _ in found),
        "false_alarms": sum(bool(verdict.flagged) for defect, verdict in found if defect.is_honest),
        "flagged": flagged,
        "precision": round(right / flagged, 4) if flagged else 1.0,
    }


def main() -> None:
    """Print a line for each kind, then the summary."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", help="only kinds whose name holds this")
    arguments, found = parser.parse_args(), []
    chosen = [defect for defect in DEFECTS if arguments.only in defect.name]
    with tempfile.TemporaryDirectory() as folder:
        for defect, verdict in verdicts(Path(folder), chosen, arguments.customers, arguments.seed):
            found.append((defect, verdict))
            say(
                benchmark="defects",
                kind=defect.name,
                feed=defect.feed,
                caught=bool(verdict.by),
                by=verdict.by,
                flagged=verdict.flagged,
                right=verdict.right,
            )
    say(benchmark="defects", **summary(found))


if __name__ == "__main__":
    main()
