"""Matching only what is new: records that nothing new touches keep their clusters.

Exact for every matcher whose decision about a record depends only on the records that it is connected with
through shared keys, however long the chain: of such a chain either all records are matched again, or none.
"""

import inspect
from collections.abc import Callable
from hashlib import sha256
from types import ModuleType

import numpy as np
import pandas as pd

KEYS = ("reference", "email", "phone")
SEEN = ("record_id", "reference", "name", "email", "phone")
Matcher = Callable[[pd.DataFrame], pd.DataFrame]


def rematched(frame: pd.DataFrame, before: pd.DataFrame, matcher: Matcher) -> pd.DataFrame:
    """Clusters of frame[record_id, reference, name, email, phone], as `matcher(frame)` would give them.

    before[record_id, reference, name, email, phone, cluster_id]: what was matched last, and how. Returns
    frame[record_id, cluster_id] in the same order, numbered by first appearance.
    """
    old = before.set_index("record_id")
    place = old.index.get_indexer(pd.Index(frame["record_id"]))
    again = touched(frame, before, _news(frame, before, place))
    kept = old["cluster_id"].to_numpy()[np.where(place >= 0, place, 0)] if len(old) else np.zeros(len(frame))
    numbers = np.where(again, -1, kept).astype("int64")
    if again.any():
        fresh = matcher(frame[again].reset_index(drop=True))["cluster_id"].to_numpy()
        numbers[again] = fresh + numbers.max(initial=-1) + 1
    return pd.DataFrame({"record_id": frame["record_id"], "cluster_id": pd.factorize(numbers)[0]})


def _news(frame: pd.DataFrame, before: pd.DataFrame, place: np.ndarray) -> tuple[pd.Series, pd.Series]:
    """Which rows are new or differ from what was seen, and which rows of before are gone or differ."""
    now = frame[list(SEEN)].reset_index(drop=True)
    then = before[list(SEEN)].reset_index(drop=True).reindex(place).reset_index(drop=True)
    same = (now.eq(then) | (now.isna() & then.isna())).all(axis=1) & (place >= 0)
    unchanged = np.zeros(len(before), dtype=bool)
    unchanged[place[same.to_numpy()]] = True
    return ~same, pd.Series(~unchanged)


def touched(frame: pd.DataFrame, before: pd.DataFrame, news: tuple[pd.Series, pd.Series]) -> np.ndarray:
    """The rows that are connected with news, old or new, through any chain of shared keys."""
    is_new, is_gone = (each.to_numpy() for each in news)
    keys = {name: pd.factorize(pd.concat([frame[name], before[name]]))[0] for name in KEYS}
    reached = is_new.copy()
    stirred = {name: np.unique(codes[np.r_[is_new, is_gone]]) for name, codes in keys.items()}
    while True:
        found = reached.copy()
        for name, codes in keys.items():
            wanted = stirred[name][stirred[name] >= 0]
            found |= np.isin(codes[: len(frame)], wanted)
        if (found == reached).all():
            return found
        reached = found
        stirred = {name: np.unique(codes[: len(frame)][found]) for name, codes in keys.items()}


def recipe(*modules: ModuleType) -> str:
    """A mark of the code that matched: another recipe means that all must be matched again."""
    return sha256("".join(map(inspect.getsource, modules)).encode()).hexdigest()[:12]
