"""Which ids a cluster may claim: those that its records hold, where it is their worthiest part."""

from collections.abc import Callable

import pandas as pd

Claims = pd.DataFrame
"""[cluster, id]: each id at most once."""


def claims_of(rows: pd.DataFrame, current: Callable[[str], str]) -> Claims:
    """rows[record_id, cluster, past, stored_home, value] → the claims of every cluster.

    An id whose records all stayed together is claimed by their cluster. One whose records came apart is
    claimed by the part whose records at home in it are worth most; so is every id that was merged into it.
    """
    held = rows.loc[rows["past"].notna(), ["cluster", "past"]].drop_duplicates()
    is_whole = ~held["past"].duplicated(keep=False)
    whole = held[is_whole].rename(columns={"past": "id"})
    torn = rows[rows["past"].isin(held.loc[~is_whole, "past"])]
    found = [_claimed(str(past), parts, current) for past, parts in torn.groupby("past")]
    return pd.concat([whole, *found], ignore_index=True).sort_values(["id"], ignore_index=True)


def _claimed(past: str, rows: pd.DataFrame, current: Callable[[str], str]) -> Claims:
    """The claims of the parts of one id that came apart: on it, and on the ids once merged into it."""
    homes = rows["stored_home"].dropna().unique()
    merged = [home for home in homes if current(home) == past]
    natives = rows[rows["stored_home"].isin(merged)]
    found = {str(home): worthiest(group) for home, group in natives.groupby("stored_home")}
    if past not in found:
        found[past] = worthiest(rows)
    return pd.DataFrame({"cluster": list(found.values()), "id": pd.Series(list(found), dtype="str")})


def worthiest(rows: pd.DataFrame) -> int:
    """The cluster worth most; of equals the one with more records, then with the smallest record."""
    parts = rows.groupby("cluster").agg(
        value=("value", "sum"), size=("value", "size"), first=("record_id", "min")
    )
    ranked = parts.sort_values(["value", "size", "first"], ascending=[False, False, True])
    return int(ranked.index[0])
