"""From a frame of texts and the roles of its columns to comparable fields."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from models.addresses import address_forms, normalised_place
from models.company_names import normalised_company, place_in
from models.contact_forms import email_forms, phone_forms
from models.dates import day_first, normalised_day
from models.forms_of_address import addressed, generations
from models.han import HAN, READINGS, simplified
from models.identifiers import born_on, normalised_identifier
from models.matching.fields import Field, encoded, normalised, shared
from models.names import cleaned, sound
from models.written_names import parsed_names

Form = Callable[[pd.Series], pd.Series]
_MISSING = """
na n/a n.a. nan none null nil - -- --- . ? unknown unk missing blank empty tbd tba xxx xx test 无 未知
暂无 不详 空 没有 测试 保密 undefined anonymous not available not provided not applicable 1900-01-01
1970-01-01 1900/01/01 19000101 1/1/1900 01/01/1900
"""
MISSING = frozenset(_MISSING.split()) | {"not available", "not provided", "not applicable"}
LEAST_PLACED = 0.1
LOCAL, LOOKED_AT = 8, 2000
"""Phones with at most so many digits have no area code."""
ECHOED = frozenset({"phone", "email", "address", "identifier"})
MARKS: tuple[tuple[str, Form, tuple[str, ...]], ...] = (
    ("generation", generations, ("suffix", "surname", "name")),
    ("addressed", addressed, ("title", "name", "given", "surname")),
)
NAME_ROLES = ("given", "surname", "name")
NOT_WORD = re.compile(r"[^\w]+")


def each(form: Callable[[str], str | None]) -> Form:
    """A function of one text as a function of a column of distinct texts."""
    return lambda texts: pd.Series([form(text) for text in texts.tolist()], index=texts.index, dtype="str")


def fields_of(frame: pd.DataFrame, roles: Mapping[str, str]) -> list[Field]:
    """The comparable fields of a frame of text columns; columns of role `ignore` say nothing."""
    present = {column: _present(frame[column]) for column, role in roles.items() if role != "ignore"}
    present = _with_area_codes(present, roles)
    first = {roles[column]: column for column in reversed(present)}
    found = _names({role: present[first[role]] for role in NAME_ROLES if role in first})
    if "middle" in first:
        found += shared({"middle": _part(present[first["middle"]])}, sound)
    for column, values in present.items():
        if roles[column] in FORMS:
            kind, form = FORMS[roles[column]]
            found.append(replace(normalised(column, kind, values, form), role=roles[column]))
    found += _places_in_companies(
        {column: present[column] for column in present if roles[column] == "company"}
    )
    found = [*_without_echoes(_with_birth_dates(found)), *_marks(present, roles)]
    return [one for one in found if one.filled > 0]


def _present(column: pd.Series) -> pd.Series:
    texts = column.astype("str").str.strip()
    return texts.mask(texts.str.lower().isin(MISSING) | (texts == ""))


def _with_area_codes(present: dict[str, pd.Series], roles: Mapping[str, str]) -> dict[str, pd.Series]:
    """Phones with the code that stands in a column of its own, where they have none."""
    codes = next((values for column, values in present.items() if roles[column] == "area"), None)
    if codes is None:
        return present
    return {
        column: (codes + values).fillna(values) if roles[column] == "phone" and _is_local(values) else values
        for column, values in present.items()
    }


def _is_local(phones: pd.Series) -> bool:
    return bool(phones.dropna().head(LOOKED_AT).str.count(r"\d").median() <= LOCAL)


def _marks(present: Mapping[str, pd.Series], roles: Mapping[str, str]) -> list[Field]:
    """What names and the columns beside them say beside the name."""
    found = []
    for role, form, columns in MARKS:
        for column in [column for column in present if roles[column] in columns]:
            one = normalised(f"{column}: {role}", "mark", present[column], form)
            found.append(replace(one, role=role))
    return found


def _without_echoes(fields: list[Field]) -> list[Field]:
    """What a record repeats in a second column of the same role says nothing new there."""
    found: list[Field] = []
    for one in fields:
        for other in [other for other in found if one.role == other.role and one.role in ECHOED]:
            places = pd.Index(other.values).get_indexer(pd.Index(one.values))
            same = np.append(places, -2)[one.codes] == other.codes
            one = replace(one, codes=np.where(same, -1, one.codes))
        found.append(one)
    return found


def _names(columns: dict[str, pd.Series]) -> list[Field]:
    """Given name and surname, from their own columns or from full names."""
    if "given" in columns and "surname" in columns:
        return surnames_read(shared({role: _part(columns[role]) for role in ("given", "surname")}, sound))
    if not columns:
        return []
    codes, texts = encoded(columns[max(columns, key=NAME_ROLES.index)])
    names = _parted(parsed_names(texts))
    return surnames_read(shared({part: (codes, names[part]) for part in ("given", "surname")}, sound))


def surnames_read(parts: list[Field]) -> list[Field]:
    """Given name and surname, the characters of the surname read as surnames are: 单 is Shan."""
    given, surname = parts
    sounds, rows = surname.sounds.copy(), np.flatnonzero(np.isin(surname.values.astype(str), [*READINGS]))
    sounds[rows] = [sound(value, is_surname=True) for value in surname.values[rows]]
    return [given, replace(surname, sounds=sounds)]


def _parted(names: pd.DataFrame) -> pd.DataFrame:
    """Names written in one word in two, where others write the same in two."""
    is_whole = names["given"] == ""
    whole = names["given"].str.replace(" ", "", regex=False) + names["surname"]
    others = names.assign(whole=whole)[~is_whole & whole.isin(names["surname"][is_whole])]
    parts = others.drop_duplicates("whole").set_index("whole").reindex(names["surname"][is_whole])
    found = is_whole.to_numpy().copy()
    found[found] = parts["given"].notna().to_numpy()
    parts = parts.dropna().set_axis(names.index[found])
    return names.assign(**{part: names[part].mask(found, parts[part]) for part in ("given", "surname")})


def _part(column: pd.Series) -> tuple[np.ndarray, pd.Series]:
    codes, texts = encoded(column)
    return codes, pd.Series([cleaned(text) for text in texts.tolist()], dtype="str")


def _places_in_companies(columns: Mapping[str, pd.Series]) -> list[Field]:
    """The town that a Chinese company bears in its name: two of one name in two towns are two companies."""
    found = [
        normalised(f"{name}: place", "place", values, each(place_in)) for name, values in columns.items()
    ]
    return [one for one in found if one.filled >= LEAST_PLACED]


def _days(texts: pd.Series) -> pd.Series:
    first = day_first(texts)
    return pd.Series([normalised_day(text, first) for text in texts.tolist()], index=texts.index, dtype="str")


def _domains(texts: pd.Series) -> pd.Series:
    return (
        texts.str.lower()
        .str.replace(r"^(?:https?://)?(?:www\d?\.)?", "", regex=True)
        .str.extract(r"^([^/?#:\s]+)", expand=False)
    )


def _text(text: str) -> str:
    return NOT_WORD.sub(" ", cleaned_text(text)).strip()


def cleaned_text(text: str) -> str:
    """Any text in lower case without accents, its characters simplified."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return simplified(plain) if HAN.search(plain) else plain


def _number(text: str) -> str | None:
    plain = re.sub(r"[^\d.\-]", "", text)
    try:
        return f"{float(plain):.10g}"
    except ValueError:
        return None


def _postcode(text: str) -> str | None:
    plain = re.sub(r"[^A-Za-z0-9]", "", text.removesuffix(".0")).upper()
    return plain or None


def _gender(text: str) -> str:
    plain = text.lower()
    return {"男": "m", "女": "f", "先": "m"}.get(plain[:1], plain[:1])


def _with_birth_dates(fields: list[Field]) -> list[Field]:
    """A valid resident number holds the birth date of a table that has no such column."""
    if any(one.role == "birth_date" for one in fields):
        return fields
    found = [one for one in fields if one.kind == "identifier"]
    for one in found:
        born = pd.Series([born_on(value) for value in one.values], dtype="str")
        if born.notna().mean() > 0.5:
            lookup = np.append(pd.factorize(born)[0], -1).astype(np.int32)
            fields = [
                *fields,
                Field(
                    f"{one.name}: birth date",
                    "date",
                    lookup[one.codes],
                    pd.factorize(born)[1].to_numpy(object),
                    role="birth_date",
                ),
            ]
    return fields


FORMS: dict[str, tuple[str, Form]] = {
    "company": ("text", each(normalised_company)),
    "birth_date": ("date", _days),
    "date": ("date", _days),
    "phone": ("digits", phone_forms),
    "email": ("email", email_forms),
    "website": ("text", _domains),
    "source": ("source", each(_text)),
    "identifier": ("identifier", each(normalised_identifier)),
    "code": ("digits", each(normalised_identifier)),
    "address": ("text", address_forms),
    "house": ("digits", each(_postcode)),
    "place": ("place", each(normalised_place)),
    "postcode": ("digits", each(_postcode)),
    "gender": ("category", each(_gender)),
    "suffix": ("category", each(_text)),
    "category": ("category", each(_text)),
    "number": ("number", each(_number)),
    "text": ("text", each(_text)),
}
