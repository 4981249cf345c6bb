"""A JSON line per reader, table and kind of pollution, and one over all: python -m benchmarks.pollution."""

import json
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


def main() -> None:
    """Score every reader on every table."""
    for reader in sys.argv[1:] or READERS:
        for table in TABLES:
            found = scored(pollutions(TABLES[table]()), READERS[reader])
            kinds: dict[str, Scored] = defaultdict(list)
            for file, each in found:
                kinds[file.kind].append((file, each))
            for kind, part in {**kinds, "all": found}.items():
                line = {"reader": reader, "table": table, "kind": kind, **summary(part)}
                sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
