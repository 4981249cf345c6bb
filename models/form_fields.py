"""The comparable fields of people, made of the forms of the records that tell them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from models.exact_keys import Texts
from models.matching.fields import Field, shared
from models.matching.normalising import surnames_read
from models.names import sound

KINDS: dict[str, tuple[str, str, str]] = {
    "given": ("given", "word", ""),
    "surname": ("surname", "word", ""),
    "company": ("company", "text", "company"),
    "email": ("email", "email", "email"),
    "phone": ("phone", "digits", "phone"),
    "birth_on": ("birth_on", "date", "birth_date"),
    "national_id": ("national_id", "identifier", "identifier"),
    "gender": ("gender", "category", "gender"),
    "address": ("address", "text", "address"),
    "city": ("city", "place", "place"),
    "region": ("region", "place", "place"),
    "postal_code": ("postal_code", "digits", "postcode"),
    "company: place": ("company_place", "place", ""),
    "name: generation": ("generation", "mark", "generation"),
    "name: addressed": ("addressed", "mark", "addressed"),
}
"""Of each field the form that it is, and its kind and role in matching."""
NAME = ("given", "surname")
"""Both parts of a name are told by one record."""


def fields_of(places: Mapping[str, np.ndarray], texts: Texts) -> list[Field]:
    """places: of each field the position of the record that tells it, -1 where none does."""
    rows = np.unique(np.concatenate([places[name] for name in KINDS]))
    rows = rows[rows >= 0]
    known, at = texts(rows), {name: _position(rows, places[name]) for name in KINDS}
    words = {name: _coded(known[name], at[name]) for name in NAME}
    return [
        *surnames_read(shared(words, sound)),
        *(_field(name, known[KINDS[name][0]], at[name]) for name in KINDS if name not in NAME),
    ]


def _position(rows: np.ndarray, places: np.ndarray) -> np.ndarray:
    return np.where(places >= 0, np.searchsorted(rows, places), -1)


def _coded(texts: pd.Series, at: np.ndarray) -> tuple[np.ndarray, pd.Series]:
    """A code per place, and the distinct texts."""
    codes, distinct = pd.factorize(texts)
    used = np.append(codes, -1)[at]
    again, kept = pd.factorize(np.where(used >= 0, used, -1))
    lookup = np.where(kept >= 0, np.cumsum(kept >= 0) - 1, -1)
    return lookup[again].astype(np.int32), pd.Series(distinct, dtype="str").iloc[kept[kept >= 0]].reset_index(
        drop=True
    )


def _field(name: str, texts: pd.Series, at: np.ndarray) -> Field:
    _, kind, role = KINDS[name]
    codes, distinct = _coded(texts, at)
    return Field(name, kind, codes, distinct.to_numpy(dtype=object), role=role)
