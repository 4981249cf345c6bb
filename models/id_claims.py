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
    homes = torn["stored_home"].dropna().unique()
    stands_for = pd.Series([current(home) for home in homes], index=homes, dtype="str")
    natives = torn[torn["stored_home"].map(stands_for) == torn["past"]]
    orphans = torn[~torn["past"].isin(natives["stored_home"])]
    claims = [whole, worthiest(natives, "stored_home"), worthiest(orphans, "past")]
    return pd.concat(claims, ignore_index=True).sort_values("id", ignore_index=True)


def worthiest(rows: pd.DataFrame, of: str) -> Claims:
    """For each id in the column `of`, the cluster whose rows are worth most.

    Of equals the one with more records, then the one with the smallest record.
    """
    parts = rows.groupby([of, "cluster"], as_index=False).agg(
        value=("value", "sum"), size=("value", "size"), first=("record_id", "min")
    )
    ranked = parts.sort_values([of, "value", "size", "first"], ascending=[True, False, False, True])
    return ranked.drop_duplicates(of).rename(columns={of: "id"})[["cluster", "id"]]
