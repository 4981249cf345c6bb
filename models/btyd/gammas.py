"""How much the logarithm of the gamma function and its derivatives rise over whole steps."""

from collections.abc import Callable

import numpy as np
from scipy.special import polygamma

from models.btyd.newton import Vector


def rise(function: Callable[[Vector], Vector], base: float, steps: Vector) -> Vector:
    """The function at `base + steps` less the function at `base`."""
    risen: Vector = function(base + steps) - function(np.asarray(base))
    return risen


def trigamma(x: Vector) -> Vector:
    """The second derivative of the log gamma function."""
    value: Vector = polygamma(1, np.asarray(x))
    return value
