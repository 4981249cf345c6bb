"""What a night's records say about people, ready to be compared: exact keys first.

Records that exact keys put together are one unit (`models.exact_keys`), unless they contradict each other:
then each of what a system holds of a person is a unit of its own, and all of them are compared.

All records are here as numbers: a mark (uint64, 0 for none) of each form. Texts are fetched of the records
that are looked at closer, by position.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.doubtful_units import doubtful
from models.exact_keys import Texts, components, guarded, linked
from models.form_fields import KINDS, NAME, fields_of
from models.matching.fields import Field
from models.matching.frozen import hashes
from models.people_placeholders import whole_names, without_placeholders
from models.record_forms import FORMS, record_forms
from models.units import best_first, mixed, taken

Marks = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Records:
    """A night's records in the order of their ids.

    marks: of each form; beside these `reference`, and e-mail and phone as keys (`email_key`, `phone_key`).
    objects: the kind of each record. links: marks of references that stand for one person.
    """

    marks: Marks
    objects: pd.Series
    links: tuple[np.ndarray, np.ndarray]
    texts: Texts


@dataclass(frozen=True)
class PeopleForms:
    """Records as forms to compare; all positions are of records, in the order of their ids.

    marks: of each form, placeholders left out. named_by: the record whose name each has. entity: what one
    system holds of one person, a number per record; unit: what is compared as one; component: what exact keys
    alone put together, -1 but for the units that were taken out of it. best: positions, the records that say
    most first.
    """

    marks: Marks
    named_by: np.ndarray
    texts: Texts
    entity: np.ndarray
    unit: np.ndarray
    component: np.ndarray
    best: np.ndarray

    @cached_property
    def people(self) -> list[Field]:
        """The form of each entity."""
        return self._fields(taken(told(self.marks), self.entity, self.best))

    @cached_property
    def units(self) -> list[Field]:
        """The form of each unit."""
        return self.fields(np.arange(self.size))

    def fields(self, units: np.ndarray) -> list[Field]:
        """The forms of some units."""
        return self._fields({name: places[units] for name, places in self.taken.items()})

    def _fields(self, places: Marks) -> list[Field]:
        read = {name: np.append(self.named_by, -1)[at] if name in NAME else at for name, at in places.items()}
        return fields_of(read, self.texts)

    @cached_property
    def taken(self) -> Marks:
        """Of each unit and field the record that tells it."""
        return taken(told(self.marks), self.unit, self.best)

    @cached_property
    def unit_marks(self) -> np.ndarray:
        """A number (uint64) for each unit: units that say the same share it."""
        found = np.zeros(self.size, dtype=np.uint64)
        for name in KINDS:
            found = mixed(found, np.append(self.marks[KINDS[name][0]], np.uint64(0))[self.taken[name]])
        return found

    @property
    def people_count(self) -> int:
        """How many entities there are."""
        return int(self.entity.max(initial=-1)) + 1

    def filled(self, name: str) -> float:
        """The share of entities that say something in a field."""
        told = np.unique(self.entity[self.marks[KINDS[name][0]] != 0])
        return len(told) / max(1, self.people_count)

    @property
    def size(self) -> int:
        """How many units there are."""
        return int(self.unit.max(initial=-1)) + 1

    @property
    def representative(self) -> np.ndarray:
        """The position of the best record of each unit."""
        found = np.empty(self.size, dtype=np.int64)
        found[self.unit[self.best[::-1]]] = self.best[::-1]
        return found

    @property
    def blocks(self) -> np.ndarray:
        """Of each unit the component that it was taken out of, -1 where of none."""
        return np.asarray(self.component[self.representative])


def filled(fields: list[Field]) -> list[Field]:
    """The fields that have any value."""
    return [one for one in fields if len(one.values)]


def told(marks: Marks) -> dict[str, np.ndarray]:
    """The marks by field."""
    return {name: marks[form] for name, (form, _, _) in KINDS.items()}


def people_forms(records: Records) -> PeopleForms:
    """What the records of a night say about people."""
    marks, best = records.marks, best_first(records.objects)
    numbers, together = _together(records)
    cleaned, named_by = whole_names(without_placeholders(marks))
    entity = _entities(numbers, cleaned, together)
    broken = doubtful(cleaned, records.texts, entity, together, best)[together]
    unit = pd.factorize(np.where(broken, entity + len(entity), together))[0]
    return PeopleForms(
        cleaned, named_by, records.texts, entity, unit, np.where(broken, together, -1), best
    )  # fmt: skip


def _together(records: Records) -> tuple[np.ndarray, np.ndarray]:
    """A code for each system's own number, and a number for what exact keys put together."""
    marks, texts = records.marks, records.texts
    numbers = linked(marks["reference"], *records.links)
    keys = [guarded(marks[key], marks["letters"], texts) for key in ("email_key", "phone_key", "national_id")]
    return numbers, components([numbers, *keys], len(numbers))


def _entities(numbers: np.ndarray, marks: Marks, together: np.ndarray) -> np.ndarray:
    """A number for what each system holds of one person: by its own number, else by all that is said.

    Two national numbers under one number of a system are two people.
    """
    said = together.astype(np.uint64)
    for name in KINDS:
        said = mixed(said, marks[KINDS[name][0]])
    held = np.flatnonzero((numbers >= 0) & (marks["national_id"] != 0))
    pairs = pd.DataFrame({"number": numbers[held], "national": marks["national_id"][held]}).drop_duplicates()
    several = pairs.loc[pairs["number"].duplicated(), "number"].to_numpy()
    national = np.where(np.isin(numbers, several), marks["national_id"], np.uint64(0))
    by_number = mixed(numbers.astype(np.uint64), national)
    return np.asarray(
        pd.factorize(np.where(numbers >= 0, mixed(by_number, np.ones(len(numbers), dtype=np.uint64)), said))[
            0
        ]
    )


def night_records(records: pd.DataFrame, links: pd.DataFrame) -> Records:
    """records[record_id, object, reference, *TOLD], texts, in the order of their ids; links[one, other]."""
    forms = record_forms(records)
    keys = {"reference": "reference", "email_key": "email", "phone_key": "phone"}
    marks = {name: marked(forms[name]) for name in FORMS}
    marks |= {name: marked(records[column]) for name, column in keys.items()}
    return Records(
        marks, records["object"], (marked(links["one"]), marked(links["other"])), forms.iloc.__getitem__
    )


def marked(texts: pd.Series) -> np.ndarray:
    """A number (uint64) for each text, 0 where there is none."""
    codes, distinct = pd.factorize(texts)
    return np.append(hashes(np.asarray(distinct, dtype=object)), np.uint64(0))[codes]
