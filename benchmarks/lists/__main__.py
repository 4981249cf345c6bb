"""Lists nobody tuned for, in one form and as several hands write them: python -m benchmarks.lists [LIST]."""

import sys
from functools import partial
from typing import Any

import pandas as pd

from benchmarks.identity import figures
from benchmarks.lists import LISTS
from benchmarks.lists.hands import restyled
from benchmarks.measuring import alone, say

SEED = 1
MARK = r"-(?:org|dup-\d+)$"


def measured(name: str, is_raw: bool) -> dict[str, Any]:
    """Quality on one list."""
    from models.matching.matcher import match

    make, size = LISTS[name]
    frame = make(size, SEED)
    frame = restyled(frame, SEED) if is_raw else frame
    truth = frame["truth"].str.replace(MARK, "", regex=True)
    return figures(pd.Series(match(frame.drop(columns="truth")).clusters), truth)


if __name__ == "__main__":
    for name in sys.argv[1:] or LISTS:
        for is_raw in (False, True):
            say(benchmark="lists", case=name, raw=is_raw, **alone(partial(measured, name, is_raw)))
