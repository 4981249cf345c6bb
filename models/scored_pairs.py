"""The evidence for matches as a table: which records, how probable, and what speaks for and against."""

import numpy as np
import pandas as pd

from models.matching.blocking import Pairs
from models.matching.matcher import Matching

WORTH_SHOWING = 0.01
"""Pairs that are less probable are no evidence and no question."""


def scored_pairs(found: Matching, record_ids: pd.Series, at_least: float = WORTH_SHOWING) -> pd.DataFrame:
    """Candidate pairs that may be the same, the surest first.

    Returns frame[record_id_l, record_id_r, probability, log_odds, rule]: `rule` names the fields that speak
    for a pair, then those against it, the strongest first, with their weight in bits and no value.
    """
    chosen = np.flatnonzero(found.probability >= at_least)
    pairs = found.pairs.take(chosen)
    table = pd.DataFrame(
        {
            "record_id_l": record_ids.to_numpy()[pairs.left],
            "record_id_r": record_ids.to_numpy()[pairs.right],
            "probability": found.probability[chosen],
            "log_odds": found.log_odds[chosen],
            "rule": explained(found, pairs),
        }
    )
    return table.sort_values(["log_odds", "record_id_l", "record_id_r"], ascending=[False, True, True])


def explained(found: Matching, pairs: Pairs) -> list[str]:
    """One line for each pair: `email +12.1, surname +8.3, date of birth -4.0`."""
    bits = found.evidence(pairs) / np.log(2)
    return [_line(row) for row in bits.to_dict("records")]


def _line(row: dict[str, float]) -> str:
    said = sorted(((weight, name) for name, weight in row.items() if abs(weight) >= 0.5), reverse=True)
    return ", ".join(f"{name} {weight:+.1f}" for weight, name in said)
