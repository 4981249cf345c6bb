"""Everything known about one customer, as one document."""

from typing import TYPE_CHECKING, Any

from app.querying import rows
from models.value_reasons import value_reason

if TYPE_CHECKING:
    import datetime as dt

    from duckdb import DuckDBPyConnection

CHANNELS = ("email", "sms", "phone")
CUSTOMER = "select * from core.customers where customer_id = $id"
PORTRAIT = "select * from mart.portrait where customer_id = $id"
VALUE = """
select value.p_alive, value.predicted_spend_per_order, value.basis,
    history.frequency, history.recency, history.T, history.is_wholesale
from mart.lifetime_value as value
inner join mart.purchase_history as history on history.customer_id = value.customer_id
where value.customer_id = $id
"""
SOURCES = """
select golden.field, golden.system, coalesce(records.reference, golden.person_key) as record, golden.rule,
    golden.other_values
from core.golden_values as golden
inner join core.normalised_records as records on records.person_key = golden.person_key
where golden.customer_id = $id
union all
select 'all' as field, min(records.system) as system,
    min(coalesce(records.reference, records.person_key)) as record, 'only record' as rule, 0 as other_values
from core.identities as identities
inner join core.normalised_records as records on records.person_key = identities.person_key
where identities.customer_id = $id having count(*) = 1
order by field
"""
CONTACT_POINTS = """
with held as (
    select 'email' as kind, records.email as value, records.system
    from core.normalised_records as records
    inner join core.identities as identities on identities.person_key = records.person_key
    where identities.customer_id = $id and records.email is not null
    union all
    select 'phone' as kind, records.phone as value, records.system
    from core.normalised_records as records
    inner join core.identities as identities on identities.person_key = records.person_key
    where identities.customer_id = $id and records.phone is not null
)
select kind, value, count(*) as records, count(distinct system) as systems from held
group by kind, value order by kind, records desc, value
"""
ANSWERED = """
select case when channel in ('sms', 'phone') then 'phone' else channel end as kind, max(happened_on) as day
from core.interactions
where customer_id = $id and happened_on < $day
    and (direction = 'inbound' or (channel = 'phone' and outcome is not null))
group by 1
"""
CONSENTS = """
select channel, purpose, is_granted, evidence, stated_at from core.consents
where customer_id = $id order by channel, purpose
"""
TIMELINE = """
select happened_at, channel, kind, direction, subject, outcome, owner, null as amount
from core.interactions where customer_id = $id and happened_on < $day
union all
select ordered_at as happened_at, coalesce(channel, 'order') as channel, kind, 'inbound' as direction,
    order_id as subject, null as outcome, null as owner, amount
from core.orders where customer_id = $id and ordered_on < $day
union all
select paid_at as happened_at, 'payment' as channel, kind, 'inbound' as direction, order_id as subject,
    status as outcome, null as owner, amount
from core.payments where customer_id = $id and cast(paid_at as date) < $day
union all
select created_at as happened_at, 'opportunity' as channel, 'opened' as kind, null as direction,
    name as subject, source_channel as outcome, owner, amount
from core.opportunities where customer_id = $id and cast(created_at as date) < $day
union all
select coalesce(closed_at, cast(close_on as timestamp)) as happened_at, 'opportunity' as channel,
    outcome as kind, null as direction, name as subject, loss_reason as outcome, owner, amount
from core.opportunities
where customer_id = $id and outcome <> 'open'
    and cast(coalesce(closed_at, cast(close_on as timestamp)) as date) < $day
order by happened_at desc, channel, subject limit $limit
"""
TICKETS = """
select ticket_id, opened_at, channel, kind, subject, is_complaint from core.tickets
where customer_id = $id and cast(opened_at as date) < $day
    and (closed_at is null or cast(closed_at as date) >= $day)
order by opened_at
"""
OPPORTUNITIES = """
select opportunity_id, name, stage, amount, currency, probability, close_on, owner, created_at
from core.opportunities where customer_id = $id and outcome = 'open' order by close_on, opportunity_id
"""
RELATIONS = """
select relations.relation, relations.related_id, relations.detail, accounts.name as account,
    (select string_agg(other.customer_id, ', ' order by other.customer_id) from core.households as other
     where other.household_id = relations.related_id and other.customer_id <> $id) as members
from core.relations as relations
left join core.accounts as accounts on accounts.account_id = relations.related_id
where relations.customer_id = $id order by relations.relation, relations.related_id
"""
ALIASES = "select alias_id, since_on from core.id_aliases where customer_id = $id order by alias_id"
STANDS_FOR = """
select customer_id from core.id_aliases where alias_id = $id
union all
select min(identities.customer_id) as customer_id
from core.normalised_records as records
inner join core.identities as identities on identities.person_key = records.person_key
where $id in (records.reference, records.person_key) having count(*) > 0
"""


def customer(
    connection: "DuckDBPyConnection", asked: str, day: "dt.date", limit: int = 50
) -> dict[str, Any] | None:
    """The portrait of a customer, whatever id of theirs was asked; None where there is none."""
    merged = rows(connection, STANDS_FOR, id=asked)
    known = {"id": merged[0]["customer_id"] if merged else asked}
    found = rows(connection, CUSTOMER, **known)
    if not found:
        return None
    return {
        "customer_id": known["id"],
        "as_of": day,
        "attributes": found[0],
        "portrait": rows(connection, PORTRAIT, **known)[0] | _value_reason(connection, known["id"]),
        "sources": rows(connection, SOURCES, **known),
        "contact_points": _contact_points(connection, known["id"], found[0], day),
        "consents": consents(rows(connection, CONSENTS, **known)),
        "relations": rows(connection, RELATIONS, **known),
        "open_tickets": rows(connection, TICKETS, day=day, **known),
        "open_opportunities": rows(connection, OPPORTUNITIES, **known),
        "timeline": rows(connection, TIMELINE, day=day, limit=limit, **known),
        "aliases": rows(connection, ALIASES, **known),
    }


def _value_reason(connection: "DuckDBPyConnection", id_: str) -> dict[str, str]:
    """Why a buyer is valued so."""
    found = rows(connection, VALUE, id=id_)
    return (
        dict(zip(("value_reason_en", "value_reason_zh"), value_reason(found[0]), strict=True))
        if found
        else {}
    )


def consents(stated: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was stated, and every channel of marketing on which nothing was: unknown, which is no consent."""
    known = {row["channel"] for row in stated if row["purpose"] == "marketing"}
    silent = [
        {"channel": one, "purpose": "marketing", "is_granted": None, "evidence": None, "stated_at": None}
        for one in CHANNELS
        if one not in known
    ]
    return [*stated, *silent]


def _contact_points(
    connection: "DuckDBPyConnection", id_: str, golden: dict[str, Any], day: "dt.date"
) -> list[dict[str, Any]]:
    """Each address and number: which is used, how many systems agree, whether they answered there."""
    answered = {row["kind"]: row["day"] for row in rows(connection, ANSWERED, id=id_, day=day)}
    found = rows(connection, CONTACT_POINTS, id=id_)
    return [
        {
            **row,
            "is_used": row["value"] == golden[row["kind"]],
            "verification": _verified(row, answered, golden),
        }
        for row in found
    ]


def _verified(row: dict[str, Any], answered: dict[str, Any], golden: dict[str, Any]) -> str:
    """What speaks for the contact point being theirs."""
    if row["value"] == golden[row["kind"]] and row["kind"] in answered:
        return f"answered {answered[row['kind']]}"
    return "several systems agree" if row["systems"] > 1 else "well-formed only"
