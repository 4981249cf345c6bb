"""From the members of a segment to those who may be contacted, with the number lost at each step."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from app.contacts import CHANNELS, valid_contact
from app.querying import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CONTEXT = (
    "stage",
    "churn_risk",
    "loyalty_grade",
    "recency_days",
    "revenue_365",
    "predicted_clv_365",
    "owner",
)
STEPS = ("matched", "consent", "invalid", "holdout", "exported")
STEP_NAMES = {
    "matched": "matched the segment 符合客群",
    "consent": "no consent for the channel 未同意该渠道",
    "invalid": "contact missing or invalid 联系方式缺失或无效",
    "holdout": "held out to measure the effect 对照组",
    "exported": "exported 导出",
}
# An address or number that somebody said no with is closed for everybody who shares it.
MEMBERS = """
with refused_emails as (select distinct email from mart.portrait where consent_email = false),
refused_sms as (select distinct phone from mart.portrait where consent_sms = false),
refused_phones as (select distinct phone from mart.portrait where consent_phone = false)
select person.customer_id, person.name, person.email, person.phone, person.is_holdout, person.stage,
    person.churn_risk, person.loyalty_grade, person.recency_days, person.revenue_365,
    person.predicted_clv_365, person.owner,
    person.consent_email and refused_emails.email is null as consent_email,
    person.consent_sms and refused_sms.phone is null as consent_sms,
    person.consent_phone and refused_phones.phone is null as consent_phone
from mart.portrait as person
left join refused_emails on refused_emails.email = person.email
left join refused_sms on refused_sms.phone = person.phone
left join refused_phones on refused_phones.phone = person.phone
where person.customer_id in (select customer_id from mart.segment_members where segment = $segment)
order by person.customer_id
"""


@dataclass(frozen=True)
class Waterfall:
    """The list, and how many people each step took out; `matched` less the three between is `exported`."""

    columns: tuple[str, ...]
    people: list[list[Any]]
    counts: dict[str, int]


def waterfall(
    connection: "DuckDBPyConnection", segment: str, channel: str, region: str, *, with_holdout: bool
) -> Waterfall:
    """Apply consent, validity and holdout in this order; consent cannot be switched off."""
    found = rows(connection, MEMBERS, segment=segment)
    contact = CHANNELS[channel]
    consenting = [row for row in found if row[f"consent_{channel}"] is True]
    reachable = [
        {**row, contact: valid}
        for row in consenting
        if (valid := valid_contact(channel, row[contact], region))
    ]
    chosen = reachable if with_holdout else [row for row in reachable if row["is_holdout"] is not True]
    columns = ("customer_id", "name", contact, *CONTEXT)
    sizes = [len(found), len(consenting), len(reachable), len(chosen)]
    people = [[row[name] for name in columns] for row in chosen]
    return Waterfall(columns, people, _counts(sizes))


def _counts(sizes: Sequence[int]) -> dict[str, int]:
    lost = [before - after for before, after in pairwise(sizes)]
    return dict(zip(STEPS, [sizes[0], *lost, sizes[-1]], strict=True))
