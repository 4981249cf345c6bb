"""Whether customers still look like those a model learned from: the population stability index."""

import numpy as np
import pandas as pd
from scipy import special

BINS = 10
MOVED, SHIFTED = 0.1, 0.25
CERTAIN = 0.99
PROFILE = {"feature": "str", "bin": "int64", "upper": "float64", "customers": "int64"}
DRIFT = {"feature": "str", "psi": "float64", "chance": "float64", "verdict": "str"}


def profile(features: pd.DataFrame) -> pd.DataFrame:
    """How the numeric columns are spread: rows [feature, bin, upper edge, customers].

    Bins are tenths of the values (fewer where values repeat), with one below the least and one above the
    greatest; the last, without an edge, is of the missing.
    """
    rows = [row for name in features.columns for row in _bins(name, features[name].to_numpy(float))]
    return pd.DataFrame(rows, columns=list(PROFILE)).astype(PROFILE)


def _bins(name: str, values: np.ndarray) -> list[tuple[str, int, float, int]]:
    edges = _edges(values[~np.isnan(values)])
    counted = zip([*edges, np.nan], _counts(values, edges), strict=True)
    return [(name, place, edge, int(size)) for place, (edge, size) in enumerate(counted)]


def _edges(known: np.ndarray) -> np.ndarray:
    """The tenths, and what lies below the least and above the greatest."""
    if not len(known):
        return np.array([np.inf])
    tenths = np.quantile(known, np.arange(1, BINS + 1) / BINS)
    return np.unique([np.nextafter(known.min(), -np.inf), *tenths, np.inf])


def _counts(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """How many values lie up to each edge and above the one before, and how many are missing."""
    known = values[~np.isnan(values)]
    places = np.searchsorted(edges, known, side="left")
    return np.append(np.bincount(places, minlength=len(edges)), len(values) - len(known))


def drift(learned: pd.DataFrame, features: pd.DataFrame) -> pd.DataFrame:
    """The index of each feature of a `profile` that is in `features`, the largest first.

    PSI = Σ (p − q) ln(p / q) over the bins (Siddiqi, Credit Risk Scorecards, 2006). `chance` is what chance
    alone stays below with 99 %: a χ² variable of bins − 1 degrees of freedom times 1/n + 1/m (Yurdakul,
    Statistical Properties of Population Stability Index, 2018). Verdict: stable, moved (above .1 and chance),
    shifted (above .25 and chance).
    """
    groups = learned[learned["feature"].isin(features.columns)].groupby("feature", sort=True)
    rows = [(str(name), *_index(group, features[str(name)].to_numpy(float))) for name, group in groups]
    frame = pd.DataFrame(rows, columns=list(DRIFT)[:3]).astype({"psi": "float64", "chance": "float64"})
    above = frame["psi"] > frame["chance"]
    frame["verdict"] = np.select(
        [above & (frame["psi"] > SHIFTED), above & (frame["psi"] > MOVED)], ["shifted", "moved"], "stable"
    )
    return frame.sort_values(["psi", "feature"], ascending=[False, True], ignore_index=True).astype(DRIFT)


def _index(group: pd.DataFrame, values: np.ndarray) -> tuple[float, float]:
    group = group.sort_values("bin")
    before = group["customers"].to_numpy(float)
    now = _counts(values, group["upper"].to_numpy(float)[:-1]).astype(float)
    is_used = before + now > 0
    before, now = before[is_used], now[is_used]
    p, q = ((one + 0.5) / (one.sum() + 0.5 * len(one)) for one in (now, before))
    chance = special.chdtri(max(len(p) - 1, 1), 1 - CERTAIN) * (
        1 / max(before.sum(), 1) + 1 / max(now.sum(), 1)
    )
    return float(np.sum((p - q) * np.log(p / q))), float(chance)
