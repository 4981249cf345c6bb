"""What a decision about two records would change: customers, money and segments, before it is kept."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from app.querying import has, rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pandas import DataFrame

    from warehouse.decisions import Decision
    from warehouse.workspace import Workspace

PAIRS = "select * from core.review_pairs order by strength desc, pair"
SIDE = """
select records.person_key, records.reference, records.system, records.name, records.email, records.phone,
    identities.customer_id, coalesce(value.orders, 0) as orders, coalesce(value.amount, 0) as amount
from core.normalised_records as records
inner join core.identities as identities on identities.person_key = records.person_key
left join core.record_values as value on value.person_key = records.person_key
where records.person_key in (select unnest($keys))
"""
MEMBERS = """
select records.person_key as record_id, records.reference, records.name, records.email, records.phone,
    identities.customer_id, matches.matched_id as cluster_id, coalesce(value.orders, 0) as orders,
    coalesce(value.amount, 0) as amount
from core.normalised_records as records
inner join core.identities as identities on identities.person_key = records.person_key
inner join core.matches as matches on matches.record_id = records.person_key
left join core.record_values as value on value.person_key = records.person_key
where identities.customer_id in (
    select customer_id from core.identities where person_key in (select unnest($keys))
)
order by records.person_key
"""
KEYS = """
select person_key as name, person_key from core.normalised_records where person_key in (select unnest($names))
union all
select reference as name, min(person_key) as person_key from core.normalised_records
where reference in (select unnest($names)) group by reference
union all
select customer_id as name, min(person_key) as person_key from core.identities
where customer_id in (select unnest($names)) group by customer_id
"""
SEGMENTS = """
select customer_id, segment from mart.segment_members where customer_id in (select unnest($ids))
order by customer_id, segment
"""


def pair_of(connection: "DuckDBPyConnection", asked: str) -> tuple[str, str] | None:
    """The two records of a listed pair, or of `ONE,OTHER` by record, system|number or customer."""
    listed = rows(connection, "select key_a, key_b from core.review_pairs where pair = $pair", pair=asked)
    if listed:
        return listed[0]["key_a"], listed[0]["key_b"]
    names = [name.strip() for name in asked.split(",")]
    found = keys_of(connection, names)
    return (found[names[0]], found[names[1]]) if len(names) == 2 and len(found) == 2 else None


def keys_of(connection: "DuckDBPyConnection", names: Sequence[str]) -> dict[str, str]:
    """The record that each name stands for: a record's own key, system|number, or a customer."""
    return {row["name"]: row["person_key"] for row in rows(connection, KEYS, names=list(names))}


def lasting_name(connection: "DuckDBPyConnection", key: str) -> str:
    """The name of a record that outlives its correction: system|number where it has one."""
    return str(sides(connection, [key])[key]["reference"] or key)


def sides(connection: "DuckDBPyConnection", keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What is known of each record."""
    return {row["person_key"]: row for row in rows(connection, SIDE, keys=list(keys))}


def consequences(
    connection: "DuckDBPyConnection",
    workspace: "Workspace",
    decisions: "Iterable[Decision]",
    about: tuple[str, str],
) -> dict[str, Any]:
    """The customers that hold the two records, before and after, if these decisions hold."""
    from models.id_ledger import update
    from warehouse import id_store

    members = connection.execute(MEMBERS, {"keys": list(about)}).df()
    clusters = _clusters(connection, members, decisions)
    night = update(id_store.ledger(workspace), clusters)
    after = dict(zip(night.identities["record_id"], night.identities["customer_id"], strict=True))
    return {
        "before": _customers(members, members["customer_id"]),
        "after": _customers(members, members["record_id"].map(after)),
        "segments": _segments(connection, sorted(members["customer_id"].unique())),
    }


def _clusters(
    connection: "DuckDBPyConnection", members: "DataFrame", decisions: "Iterable[Decision]"
) -> "DataFrame":
    """The members' clusters by what they say, with the decisions laid over, as the ledger takes them."""
    from models.id_decisions import decided

    told = list(decisions)
    keys = keys_of(connection, [name for one in told for name in (one.record_a, one.record_b)])
    pairs: dict[str, list[tuple[str, str]]] = {"same": [], "different": []}
    for one in told:
        if one.record_a in keys and one.record_b in keys:
            pairs[one.verdict].append((keys[one.record_a], keys[one.record_b]))
    clusters = decided(members[["record_id", "cluster_id"]], members, pairs["same"], pairs["different"])
    cents = (members["amount"].astype(float) * 100).round().astype("int64")
    return clusters.assign(anchor=members["reference"].to_numpy(), value=cents.to_numpy())


def _customers(members: "DataFrame", ids: "Any") -> list[dict[str, Any]]:
    """Records, orders and money of each customer."""
    named = members.assign(customer_id=ids.to_numpy())
    sums = named.groupby("customer_id", as_index=False).agg(
        records=("record_id", "size"), orders=("orders", "sum"), amount=("amount", "sum")
    )
    return [{str(name): value for name, value in row.items()} for row in sums.to_dict("records")]


def _segments(connection: "DuckDBPyConnection", ids: list[str]) -> dict[str, list[str]]:
    """The segments that each customer is in now, and which a run would judge anew."""
    if not has(connection, "mart.segment_members"):
        return {}
    found: dict[str, list[str]] = {}
    for row in rows(connection, SEGMENTS, ids=ids):
        found.setdefault(row["customer_id"], []).append(row["segment"])
    return found
