"""What each record says of a person in forms that can be compared, by that record alone.

A record's forms depend on nothing but its own texts, so that forms of an earlier night are still right.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA

from models.company_names import place_in
from models.contact_forms import DOTS_IGNORED, PROVIDERS, phone_forms
from models.dates import normalised_day
from models.forms_of_address import addressed, generations
from models.han import HAN
from models.identifiers import born_on, national_number
from models.matching.facets import skeleton
from models.matching.fields import encoded
from models.matching.normalising import FORMS as OF_ROLE
from models.matching.normalising import MISSING, each
from models.matching.placeholders import TYPED
from models.matching.shapes import COMPANY
from models.names import letters, sound
from models.written_names import parsed_names

TOLD = (
    "name", "company", "email", "phone", "birth_on", "national_id", "gender", "address", "city", "region",
    "postal_code",
)  # fmt: skip
"""The columns of a record that are read."""
FORMS = (
    "given", "surname", "given_bones", "surname_bones", "one_word", "letters", "spelt", "generation",
    "addressed", "company", "company_place", "email", "phone", "birth_on", "national_id", "gender", "address",
    "city", "region", "postal_code",
)  # fmt: skip
"""The forms of a record. bones: a part of the name so coarse that a slip makes no other; one_word: both parts
of the name without a space; letters: all letters of a name in order; spelt: as written, if it is Latin."""
Form = Callable[[pd.Series], pd.Series]


def record_forms(records: pd.DataFrame) -> pd.DataFrame:
    """records[record_id, *TOLD], texts → frame[record_id, *FORMS], missing where a record says nothing."""
    texts = {name: _present(records[name]) for name in TOLD}
    is_firm = texts["name"].str.contains(COMPANY, na=False)
    texts["company"] = texts["company"].mask(is_firm & texts["company"].isna(), texts["name"])
    found = _names(texts["name"].mask(is_firm))
    for form, (column, function) in READ.items():
        found[form] = formed(texts[column], function)
    found["birth_on"] = found["birth_on"].fillna(formed(found["national_id"], each(born_on)))
    return pd.DataFrame({"record_id": records["record_id"], **{form: found[form] for form in FORMS}})


def formed(column: pd.Series, form: Form) -> pd.Series:
    """A column in the form that a function gives its distinct texts."""
    codes, texts = encoded(column)
    return _spread(codes, form(texts).astype("str"), column.index)


def _present(column: pd.Series) -> pd.Series:
    texts = column.astype("str").str.strip()
    return texts.mask(texts.str.lower().isin(MISSING) | (texts == ""))


def _names(names: pd.Series) -> dict[str, pd.Series]:
    """Both parts of each name, and what of it is told beside them."""
    codes, texts = encoded(names)
    parts = parsed_names(texts)
    spelt = (parts["given"] + parts["surname"]).str.replace(" ", "", regex=False)
    told = {
        "given": parts["given"],
        "surname": parts["surname"],
        "given_bones": [skeleton(sound(part)) for part in parts["given"]],
        "surname_bones": [skeleton(sound(part)) for part in parts["surname"]],
        "one_word": spelt.where(parts["given"] != ""),
        "letters": list(map(letters, texts)),
        "spelt": spelt.mask(texts.str.contains(HAN.pattern, regex=True)),
        "generation": generations(texts),
        "addressed": addressed(texts),
    }
    return {
        name: _spread(codes, pd.Series(values, dtype="str"), names.index) for name, values in told.items()
    }


def _spread(codes: np.ndarray, forms: pd.Series, index: pd.Index) -> pd.Series:
    known = pd.concat([forms.mask(forms == ""), pd.Series([None], dtype="str")], ignore_index=True)
    return pd.Series(known.array.take(codes), index=index)


def mail_form(text: str) -> str | None:
    """An address without tags, ignored dots, and slips in the names of large providers.

    >>> mail_form("j.doe+news@gmail.com"), mail_form("jdoe@gmial.com"), mail_form("test@example.com")
    ('jdoe@gmail.com', 'jdoe@gmail.com', 'test@example.com')
    """
    local, sign, domain = text.lower().partition("@")
    if not (local and sign and domain) or "@" in domain:
        return None
    domain, local = _meant(domain), local.partition("+")[0] or local
    return f"{local.replace('.', '') if domain in DOTS_IGNORED else local}@{domain}"


@lru_cache(maxsize=1 << 18)
def _meant(domain: str) -> str:
    if domain == "googlemail.com":
        return "gmail.com"
    if domain in PROVIDERS:
        return domain
    return next((one for one in PROVIDERS if OSA.distance(domain, one, score_cutoff=1) == 1), domain)


def _untyped(form: Form) -> Form:
    """The form without what is typed to fill a field."""

    def kept(texts: pd.Series) -> pd.Series:
        forms = form(texts).astype("str")
        return forms.mask(forms.str.contains(TYPED, regex=True, na=False))

    return kept


READ: dict[str, tuple[str, Form]] = {
    "company": ("company", OF_ROLE["company"][1]),
    "company_place": ("company", each(place_in)),
    "email": ("email", _untyped(each(mail_form))),
    "phone": ("phone", _untyped(phone_forms)),
    "birth_on": ("birth_on", each(normalised_day)),
    "national_id": ("national_id", each(national_number)),
    "gender": ("gender", OF_ROLE["gender"][1]),
    "address": ("address", OF_ROLE["address"][1]),
    "city": ("city", OF_ROLE["place"][1]),
    "region": ("region", OF_ROLE["place"][1]),
    "postal_code": ("postal_code", OF_ROLE["postcode"][1]),
}
"""Of each form that is no part of a name: the column it is read from, and how."""
