"""The evidence for matches as a table: which records, how probable, and what speaks for and against."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import pandas as pd

from models.matching.blocking import Pairs
from models.matching.comparing import columns_of, compare
from models.matching.fields import Field
from models.matching.weights import Weights

WORTH_SHOWING = 0.01
"""Pairs that are less probable are no evidence and no question."""


class Judged(Protocol):
    """What pairs were judged by."""

    @property
    def fields(self) -> Sequence[Field]:
        """What was compared."""

    @property
    def weights(self) -> Weights:
        """What each agreement is worth."""


class Scored(Judged, Protocol):
    """Pairs of positions with their log odds, and what they were judged by."""

    @property
    def pairs(self) -> Pairs:
        """The candidates."""

    @property
    def log_odds(self) -> np.ndarray:
        """What speaks for each."""


def scored_pairs(
    found: Scored,
    record_ids: pd.Series,
    at_least: float = WORTH_SHOWING,
    said: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Candidate pairs that may be the same, the surest first.

    Returns frame[record_id_l, record_id_r, probability, log_odds, rule]: `rule` names the fields that speak
    for a pair, then those against it, the strongest first, with their weight in bits and no value. said: what
    a field is called where its own name will not do.
    """
    probability = 1 / (1 + np.exp(-np.clip(found.log_odds, -500, 500)))
    chosen = np.flatnonzero(probability >= at_least)
    pairs = found.pairs.take(chosen)
    table = pd.DataFrame(
        {
            "record_id_l": record_ids.array[pairs.left],
            "record_id_r": record_ids.array[pairs.right],
            "probability": probability[chosen],
            "log_odds": found.log_odds[chosen],
            "rule": pd.Series(explained(found, pairs, said or {}), dtype="str"),
        }
    )
    return table.sort_values(["log_odds", "record_id_l", "record_id_r"], ascending=[False, True, True])


def explained(found: Judged, pairs: Pairs, said: Mapping[str, str]) -> list[str]:
    """One line for each pair: `email +12.1, surname +8.3, date of birth -4.0`."""
    bits = evidence(found, pairs).rename(columns=dict(said)) / np.log(2)
    return [_line(row) for row in bits.to_dict("records")]


def evidence(found: Judged, pairs: Pairs) -> pd.DataFrame:
    """What each field adds to the log odds of each pair, one column per field."""
    fields = list(found.fields)
    seen = compare(fields, pairs)
    table = pd.DataFrame(0.0, index=range(len(pairs)), columns=[one.name for one in fields])
    for index, column in enumerate(columns_of(fields)):
        table[column.name] += found.weights.evidence(seen, index)
    return table


def _line(row: Mapping[str, float]) -> str:
    told = sorted(((weight, name) for name, weight in row.items() if abs(weight) >= 0.5), reverse=True)
    return ", ".join(f"{name} {weight:+.1f}" for weight, name in told)
