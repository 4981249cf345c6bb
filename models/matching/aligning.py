"""Given name and surname side by side, also where somebody wrote them in each other's place."""

import numpy as np

from models.matching.blocking import Pairs
from models.matching.fields import Field

NAMES = ("given", "surname")
Sides = dict[str, tuple[np.ndarray, np.ndarray]]


def aligned(fields: list[Field], pairs: Pairs) -> Sides:
    """The codes to compare as each; the right side is crossed where only that makes them meet."""
    found = {one.name: one for one in fields if one.name in NAMES}
    if len(found) < len(NAMES):
        return {}
    left = {name: one.codes[pairs.left] for name, one in found.items()}
    right = {name: one.codes[pairs.right] for name, one in found.items()}
    sounds = np.append(found["given"].sound_codes, -1)
    a, b = ({name: sounds[codes] for name, codes in side.items()} for side in (left, right))
    crossed = _meetings(a, b, "given", "surname") > _meetings(a, b, "given", "given")
    first = np.where(crossed, right["surname"], right["given"])
    last = np.where(crossed, right["given"], right["surname"])
    return {"given": (left["given"], first), "surname": (left["surname"], last)}


def _meetings(a: dict[str, np.ndarray], b: dict[str, np.ndarray], given: str, against: str) -> np.ndarray:
    """How many of the two parts are read alike, straight or crossed."""
    other = NAMES[1 - NAMES.index(against)]
    first = (a[given] == b[against]) & (a[given] >= 0)
    return np.asarray(first.astype(np.int8) + ((a["surname"] == b[other]) & (a["surname"] >= 0)))
