"""The best possible forecast: what one who knew the true parameters would say from what can be observed."""

import numpy as np
from scipy.special import betaln, expit

from simulation.arrays import Bools, Floats, Ints
from simulation.parameters import Parameters


def log_odds_left(
    x: Ints, t_x: Floats, T: Floats, since: Ints, complained: Bools, truth: Parameters
) -> Floats:
    """Log odds of having left against being alive at the reporting day.

    The BG/NBD likelihood (Fader, Hardie & Lee 2005, eq. 3) has two terms, left after the last purchase and still
    alive; each is multiplied by how likely the complaint evidence is under it. Complaints after earlier purchases
    cancel, since all those purchases were survived. x: repeat purchases; t_x, T: operational days;
    since: calendar days from the last purchase; complained: a complaint came after it.
    """
    alive = betaln(truth.a, truth.b + x) - (truth.r + x) * np.log(truth.alpha + T)
    left = betaln(truth.a + 1, truth.b + x - 1) - (truth.r + x) * np.log(truth.alpha + t_x)
    seen = np.clip(since - 1, 0, truth.complaint_days) / truth.complaint_days
    evidence = np.where(
        complained,
        np.log(truth.q_leave / truth.q_stay),
        np.log1p(-truth.q_leave * seen) - np.log1p(-truth.q_stay * seen),
    )
    return np.where(x > 0, left - alive + evidence, -np.inf)


def probability_of_no_order(
    x: Ints, t_x: Floats, T: Floats, since: Ints, complained: Bools, ahead: float, truth: Parameters
) -> Floats:
    """Probability of no order in the next `ahead` operational days: left, or alive and quiet.

    Given alive, the rate is Gamma(r + x, alpha + T), so quiet has probability ((alpha+T)/(alpha+T+ahead))^(r+x).
    """
    left = expit(log_odds_left(x, t_x, T, since, complained, truth))
    quiet = ((truth.alpha + T) / (truth.alpha + T + ahead)) ** (truth.r + x)
    return np.asarray(left + (1 - left) * quiet)
