"""The ledger of ids over a million records: a first night, one without news, one with a percent moved.

python -m benchmarks.id_ledger [RECORDS]
"""

import sys
import time

import numpy as np
import pandas as pd

from benchmarks.measuring import peak_mb, say
from models.id_ledger import Ledger, update


def clusters(records: int, draw: np.random.Generator) -> pd.DataFrame:
    """Records in half as many clusters; four in ten have an anchor."""
    numbers = np.arange(records)
    anchors = pd.Series("crm|" + pd.Series(numbers).astype(str)).where(draw.random(records) < 0.4)
    frame = {
        "record_id": pd.util.hash_array(numbers).astype("U20"),
        "anchor": anchors,
        "cluster_id": draw.integers(0, records // 2, records),
        "value": draw.integers(0, 10_000, records),
    }
    return pd.DataFrame(frame).astype({"record_id": "str", "anchor": "str"})


def main(records: int) -> None:
    """Three nights, one JSON line each."""
    draw, ledger = np.random.default_rng(1), Ledger()
    first = clusters(records, draw)
    moved = first.copy()
    some = draw.choice(records, records // 100, replace=False)
    moved.loc[some, "cluster_id"] = draw.integers(0, records // 2, len(some))
    for case, rows in (("first", first), ("no news", first), ("one percent moved", moved)):
        started = time.process_time()
        night = update(ledger, rows)
        seconds = round(time.process_time() - started, 1)
        ledger = night.ledger
        say(case=case, records=records, changed=len(night.changed), cpu_seconds=seconds, peak_mb=peak_mb())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
