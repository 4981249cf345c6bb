"""What a night's records say about people, ready to be compared: exact keys first.

Records that exact keys put together are one unit (`models.identity.resolve`), unless they contradict each
other: then each of what a system holds of a person is a unit of its own, and all of them are compared.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.identity import resolve, system_numbers
from models.matching.fields import Field
from models.matching.normalising import fields_of
from models.matching.placeholders import without_placeholders
from models.matching.shapes import COMPANY
from models.units import best_first, doubtful, first_of, forms, names_of

ROLES = {
    "name": "name",
    "company": "company",
    "email": "email",
    "phone": "phone",
    "birth_on": "birth_date",
    "gender": "gender",
    "address": "address",
    "city": "place",
    "region": "place",
    "postal_code": "postcode",
}
"""What each column of the records is to the matcher."""


@dataclass(frozen=True)
class PeopleForms:
    """Records as forms to compare; all positions are of records, in the order of their ids.

    entity: what one system holds of one person, a number per record; unit: what is compared as one;
    component: what exact keys alone put together, -1 but for the units that were taken out of it. best:
    positions, the records that say most first.
    """

    fields: list[Field]
    entity: np.ndarray
    unit: np.ndarray
    component: np.ndarray
    best: np.ndarray

    @cached_property
    def people(self) -> list[Field]:
        """The form of each entity."""
        return forms(self.fields, self.entity, self.best)

    @cached_property
    def units(self) -> list[Field]:
        """The form of each unit."""
        return forms(self.fields, self.unit, self.best)

    @property
    def size(self) -> int:
        """How many units there are."""
        return int(self.unit.max(initial=-1)) + 1

    @property
    def representative(self) -> np.ndarray:
        """The position of the best record of each unit."""
        return first_of(self.unit, self.best)

    @property
    def blocks(self) -> np.ndarray:
        """Of each unit the component that it was taken out of, -1 where of none."""
        return self.component[np.unique(self.unit, return_index=True)[1]]


def people_forms(records: pd.DataFrame, links: pd.DataFrame) -> PeopleForms:
    """records[record_id, object, reference, *ROLES] in the order of their ids; links[one, other]: references
    that stand for one person."""
    fields, best = read_fields(records), best_first(records["object"], records["record_id"])
    together = resolve(records, links=links)["cluster_id"].to_numpy()
    entity = _entities(system_numbers(records["reference"], links).to_numpy(), fields, together)
    component = together[np.unique(entity, return_index=True)[1]]
    names = names_of(records["name"], entity, best)
    broken = doubtful(forms(fields, entity, best), names, component)[together]
    unit = pd.factorize(np.where(broken, entity + len(records), together))[0]
    return PeopleForms(fields, entity, unit, np.where(broken, together, -1), best)


def read_fields(records: pd.DataFrame) -> list[Field]:
    """The comparable fields of records; the name of a firm is no person's."""
    texts = records[list(ROLES)].astype("str")
    is_firm = texts["name"].str.contains(COMPANY, na=False)
    texts["company"] = texts["company"].mask(is_firm & texts["company"].isna(), texts["name"])
    texts["name"] = texts["name"].mask(is_firm)
    return without_placeholders(fields_of(texts, ROLES))[0]


def _entities(numbers: np.ndarray, fields: list[Field], together: np.ndarray) -> np.ndarray:
    """A number for what each system holds of one person: by its own number, else by all that is said."""
    said = pd.DataFrame({one.name: np.where(numbers >= 0, -1, one.codes) for one in fields})
    said = said.assign(number=numbers, together=together)
    return np.asarray(said.groupby(list(said), sort=False).ngroup())
