"""The plan keeps its limits, its certificate is true, and it is as good as the exact solution."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, linprog, milp

from models.allocation import allocate
from models.allocation_dual import minimise
from models.allocation_rows import prepared

COST = np.array([0.05, 2.5, 6.0, 0.3, 1.0])
GROUP = np.array([0, 0, 1, 2, 2])


def company(customers, kind, seed=0):
    rng = np.random.default_rng(seed)
    spend = rng.gamma(2, 2.5, (customers, 1))
    appeal = rng.uniform(0.2, 1, 5)
    return {
        "own values": spend * appeal * rng.uniform(0.5, 1.5, (customers, 5)),
        "one factor": spend * np.array([0.2, 0.5, 0.7, 0.6, 0.3]) - COST,
        "segments": rng.uniform(0, 5, (12, 5))[rng.integers(0, 12, customers)],
        "rounded": np.round(spend * appeal, 1),
    }[kind]


def lagrangian(value, cost, budget, capacity, group, prices):
    """The certificate from its definition; what the whole budget cannot pay is out of the question."""
    cost = np.broadcast_to(cost, value.shape)
    value = np.where((cost > budget) & (budget > 0), -np.inf, value)
    reduced = np.nan_to_num(value, nan=-np.inf) - prices[0] * cost - prices[1:][group]
    limits = np.append(budget, capacity)
    finite = np.isfinite(limits)
    assert (prices[~finite] == 0).all()
    return np.maximum(reduced.max(axis=1), 0).sum() + prices[finite] @ limits[finite]


def check(value, cost, budget, capacity, group, plan):
    """Everything that must hold of any plan; the cost of what is chosen is added up anew."""
    chosen = np.flatnonzero(plan.choice >= 0)
    options = plan.choice[chosen]
    spent = np.broadcast_to(cost, value.shape)[chosen, options].sum()
    used = np.bincount(np.asarray(group)[options], minlength=len(capacity))
    assert spent <= budget * (1 + 1e-9) + 1e-12
    assert (used <= np.asarray(capacity)).all()
    assert (value[chosen, options] > 0).all()
    assert plan.value == pytest.approx(value[chosen, options].sum())
    assert plan.spent == pytest.approx(spent)
    assert plan.used.tolist() == used.tolist()
    assert (plan.prices >= 0).all()
    bound = lagrangian(value, cost, budget, np.asarray(capacity, float), np.asarray(group), plan.prices)
    assert plan.bound == pytest.approx(bound, rel=1e-9, abs=1e-9)
    assert plan.value <= plan.bound * (1 + 1e-9) + 1e-9


def programme(value, cost, budget, capacity, group):
    customers, options = value.shape
    column = np.arange(customers * options)
    lines = np.zeros((1 + len(capacity) + customers, customers * options))
    lines[0] = np.broadcast_to(cost, value.shape).ravel()
    lines[1 + np.tile(group, customers), column] = 1
    lines[1 + len(capacity) + column // options, column] = 1
    upper = np.concatenate([[budget], capacity, np.ones(customers)])
    return -np.nan_to_num(value, nan=-1e6).ravel(), lines, np.minimum(upper, 1e9)


@st.composite
def problems(draw):
    customers, options = draw(st.integers(1, 12)), draw(st.integers(1, 4))
    number = st.one_of(st.integers(-3, 9).map(float), st.just(np.nan), st.floats(0.01, 9))
    value = np.array(draw(st.lists(number, min_size=customers * options, max_size=customers * options)))
    cost = np.array(
        draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.5, 4.0]), min_size=options, max_size=options))
    )
    groups = draw(st.integers(1, 3))
    group = np.array(draw(st.lists(st.integers(0, groups - 1), min_size=options, max_size=options)))
    capacity = draw(st.lists(st.sampled_from([0, 1, 2, 5, np.inf]), min_size=groups, max_size=groups))
    budget = draw(st.sampled_from([0.0, 1.0, 3.5, 10.0, np.inf]))
    return value.reshape(customers, options), cost, budget, capacity, group


@settings(max_examples=150)
@given(problems())
def test_small_problems_against_the_exact_solution(problem):
    value, cost, budget, capacity, group = problem
    plan = allocate(value, cost, budget, capacity, group)
    check(value, cost, budget, capacity, group, plan)
    target, lines, upper = programme(value, cost, budget, capacity, group)
    whole = milp(target, constraints=LinearConstraint(lines, ub=upper), integrality=1, bounds=(0, 1))
    best = -whole.fun
    in_parts = -linprog(target, A_ub=lines, b_ub=upper, bounds=(0, 1)).fun
    assert plan.value <= best + 1e-6
    assert best <= plan.bound + 1e-6
    assert plan.bound <= in_parts + 1e-6 * max(in_parts, 1)
    assert plan.value >= best - value[value > 0].max(initial=0) - 1e-6


@pytest.mark.parametrize("kind", ["own values", "one factor", "segments", "rounded"])
@pytest.mark.parametrize(("customers", "promised"), [(300, 1e-2), (5_000, 5e-4), (60_000, 5e-5)])
def test_the_gap_closes_as_customers_grow(kind, customers, promised):
    value = company(customers, kind)
    budget, capacity = 0.3 * customers, [0.2 * customers, 0.1 * customers, 0.1 * customers]
    plan = allocate(value, COST, budget, capacity, GROUP)
    check(value, COST, budget, capacity, GROUP, plan)
    assert plan.gap < promised


@pytest.mark.parametrize("kind", ["own values", "segments"])
def test_the_linear_programme_agrees(kind):
    value = company(400, kind, seed=3)
    capacity = [80, 40, 40]
    plan = allocate(value, COST, 120.0, capacity, GROUP)
    target, lines, upper = programme(value, COST, 120.0, capacity, GROUP)
    exact = linprog(target, A_ub=lines, b_ub=upper, bounds=(0, 1), method="highs")
    assert plan.bound == pytest.approx(-exact.fun, rel=1e-7)
    if kind == "own values":
        assert plan.prices == pytest.approx(-exact.ineqlin.marginals[:4], abs=1e-6)


def test_prices_found_by_cutting_planes_are_those_of_the_linear_programme():
    value = company(3_000, "own values", seed=5)
    problem = prepared(value, COST, 900.0, [600, 300, 300], GROUP).problem
    _, bound = minimise(problem, np.zeros(4), np.ones(4), 1e-9)
    assert bound == pytest.approx(allocate(value, COST, 900.0, [600, 300, 300], GROUP).bound, rel=1e-7)


def test_a_shadow_price_is_what_one_more_unit_brings():
    value = company(50_000, "own values")
    capacity = [10_000, 5_000, 5_000]
    plan, more = (allocate(value, COST, budget, capacity, GROUP) for budget in (15_000, 15_150))
    assert more.value - plan.value == pytest.approx(150 * plan.budget_price, rel=0.05)
    wider = allocate(value, COST, 15_000, [10_000, 5_000, 5_100], GROUP)
    assert wider.value - plan.value == pytest.approx(100 * plan.capacity_prices[2], rel=0.05)


def test_no_limit_binds():
    value = company(1_000, "own values")
    plan = allocate(value, COST, np.inf, [np.inf, np.inf, 1e9], GROUP)
    assert np.array_equal(plan.choice, value.argmax(axis=1))
    assert plan.gap < 1e-12
    assert not plan.prices.any()


def test_no_money_leaves_what_is_free():
    value = company(50, "own values")
    free = np.where(np.arange(5) == 3, 0.0, COST)
    plan = allocate(value, free, 0.0, [50, 50, 20], GROUP)
    check(value, free, 0.0, [50, 50, 20], GROUP, plan)
    assert (plan.choice == 3).sum() == 20
    assert allocate(value, COST, 0.0, [50, 50, 20], GROUP).value == 0


@pytest.mark.parametrize(
    "value", [np.empty((0, 2)), np.full((3, 2), np.nan), np.full((3, 2), -1.0), np.zeros((4, 2))]
)
def test_nobody_worth_contacting(value):
    plan = allocate(value, [1.0, 2.0], 10.0, [5], [0, 0])
    assert (plan.choice == -1).all()
    assert (plan.value, plan.bound, plan.gap, plan.spent) == (0, 0, 0, 0)


def test_one_customer():
    plan = allocate([[3.0, 8.0, 5.0]], [1.0, 4.0, 2.0], 3.0, [np.inf], [0, 0, 0])
    assert plan.choice.tolist() == [2]
    assert plan.gap == pytest.approx(0)


def test_among_equals_the_earlier_come_first():
    plan = allocate(np.ones((1000, 1)), [1.0], 250.0, [np.inf], [0])
    assert np.flatnonzero(plan.choice == 0).tolist() == list(range(250))
    assert plan.gap < 1e-12


@pytest.mark.parametrize("cost", [COST, np.ones(5)], ids=["own cost", "equal cost"])
def test_when_every_option_is_worth_the_same_everybody_is_undecided(cost):
    value = np.repeat(np.random.default_rng(6).gamma(2, 1, (40_000, 1)), 5, axis=1)
    arguments = (value, cost, 8_000.0, [2_000, 4_000, 4_000], GROUP)
    plan = allocate(*arguments)
    check(*arguments, plan)
    assert plan.gap < 1e-4  # a call costs 6: what is left of the budget buys none


def test_the_order_of_the_customers_changes_nothing_of_worth():
    value = np.sort(company(30_000, "one factor"), axis=0)
    limits = (COST, 9_000.0, [6_000, 3_000, 3_000], GROUP)
    sorted_, shuffled = (
        allocate(value, *limits),
        allocate(np.random.default_rng(8).permutation(value), *limits),
    )
    assert sorted_.value == pytest.approx(shuffled.value, rel=5e-5)
    assert sorted_.bound == pytest.approx(shuffled.bound, rel=1e-6)


def test_a_cost_for_each_customer():
    rng = np.random.default_rng(1)
    value, cost = rng.gamma(2, 1, (4_000, 3)), rng.uniform(0.1, 2, (4_000, 3))
    plan = allocate(value, cost, 500.0, [2_000, 2_000], [0, 0, 1])
    check(value, cost, 500.0, [2_000, 2_000], [0, 0, 1], plan)
    assert plan.gap < 1e-4


def test_the_same_again_and_from_its_own_prices():
    value = company(20_000, "own values")
    arguments = (value, COST, 6_000.0, [4_000, 2_000, 2_000], GROUP)
    first, again = allocate(*arguments), allocate(*arguments)
    assert np.array_equal(first.choice, again.choice)
    assert first.bound == again.bound
    assert allocate(*arguments, start=first.prices).gap <= 2 * max(first.gap, 1e-6)


@pytest.mark.parametrize(
    "arguments",
    [
        (np.ones((2, 2)), [1.0], 1.0, [1], [0, 0]),
        (np.ones((2, 2)), [1.0, -1.0], 1.0, [1], [0, 0]),
        (np.ones((2, 2)), [1.0, 1.0], -1.0, [1], [0, 0]),
        (np.ones((2, 2)), [1.0, 1.0], np.nan, [1], [0, 0]),
        (np.ones((2, 2)), [1.0, 1.0], 1.0, [1], [0, 1]),
        (np.full((2, 2), np.inf), [1.0, 1.0], 1.0, [1], [0, 0]),
    ],
)
def test_what_does_not_fit_together_is_refused(arguments):
    with pytest.raises(ValueError, match=r"must|may"):
        allocate(*arguments)
