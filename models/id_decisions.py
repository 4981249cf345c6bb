"""What people decided about pairs of records, laid over the clusters that the data gave."""

from collections import deque
from collections.abc import Iterable, Mapping

import pandas as pd

Pair = tuple[str, str]
KEYS = ("reference", "email", "phone")


def decided(
    clusters: pd.DataFrame, records: pd.DataFrame, same: Iterable[Pair], different: Iterable[Pair]
) -> pd.DataFrame:
    """Clusters in which all pairs of `same` are together and, after that, none of `different` is.

    clusters[record_id, cluster_id]; records[record_id, reference, email, phone]. Pairs of unknown records
    are passed over. A cluster that holds a pair of `different` is cut between the two: records of one
    reference stay together, every other one stays with the side to which fewer shared keys lead, of equals
    with the smaller. Numbers by first appearance.
    """
    same, different = sorted(same), sorted((min(pair), max(pair)) for pair in different)
    told = {record for pair in (*same, *different) for record in pair}
    touched = clusters.loc[clusters["record_id"].isin(told), "cluster_id"]
    part = clusters[clusters["cluster_id"].isin(touched)]
    cluster = dict(zip(part["record_id"], part["cluster_id"], strict=True))
    linked = _joined(cluster, same)
    rows = records[records["record_id"].isin(part["record_id"])]
    fresh = int(clusters["cluster_id"].max()) + 1
    for place, (one, other) in enumerate(different):
        if one in cluster and cluster.get(other) == cluster[one]:
            _cut(cluster, rows, linked, (one, other), fresh + place)
    numbers = clusters["cluster_id"].mask(clusters.index.isin(part.index), clusters["record_id"].map(cluster))
    return clusters.assign(cluster_id=pd.factorize(numbers)[0])


def _joined(cluster: dict[str, int], same: Iterable[Pair]) -> list[Pair]:
    """Join the clusters of the pairs, in place; the pairs that are known."""
    known = [(one, other) for one, other in same if one in cluster and other in cluster]
    number = {cluster[record]: cluster[record] for pair in known for record in pair}
    for one, other in known:
        low, high = sorted((number[cluster[one]], number[cluster[other]]))
        number = {old: low if new == high else new for old, new in number.items()}
    for record, old in cluster.items():
        cluster[record] = number.get(old, old)
    return known


def _cut(cluster: dict[str, int], records: pd.DataFrame, linked: list[Pair], pair: Pair, fresh: int) -> None:
    """Give the records nearer to the second of the pair a cluster of their own, in place."""
    number = cluster[pair[0]]
    members = {record for record, of in cluster.items() if of == number}
    held = records[records["record_id"].isin(members)]
    side = nearest(_links(held, linked, members), _sides(held, pair))
    for record in members:
        if side.get(record, pair[0]) == pair[1]:
            cluster[record] = fresh


def _links(records: pd.DataFrame, linked: list[Pair], members: set[str]) -> dict[str, set[str]]:
    """Which records and keys of one cluster touch each other."""
    links: dict[str, set[str]] = {record: set() for record in members}
    for kind in KEYS:
        for record, value in records.loc[records[kind].notna(), ["record_id", kind]].itertuples(index=False):
            key = f"{kind} {value}"
            links[record].add(key)
            links.setdefault(key, set()).add(record)
    for one, other in linked:
        if {one, other} <= members:
            links[one].add(other)
            links[other].add(one)
    return links


def _sides(records: pd.DataFrame, pair: Pair) -> dict[str, str]:
    """Each of the pair with all records of its own reference: what a system holds of one person."""
    known = records.dropna(subset="reference").sort_values("record_id")
    reference = dict(zip(known["record_id"], known["reference"], strict=True))
    one, other = (reference.get(record, record) for record in pair)
    own = {} if one == other else {one: pair[0], other: pair[1]}
    mates = {record: own[held] for record, held in reference.items() if held in own}
    return {pair[0]: pair[0], pair[1]: pair[1]} | mates


def nearest(links: Mapping[str, Iterable[str]], sides: Mapping[str, str]) -> dict[str, str]:
    """For everything that can be reached, the side to which fewer steps lead; of equals the first.

    >>> nearest({"a": ["k"], "k": ["a", "b"], "b": ["k", "c"], "c": ["b"]}, {"a": "a", "c": "c"})
    {'a': 'a', 'c': 'c', 'k': 'a', 'b': 'c'}
    """
    side = dict(sides)
    waiting = deque(side)
    while waiting:
        here = waiting.popleft()
        for there in sorted(links[here]):
            if there not in side:
                side[there] = side[here]
                waiting.append(there)
    return side
