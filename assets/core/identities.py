"""Which records are one person."""

import dagster as dg

from models.identity import resolve
from warehouse import Warehouse

RECORDS = """
select
    records.person_key as record_id,
    records.system || '|' || records.reference as reference,
    records.name,
    emails.normalised as email,
    phones.normalised as phone
from core.records as records
left join core.contact_points as emails
    on emails.kind = 'email' and emails.value = records.email and not emails.is_placeholder
left join core.contact_points as phones
    on phones.kind = 'phone' and phones.value = records.phone and not phones.is_placeholder
order by record_id
"""

# A customer is named after the steadiest record: one with a system's own number, of the smallest such number.
NAMED = """
with steady as (
    select
        matches.cluster_id,
        min(records.system || '|' || records.reference) as reference,
        min(records.person_key) as person_key
    from core.matches as matches
    inner join core.records as records on records.person_key = matches.record_id
    group by matches.cluster_id
)
select
    matches.record_id as person_key,
    'C' || upper(substr(md5(coalesce(steady.reference, steady.person_key)), 1, 15)) as customer_id
from core.matches as matches
inner join steady on steady.cluster_id = matches.cluster_id
"""


@dg.asset(key_prefix="core", deps=[["core", "records"], ["core", "contact_points"]])
def identities(warehouse: dg.ResourceParam[Warehouse]) -> None:
    """The customer that every record belongs to."""
    warehouse.write("core.matches", resolve(warehouse.query(RECORDS)))
    warehouse.derive("core.identities", NAMED)
