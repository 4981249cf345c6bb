"""Names for the arrays that pass between the modules, and the few array steps they share."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Objects = NDArray[np.object_]

STREAMS = (
    "people", "contacts", "buying", "spend", "complaints", "campaigns", "orders", "tickets", "spelling",
    "records", "dirt", "contacts written", "tickets written", "mail written", "sales written", "shop written",
    "dealings", "dealings written",
)  # fmt: skip


def stream(seed: int, chunk: int, name: str) -> np.random.Generator:
    """The random numbers of one purpose in one chunk: drawing more for one never changes another."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(chunk, STREAMS.index(name))))


@dataclass(frozen=True)
class Rows:
    """Base of dataclasses whose fields are equally long arrays: indexing picks rows of all of them."""

    def __getitem__(self, which: "Bools | Ints | slice") -> Self:
        return type(self)(*(getattr(self, field.name)[which] for field in fields(self)))

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))


def positions(person: Ints) -> Ints:
    """0, 1, 2 … within each run of equal values of a sorted array."""
    starts = np.flatnonzero(np.r_[True, person[1:] != person[:-1]]) if len(person) else np.empty(0, np.int64)
    lengths = np.diff(np.r_[starts, len(person)])
    return np.arange(len(person)) - np.repeat(starts, lengths)


def objects(texts: list[str] | tuple[str, ...]) -> Objects:
    """Texts as an array of Python strings, so that they can be picked by index arrays."""
    array = np.empty(len(texts), dtype=object)
    array[:] = texts
    return array


def chance(rng: np.random.Generator, probability: float | Floats, size: int) -> Bools:
    """Independent yes/no draws with the given probability."""
    return rng.random(size) < probability
