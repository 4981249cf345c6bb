"""Tonight's records as matching sees them: numbers of all, texts of those that are looked at closer."""

import numpy as np
import pandas as pd

from models.people_forms import PeopleForms, Records, people_forms
from warehouse import Warehouse

MARKS = """
select
    records.person_key as record_id, records.object, text_mark(records.reference) as reference,
    text_mark(records.email) as email_key, text_mark(records.phone) as phone_key,
    text_mark(forms.given) as given,
    text_mark(forms.surname) as surname, text_mark(forms.given_bones) as given_bones,
    text_mark(forms.surname_bones) as surname_bones, text_mark(forms.one_word) as one_word,
    text_mark(forms.letters) as letters, text_mark(forms.generation) as generation,
    text_mark(forms.addressed) as addressed, text_mark(forms.company) as company,
    text_mark(forms.company_place) as company_place, text_mark(forms.email) as email,
    text_mark(forms.phone) as phone, text_mark(forms.birth_on) as birth_on,
    text_mark(forms.national_id) as national_id, text_mark(forms.gender) as gender,
    text_mark(forms.address) as address, text_mark(forms.city) as city, text_mark(forms.region) as region,
    text_mark(forms.postal_code) as postal_code
from core.normalised_records as records
inner join core.record_forms as forms on forms.record_id = records.person_key
order by records.person_key
"""
LINKS = "select text_mark(one) as one, text_mark(other) as other from core.record_links order by one, other"
WANTED = "ledger.wanted"
TEXTS = """
select forms.*
from ledger.wanted as wanted
inner join core.record_forms as forms on forms.record_id = wanted.record_id
order by wanted.place
"""


def night_forms(warehouse: Warehouse) -> tuple[pd.Series, PeopleForms]:
    """The ids of all records in order, and what they say about people."""
    table, links = warehouse.query(MARKS), warehouse.query(LINKS)
    ids, objects = table["record_id"].astype("str"), table["object"]

    def texts(rows: np.ndarray) -> pd.DataFrame:
        wanted = pd.DataFrame({"place": np.arange(len(rows)), "record_id": ids.array.take(rows)})
        warehouse.write(WANTED, wanted)
        return warehouse.query(TEXTS).astype("str")

    told = table.drop(columns=["record_id", "object"])
    marks = {str(name): column.to_numpy(dtype=np.uint64) for name, column in told.items()}
    one, other = (links[side].to_numpy(dtype=np.uint64) for side in ("one", "other"))
    return ids, people_forms(Records(marks, objects, (one, other), texts))
