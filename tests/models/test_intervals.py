"""The limits of a difference hold what they promise."""

import numpy as np
import pytest

from models.intervals import arm, mean_difference, pooled_rate_difference, rate_difference

# Newcombe 1998, table II, method 10: responders and customers of both arms, limits at 95 %.
PUBLISHED = [
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((10, 10, 0, 10), (0.6075, 1.0000)),
]


@pytest.mark.parametrize(("counts", "published"), PUBLISHED)
def test_published_limits(counts, published):
    responders, treated, control_responders, control = counts
    limits = rate_difference(arm(treated, responders), arm(control, control_responders), 0.95)
    assert np.allclose(limits, published, atol=5e-5)


@pytest.mark.parametrize(
    ("treated", "control", "rate", "planted"), [(800, 200, 0.08, 0.05), (4000, 1000, 0.2, 0.0)]
)
def test_the_planted_uplift_is_covered_as_often_as_promised(treated, control, rate, planted):
    rng = np.random.default_rng(1)
    repeats = 20_000
    contacted = arm(np.full(repeats, treated), rng.binomial(treated, rate + planted, repeats))
    held_back = arm(np.full(repeats, control), rng.binomial(control, rate, repeats))
    lower, upper = rate_difference(contacted, held_back, 0.95)
    assert 0.94 < np.mean((lower <= planted) & (planted <= upper)) < 0.96


def test_one_campaign_pooled_is_itself():
    pooled = pooled_rate_difference(arm([70], [56]), arm([80], [48]), 0.95)
    assert np.allclose(pooled, (0.2, 0.0524, 0.3339), atol=5e-5)


def test_pooling_covers_over_campaigns_of_different_base_rates():
    rng = np.random.default_rng(2)
    sizes, controls, rates = np.array([900, 300, 2000]), np.array([100, 100, 400]), np.array([0.05, 0.2, 0.1])
    covered = 0
    for _ in range(2000):
        treated = arm(sizes, rng.binomial(sizes, rates + 0.03))
        held_back = arm(controls, rng.binomial(controls, rates))
        _, lower, upper = pooled_rate_difference(treated, held_back, 0.95)
        covered += lower <= 0.03 <= upper
    assert 0.935 < covered / 2000 < 0.965


def test_unequal_spread_of_revenue_is_covered():
    rng = np.random.default_rng(3)
    treated, control = rng.gamma(2, 12, (2000, 400)), rng.gamma(2, 10, (2000, 60))
    limits = mean_difference(*(_arm_of(values) for values in (treated, control)), 0.95)
    assert 0.93 < np.mean((limits[0] <= 4) & (limits[1] >= 4)) < 0.965


def _arm_of(values):
    count = np.full(len(values), values.shape[1])
    return arm(count, count, values.sum(axis=1), (values**2).sum(axis=1))
