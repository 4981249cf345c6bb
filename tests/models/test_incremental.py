"""A night that matches only what is new gives exactly what matching everything gives."""

import os

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from models.identity import resolve
from models.incremental import SEEN, rematched

ARRIVALS = int(os.environ.get("REGULARS_TEST_HISTORIES", "15"))
NAMES = ("Ada Exampleton", "Ada Examplton", "Bo Samplewright", "王小明", "Wang Xiaoming", None)
record = st.tuples(
    st.sampled_from([None, "crm|1", "crm|2", "crm|3", "shop|1"]),
    st.sampled_from(NAMES),
    st.sampled_from([None, *(f"{letter}@example.com" for letter in "abcd")]),
    st.sampled_from([None, *(f"+1555010000{digit}" for digit in range(5))]),
)
night = st.dictionaries(st.integers(0, 25), record, max_size=14)


def frame(records: dict[int, tuple[str | None, ...]]) -> pd.DataFrame:
    rows = [(f"r{number:02d}", *facts) for number, facts in records.items()]
    return pd.DataFrame(rows, columns=list(SEEN)).astype("str").reset_index(drop=True)


@given(nights=st.lists(night, min_size=2, max_size=4))
@settings(max_examples=ARRIVALS, deadline=None)
def test_only_what_is_new_gives_what_everything_gives(nights):
    before = None
    for records in nights:
        now = frame(records)
        if now.empty:
            continue
        whole = resolve(now)
        if before is not None:
            pd.testing.assert_frame_equal(rematched(now, before, resolve), whole, check_dtype=False)
        before = now.assign(cluster_id=whole["cluster_id"])


def test_untouched_records_are_not_matched_again():
    old = frame({n: (f"crm|{n}", "Ada Exampleton", f"{n}@example.com", None) for n in range(100)})
    before = old.assign(cluster_id=resolve(old)["cluster_id"])
    fresh = frame({200: (None, "Ada Exampleton", "7@example.com", "+15550100001")})
    seen: list[int] = []

    def counting(part: pd.DataFrame) -> pd.DataFrame:
        seen.append(len(part))
        return resolve(part)

    now = pd.concat([old, fresh], ignore_index=True)
    assert rematched(now, before, counting).equals(resolve(now))
    assert seen == [2]
    assert rematched(old, before, counting).equals(resolve(old))
    assert seen == [2]
