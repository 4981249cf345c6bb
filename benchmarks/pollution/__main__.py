"""A JSON line per reader, table and kind of pollution, and one over all.

python -m benchmarks.pollution [READER…] [--tables NAME…] [--most N], with N files of each kind at most.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.pollution.clean import TABLES
from benchmarks.pollution.peers import READERS
from benchmarks.pollution.polluting import Polluted, pollutions
from benchmarks.pollution.scoring import Loaded, Score, score
from benchmarks.pollution.weights import weight

Scored = list[tuple[Polluted, Score]]


def scored(files: Iterable[Polluted], reader: Callable[[Path], Loaded]) -> Scored:
    """Each file with its score."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "polluted.csv"
        found = []
        for file in files:
            path.write_bytes(file.data)
            found.append((file, score(file, reader(path))))
        return found


def summary(found: Scored) -> dict[str, float]:
    """The figures over some files."""
    points, total = sum(each.points for _, each in found), len(found)
    weights = [weight(file.kind, file.name) for file, _ in found]
    weighted = sum(each.points * share for (_, each), share in zip(found, weights, strict=True))
    polluted = sum(file.polluted for file, _ in found)
    apart = sum(each.quarantined for file, each in found if file.polluted)
    return {
        "files": total,
        "simple": round(points / total, 4),
        "weighted": round(weighted / sum(weights), 4),
        "silently_wrong": sum(each.wrong for _, each in found),
        "unaccounted": sum(each.unaccounted for _, each in found),
        "quarantined_per_polluted": round(apart / max(1, polluted), 4),
        "most_quarantined": max((each.quarantined for file, each in found if file.polluted), default=0),
    }


def sampled(files: Iterable[Polluted], most: int | None) -> list[Polluted]:
    """The files, of each kind at most so many, drawn with a seed."""
    kinds: dict[str, list[Polluted]] = defaultdict(list)
    for file in files:
        kinds[file.kind].append(file)
    draw = random.Random(5)
    return [each for kind in kinds.values() for each in draw.sample(kind, min(len(kind), most or len(kind)))]


def main() -> None:
    """Score readers on tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", default=list(READERS))
    parser.add_argument("--tables", nargs="+", choices=TABLES, default=list(TABLES))
    parser.add_argument("--most", type=int)
    chosen = parser.parse_args()
    for reader in chosen.readers:
        for table in chosen.tables:
            found = scored(sampled(pollutions(TABLES[table]()), chosen.most), READERS[reader])
            kinds: dict[str, Scored] = defaultdict(list)
            for file, each in found:
                kinds[file.kind].append((file, each))
            for kind, part in {**kinds, "all": found}.items():
                line = {"reader": reader, "table": table, "kind": kind, **summary(part)}
                sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
