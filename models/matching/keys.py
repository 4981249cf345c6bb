"""The deterministic tier: an own number or mailbox that agrees while nothing disagrees."""

import numpy as np

from models.matching.comparing import Comparison, columns_of
from models.matching.fields import Field
from models.matching.levels import EQUAL

KEYS = frozenset({"email", "identifier"})


def agreed(fields: list[Field], seen: Comparison) -> np.ndarray:
    """Which pairs hold the same key, no field of theirs being altogether different."""
    columns = columns_of(fields)
    keys = [index for index, column in enumerate(columns) if column.field.kind in KEYS]
    same = (seen.levels[:, keys] == EQUAL).any(axis=1)
    rows = np.flatnonzero(same)
    last = np.array([column.size - 1 for column in columns], dtype=np.int8)
    same[rows] = ~(seen.levels[rows] == last).any(axis=1)
    return np.asarray(same)
