"""How well clusters agree with a known truth: pairwise and B-cubed precision, recall and F1.

B-cubed: Bagga and Baldwin (1998), the mean over records of the share of each one's cluster that belongs
with it.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd


class Quality(NamedTuple):
    """Precision, recall and their harmonic mean, each within 0–1."""

    precision: float
    recall: float
    f1: float


def pairwise(found: pd.Series, truth: pd.Series) -> Quality:
    """Over pairs of records: which pairs put together belong together, and how many of these were found.

    >>> pairwise(pd.Series([0, 0, 0, 1]), pd.Series([0, 0, 1, 1])).precision
    0.3333333333333333
    """
    both = _pairs(_sizes(found, truth))
    return _quality(both, _pairs(_sizes(found)), _pairs(_sizes(truth)))


def bcubed(found: pd.Series, truth: pd.Series) -> Quality:
    """Over records: how pure each one's cluster is, and how complete.

    >>> bcubed(pd.Series([0, 0, 1]), pd.Series([0, 0, 0])).recall.__round__(3)
    0.556
    """
    table = pd.DataFrame({"found": found.to_numpy(), "truth": truth.to_numpy()})
    both = table.groupby(["found", "truth"], sort=False).size()
    squares = both.to_numpy(dtype=float) ** 2
    clusters, entities = (table[name].value_counts() for name in ("found", "truth"))
    precision = float(
        (squares / clusters[both.index.get_level_values("found")].to_numpy()).sum() / len(table)
    )
    recall = float((squares / entities[both.index.get_level_values("truth")].to_numpy()).sum() / len(table))
    return Quality(precision, recall, 2 * precision * recall / (precision + recall))


def _sizes(*labels: pd.Series) -> np.ndarray:
    frame = pd.concat([label.reset_index(drop=True) for label in labels], axis=1, keys=range(len(labels)))
    return frame.groupby(list(frame), sort=False).size().to_numpy(dtype=float)


def _pairs(sizes: np.ndarray) -> float:
    return float((sizes * (sizes - 1) / 2).sum())


def _quality(both: float, found: float, truth: float) -> Quality:
    precision = both / found if found else 1.0
    recall = both / truth if truth else 1.0
    return Quality(precision, recall, 2 * both / (found + truth) if found + truth else 1.0)
