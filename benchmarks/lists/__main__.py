"""Lists nobody tuned for, in one form and as several hands write them: python -m benchmarks.lists [LIST].

Splink's stock settings stand beside, on the list in one form.
"""

import sys
from functools import partial

from benchmarks.identity import figures, ours
from benchmarks.lists import LISTS
from benchmarks.lists.hands import restyled
from benchmarks.measuring import alone, say
from benchmarks.splink_stock import by_role, splink

SEED = 1
MARK = r"-(?:org|dup-\d+)$"


def main(names: list[str]) -> None:
    """Three lines for each list: Regulars raw and in one form, and Splink."""
    for name in names or LISTS:
        make, size = LISTS[name]
        plain = make(size, SEED)
        judged = partial(figures, truth=plain["truth"].str.replace(MARK, "", regex=True))
        raw = restyled(plain, SEED).drop(columns="truth")
        plain = plain.drop(columns="truth")
        for is_raw, frame in ((True, raw), (False, plain)):
            measured = alone(partial(ours, frame), judged)
            say(benchmark="lists", case=name, matcher="regulars", raw=is_raw, **measured)
        measured = alone(partial(splink, by_role(plain), name), judged)
        say(benchmark="lists", case=name, matcher="splink 5.0.0, stock", raw=False, **measured)


if __name__ == "__main__":
    main(sys.argv[1:])
