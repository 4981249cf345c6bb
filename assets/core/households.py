"""People who live together and stay different people."""

import dagster as dg
import pandas as pd

from models.households import households as grouped
from warehouse import Warehouse

SHARED = """
with people as (
    select
        customer_id, phone, email,
        lower(trim(address)) || '|' || lower(trim(coalesce(city, postal_code, ''))) as place,
        case
            when regexp_matches(name, '^[一-龥]') then substr(name, 1, 1)
            else regexp_replace(lower(trim(name)), '^.* ', '')
        end as surname
    from core.customers
),

keys as (
    select customer_id, 'address' as shared, place || '|' || surname as value
    from people where length(place) > 6
    union all
    select customer_id, 'phone' as shared, phone || '|' || surname as value
    from people where phone is not null
    union all
    select customer_id, 'email' as shared, email || '|' || surname as value
    from people where email is not null
),

held as (
    select shared, value from keys where value is not null
    group by shared, value having count(*) between 2 and 8
)
select keys.customer_id, keys.shared, md5(keys.value) as value
from keys
inner join held on held.shared = keys.shared and held.value = keys.value
order by keys.customer_id, keys.shared
"""


@dg.asset(key_prefix="core", deps=[["core", "customers"]])
def households(warehouse: dg.ResourceParam[Warehouse]) -> pd.DataFrame:
    """Customers of one surname who share an address, a phone or an e-mail: a household, not one person."""
    return grouped(warehouse.query(SHARED))
