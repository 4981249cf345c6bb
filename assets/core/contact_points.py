"""Contact points in one form."""

import dagster as dg

from models import contacts
from warehouse import Warehouse
from warehouse.workspace import Workspace

DISTINCT = """
select 'email' as kind, email as value from core.records where email is not null group by email
union all
select 'phone' as kind, phone as value from core.records where phone is not null group by phone
"""


@dg.asset(key_prefix="core", deps=[["core", "records"]])
def contact_points(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Every e-mail address and phone number as written, beside its normal form."""
    region = workspace.settings.phone_region
    warehouse.map(DISTINCT, lambda batch: contacts.contact_points(batch, region), "core.contact_points")
