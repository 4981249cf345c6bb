"""The best possible forecast: what one who knew the true parameters would say from what can be observed."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, expit

from simulation.arrays import Bools, Floats, Ints
from simulation.parameters import Parameters


@dataclass(frozen=True)
class Evidence:
    """What can be seen of each customer at the reporting day.

    x: repeat purchases; t_x, T: operational days from the first purchase to the last, to the reporting day;
    since: calendar days since the last purchase; complained: whether a complaint came after it.
    """

    x: Ints
    t_x: Floats
    T: Floats
    since: Ints
    complained: Bools


def log_odds_left(seen: Evidence, truth: Parameters) -> Floats:
    """Log odds of having left against being alive at the reporting day.

    The BG/NBD likelihood (Fader, Hardie & Lee 2005, eq. 3) has two terms, still alive and left after the
    last purchase; each is multiplied by how likely the complaint evidence is under it. Complaints after
    earlier purchases cancel, since the customer survived all those.
    """
    x, a, b = seen.x, truth.a, truth.b
    alive = betaln(a, b + x) - (truth.r + x) * np.log(truth.alpha + seen.T)
    left = betaln(a + 1, b + x - 1) - (truth.r + x) * np.log(truth.alpha + seen.t_x)
    return np.asarray(np.where(x > 0, left - alive + _log_evidence(seen, truth), -np.inf))


def _log_evidence(seen: Evidence, truth: Parameters) -> Floats:
    """Log likelihood ratio, left to alive, of the complaint or of its absence so far."""
    share = np.clip(seen.since - 1, 0, truth.complaint_days) / truth.complaint_days
    silence = np.log1p(-truth.q_leave * share) - np.log1p(-truth.q_stay * share)
    return np.where(seen.complained, np.log(truth.q_leave / truth.q_stay), silence)


def probability_of_no_order(seen: Evidence, ahead: float, truth: Parameters) -> Floats:
    """Probability of no order in the next `ahead` operational days: left, or alive and quiet.

    Given alive, the rate is Gamma(r + x, alpha + T), so that quiet has the probability
    ((alpha + T) / (alpha + T + ahead)) ** (r + x).
    """
    left = expit(log_odds_left(seen, truth))
    exposure = truth.alpha + seen.T
    return np.asarray(left + (1 - left) * (exposure / (exposure + ahead)) ** (truth.r + seen.x))
