"""Customers drawn from the models themselves, to recover known parameters from."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.btyd.newton import Vector


def simulate_histories(
    customers: int,
    parameters: Mapping[str, float],
    age: Vector | float,
    seed: int,
    later: float = 0.0,
    first_chances: int = 0,
) -> pd.DataFrame:
    """`frequency`, `recency`, `T` and the truth `is_alive`, `rate`, `dropout` of BG/NBD customers.

    `parameters` are r, alpha, a and b in the unit of `age`; `age` is one length of observation or one each.
    `held_out` counts what the same customers buy in the time `later` that follows. With `first_chances` of
    one they may leave after the first purchase too, as MBG/NBD has it.
    """
    draw = np.random.default_rng(seed)
    rate = draw.gamma(parameters["r"], 1 / parameters["alpha"], customers)
    dropout = np.clip(draw.beta(parameters["a"], parameters["b"], customers), 1e-12, 1.0)
    observed = np.broadcast_to(np.asarray(age, dtype=float), (customers,))
    lifetime = draw.geometric(dropout) - first_chances
    bought = draw.poisson(rate * observed)
    left = np.maximum(lifetime - bought, 0)
    held_out = np.minimum(draw.poisson(rate * later), left)
    truth = {"rate": rate, "dropout": dropout, "held_out": held_out}
    return _observed(draw, bought, lifetime, observed).assign(**truth)


def simulate_rhythms(
    customers: int,
    parameters: Mapping[str, float],
    k: int,
    age: Vector | float,
    seed: int,
    later: float = 0.0,
) -> pd.DataFrame:
    """The same of MBG/CNBD-k customers, who buy at every k-th step of a hidden Poisson process."""
    draw = np.random.default_rng(seed)
    rate = draw.gamma(parameters["r"], 1 / parameters["alpha"], customers)
    dropout = np.clip(draw.beta(parameters["a"], parameters["b"], customers), 1e-12, 1.0)
    observed = np.broadcast_to(np.asarray(age, dtype=float), (customers,))
    lifetime = draw.geometric(dropout) - 1
    steps = draw.poisson(rate * observed)
    frequency = np.minimum(steps // k, lifetime)
    last = _latest(draw, k * frequency, steps, observed)
    then = (steps + draw.poisson(rate * later)) // k
    truth = {"is_alive": lifetime > steps // k, "rate": rate, "dropout": dropout}
    held_out = np.minimum(then, lifetime) - frequency
    history = pd.DataFrame({"frequency": frequency, "recency": last, "T": observed})
    return history.assign(held_out=held_out, **truth)


def simulate_lifetimes(
    customers: int, parameters: Mapping[str, float], age: Vector | float, seed: int, later: float = 0.0
) -> pd.DataFrame:
    """The same of Pareto/NBD customers, of r, alpha, s and beta; the truth `leaving` is a rate."""
    draw = np.random.default_rng(seed)
    rate = draw.gamma(parameters["r"], 1 / parameters["alpha"], customers)
    leaving = np.maximum(draw.gamma(parameters["s"], 1 / parameters["beta"], customers), 1e-300)
    observed = np.broadcast_to(np.asarray(age, dtype=float), (customers,))
    lifetime = draw.exponential(size=customers) / leaving
    seen = np.minimum(lifetime, observed)
    held_out = draw.poisson(rate * (np.clip(lifetime - observed, 0, later)))
    frequency = draw.poisson(rate * seen)
    history = pd.DataFrame(
        {"frequency": frequency, "recency": _latest(draw, frequency, frequency, seen), "T": observed}
    )
    return history.assign(is_alive=lifetime > observed, rate=rate, leaving=leaving, held_out=held_out)


def simulate_spend(frequency: Vector, parameters: Mapping[str, float], seed: int) -> Vector:
    """The mean value of each customer's repeat orders under Gamma-Gamma; NaN without one."""
    draw = np.random.default_rng(seed)
    scale = draw.gamma(parameters["q"], 1 / parameters["v"], len(frequency))
    shape = parameters["p"] * np.maximum(frequency, 1)
    mean = draw.gamma(shape, 1 / (scale * shape / parameters["p"]))
    return np.where(frequency > 0, mean, np.nan)


def _observed(
    draw: np.random.Generator, bought: NDArray[np.int64], lifetime: NDArray[np.int64], age: Vector
) -> pd.DataFrame:
    frequency = np.minimum(bought, lifetime)
    last = _latest(draw, frequency, bought, age)
    return pd.DataFrame({"frequency": frequency, "recency": last, "T": age, "is_alive": bought < lifetime})


def _latest(
    draw: np.random.Generator, frequency: NDArray[np.int64], bought: NDArray[np.int64], age: Vector
) -> Vector:
    """Arrival times given their number n are uniform: the k-th is Beta(k, n - k + 1) of the age."""
    has_bought = frequency > 0
    last = np.zeros(len(age))
    k, n = frequency[has_bought], bought[has_bought]
    last[has_bought] = draw.beta(k, n - k + 1) * age[has_bought]
    return last
