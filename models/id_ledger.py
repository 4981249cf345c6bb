"""The ledger of ids: which customer_id every record has held, and how new clusters change that.

A customer_id is minted once and never reused. Tonight's clusters are laid over the ids that their records
hold: a cluster keeps the id of its records; of several, the oldest survives and the others become its
aliases; of the parts of a split, the one worth more keeps the id and the others get new ones.

Every record also has a *home*, the id it held on its own account before any merge. When a merged customer
comes apart again, each part goes back to the id of its home: taking back the evidence of a merge takes back
the merge. A record that arrives in a merged customer has no home until it is clear to whom it belongs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from models.id_claims import Claims, claims_of

COLUMNS = ("record_id", "anchor", "home_id", "customer_id")
EVENTS = ("event", "customer_id", "other_id", "records")
DIGITS = 9


@dataclass(frozen=True)
class Ledger:
    """What is known before a night.

    `records`[record_id, anchor, home_id, customer_id] has one row for each record ever seen, the oldest
    news first; `anchor` is what stays when a record is corrected, else missing. `aliases` leads from an id
    that was merged to the one it was merged into; `minted` counts the ids given out.
    """

    records: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(COLUMNS), dtype="str"))
    aliases: Mapping[str, str] = field(default_factory=dict)
    minted: int = 0

    def current(self, customer_id: str) -> str:
        """The id that an id stands for now, through all merges."""
        while customer_id in self.aliases:
            customer_id = self.aliases[customer_id]
        return customer_id


@dataclass(frozen=True)
class Night:
    """What one night made of it: the ledger after it, every current record's id, and what is new.

    `identities`[record_id, customer_id]; `changed`[record_id, anchor, home_id, customer_id] are the rows
    that differ from the ledger before; `events`[event, customer_id, other_id, records]: merged (into other),
    split (from other), restored (out of other), moved (records that came from other).
    """

    ledger: Ledger
    identities: pd.DataFrame
    changed: pd.DataFrame
    events: pd.DataFrame


def minted_id(number: int) -> str:
    """The id with this number; ids sort in the order they were given out.

    >>> minted_id(12)
    'C000000012'
    """
    return f"C{number:0{DIGITS}d}"


def number_of(customer_id: str) -> int:
    """The place of an id among all that were given out.

    >>> number_of("C000000012")
    12
    """
    return int(customer_id[1:])


def standing(events: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The merges that still stand after events (event, customer_id, other_id): merged id → where it went.

    >>> standing([("merged", "C2", "C1"), ("merged", "C3", "C2"), ("restored", "C2", "C1")])
    {'C3': 'C2'}
    """
    found: dict[str, str] = {}
    for event, customer_id, other_id in events:
        if event == "merged":
            found[customer_id] = other_id
        elif event == "restored":
            found.pop(customer_id, None)
    return found


def update(ledger: Ledger, clusters: pd.DataFrame) -> Night:
    """Lay clusters over the ledger.

    clusters[record_id, anchor, cluster_id, value]: one row for each current record, in any order; `value`
    is whole (cents), and decides who keeps an id. The result depends on the set of rows alone.
    """
    rows = _with_past(ledger, clusters)
    claims = claims_of(rows, ledger.current)
    finals, minted = _finals(rows, claims, ledger.minted)
    rows["customer_id"] = finals.reindex(rows["cluster"]).to_numpy()
    aliases = _aliases(ledger.aliases, claims, finals)
    after = Ledger(ledger.records, aliases, minted)
    rows["home_id"] = _homes(rows, ledger.minted)
    changed = _changed(rows)
    events = _events(ledger, after, rows)
    told = pd.concat([ledger.records, changed], ignore_index=True)
    told = told.drop_duplicates("record_id", keep="last", ignore_index=True)
    return Night(Ledger(told, aliases, minted), rows[["record_id", "customer_id"]], changed, events)


def _with_past(ledger: Ledger, clusters: pd.DataFrame) -> pd.DataFrame:
    """The current records by record_id, with the `past` id and home of each or of its anchor."""
    rows = clusters.sort_values("record_id", ignore_index=True)
    rows["cluster"] = pd.factorize(rows["cluster_id"])[0]
    known = ledger.records
    own = pd.Index(known["record_id"]).get_indexer(rows["record_id"])
    anchored = known.reset_index(drop=True).dropna(subset=["anchor"]).drop_duplicates("anchor", keep="last")
    by_anchor = pd.Series(anchored.index, index=anchored["anchor"]).reindex(rows["anchor"])
    place = np.where(own >= 0, own, by_anchor.fillna(-1).to_numpy()).astype("int64")
    for new, old in (("stored_id", "customer_id"), ("stored_home", "home_id")):
        rows[new] = known[old].reset_index(drop=True).reindex(place).to_numpy()
    rows["is_known"] = own >= 0
    merged = rows["stored_id"].isin(ledger.aliases.keys())
    rows["past"] = rows["stored_id"].mask(merged, rows["stored_id"][merged].map(ledger.current))
    return rows


def _finals(rows: pd.DataFrame, claims: Claims, minted: int) -> tuple[pd.Series, int]:
    """The id of every cluster: the oldest that it may claim, else a new one, and the ids given out so far.

    New ids are given in the order of each cluster's smallest anchor or record: no order of rows changes it.
    """
    oldest = claims.groupby("cluster")["id"].min()
    fresh = rows[~rows["cluster"].isin(oldest.index)]
    order = fresh["anchor"].fillna(fresh["record_id"]).groupby(fresh["cluster"]).min().sort_values()
    new = pd.Series([minted_id(minted + 1 + place) for place in range(len(order))], index=order.index)
    return pd.concat([oldest, new.astype("str")]), minted + len(order)


def _aliases(before: Mapping[str, str], claims: Claims, finals: pd.Series) -> dict[str, str]:
    """A claimed id that its cluster does not bear is an alias of the one it bears."""
    final = finals.reindex(claims["cluster"]).to_numpy()
    is_lost = (claims["id"] != final).to_numpy()
    kept = set(claims["id"][~is_lost])
    lost = dict(zip(claims["id"][is_lost], final[is_lost], strict=True))
    return {id_: other for id_, other in (dict(before) | lost).items() if id_ not in kept}


def _homes(rows: pd.DataFrame, minted_before: int) -> pd.Series:
    """Each record's home: a new id is home to all its records, another to those of them that have none.

    Where some of a customer's records are at home elsewhere, those without a home stay without.
    """
    homes, final = rows["stored_home"].copy(), rows["customer_id"]
    mixed = rows.loc[homes.notna() & (homes != final), "cluster"]
    settles = homes.isna() & ~rows["cluster"].isin(mixed)
    is_new = final > minted_id(minted_before)
    return homes.mask(settles | is_new, final)


def _changed(rows: pd.DataFrame) -> pd.DataFrame:
    same_id = rows["stored_id"] == rows["customer_id"]
    same_home = (rows["stored_home"] == rows["home_id"]) | (
        rows["stored_home"].isna() & rows["home_id"].isna()
    )
    chosen = rows.loc[~(rows["is_known"] & same_id & same_home), list(COLUMNS)]
    return chosen.astype("str").reset_index(drop=True)


def _events(before: Ledger, after: Ledger, rows: pd.DataFrame) -> pd.DataFrame:
    """What happened to ids, in a fixed order."""
    sizes = rows.groupby("customer_id").size()
    found: list[tuple[str, str, str, int]] = [
        ("merged", id_, other, 0) for id_, other in after.aliases.items() if before.aliases.get(id_) != other
    ]
    found += [
        ("restored", id_, before.current(id_), int(sizes.get(id_, 0)))
        for id_ in before.aliases
        if id_ not in after.aliases
    ]
    found += _moves(before, after, rows, {(id_, other) for _, id_, other, _ in found})
    frame = pd.DataFrame(sorted(found), columns=list(EVENTS))
    return frame.astype({"event": "str", "customer_id": "str", "other_id": "str", "records": "int64"})


def _moves(
    before: Ledger, after: Ledger, rows: pd.DataFrame, told: set[tuple[str, str]]
) -> list[tuple[str, str, str, int]]:
    """Records that left an id that still lives: into a new one, or into one that was there already."""
    left = rows[rows["past"].notna() & (rows["past"] != rows["customer_id"])]
    left = left[left["past"].map(after.current) != left["customer_id"]]
    pairs = zip(left["customer_id"].astype(str), left["past"].astype(str), strict=True)
    sizes = Counter(pairs)
    newest = minted_id(before.minted)
    return [
        ("split" if id_ > newest else "moved", id_, other, records)
        for (id_, other), records in sizes.items()
        if (id_, other) not in told
    ]
