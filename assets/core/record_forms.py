"""What each record says, made comparable once."""

import contextlib
from collections.abc import Iterator

import dagster as dg
import pandas as pd

from assets.provenance import code
from models.record_forms import record_forms as forms_of
from warehouse import Warehouse, snapshots
from warehouse.workspace import Workspace

SAID = """
select
    person_key as record_id,
    md5(
        concat_ws(
            chr(31), coalesce(name, chr(30)), coalesce(company, chr(30)), coalesce(email, chr(30)),
            coalesce(phone, chr(30)), coalesce(cast(birth_on as varchar), chr(30)),
            coalesce(national_id, chr(30)), coalesce(gender, chr(30)), coalesce(address, chr(30)),
            coalesce(city, chr(30)), coalesce(region, chr(30)), coalesce(postal_code, chr(30))
        )
    ) as said
from core.normalised_records
"""
STANDING = """
select said.record_id
from ledger.said as said
inner join yesterday.core.record_forms as forms
    on forms.record_id = said.record_id and forms.said = said.said and forms.code = $code
"""
NOBODY = "select record_id from ledger.said where false"
NEW = """
select
    said.record_id, said.said, records.name, records.company, records.email, records.phone,
    cast(records.birth_on as varchar) as birth_on, records.national_id, records.gender, records.address,
    records.city, records.region, records.postal_code
from ledger.said as said
inner join core.normalised_records as records on records.person_key = said.record_id
where said.record_id not in (select record_id from ledger.standing)
"""
ALL = """
select forms.* from yesterday.core.record_forms as forms
inner join ledger.standing as standing on standing.record_id = forms.record_id
union all by name
select * from ledger.told_first
order by record_id
"""


@dg.asset(key_prefix="core", deps=[["core", "normalised_records"]])
def record_forms(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Names, contact points and addresses of each record in the form that matching compares.

    Those that the published snapshot holds are taken from there, as long as the record (`said`) and the code
    that normalised it are the same.
    """
    warehouse.derive("ledger.said", SAID)
    with _yesterday(warehouse, workspace) as is_there:
        warehouse.derive(
            "ledger.standing", STANDING if is_there else NOBODY, {"code": code()} if is_there else {}
        )
        warehouse.map(NEW, _normalised, "ledger.told_first")
        warehouse.derive(
            "core.record_forms", ALL if is_there else "select * from ledger.told_first order by record_id"
        )


@contextlib.contextmanager
def _yesterday(warehouse: Warehouse, workspace: Workspace) -> Iterator[bool]:
    """The published forms beside tonight's; whether there are any by this code."""
    published = snapshots.current(workspace)
    if published is None or "core.record_forms" not in published.tables:
        yield False
        return
    with warehouse.beside(published.database, "yesterday"):
        by_now = "select count(*) as forms from yesterday.core.record_forms where code = $code"
        yield bool(warehouse.query(by_now, code=code())["forms"].iloc[0])


def _normalised(batch: pd.DataFrame) -> pd.DataFrame:
    return forms_of(batch).assign(said=batch["said"], code=code()).astype("str")
