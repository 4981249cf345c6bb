"""People who live together and stay different people."""

import dagster as dg
import pandas as pd

from models.households import households as grouped
from models.households import shared_by_surname
from warehouse import Warehouse

PEOPLE = """
with people as (
    select
        customer_id, name, phone, email,
        lower(trim(address)) || '|' || lower(trim(coalesce(city, postal_code, ''))) as place
    from core.customers
)
select customer_id, name, phone, email, case when length(place) > 6 then place end as address
from people
order by customer_id
"""


@dg.asset(key_prefix="core", deps=[["core", "customers"]])
def households(warehouse: dg.ResourceParam[Warehouse]) -> pd.DataFrame:
    """Customers of one surname who share an address, a phone or an e-mail: a household, not one person."""
    return grouped(shared_by_surname(warehouse.query(PEOPLE).astype("str")))
