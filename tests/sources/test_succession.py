"""Which export takes another's place: content first, arrival where content cannot tell."""

import itertools
from typing import Any

import pytest

DAY = "2026-01-05"


def orders(*numbers: int, day: str = DAY, amount: int = 1) -> list[str]:
    return [f"{day}-{number},{day},{amount},c{number % 3}," for number in numbers]


def test_a_correction_is_known_by_its_records_under_any_name(office: Any) -> None:
    office.orders("monday.csv", *orders(*range(20)))
    office.run()
    office.orders("neu_4711.csv", *orders(*range(1, 20)), *orders(99))
    office.run()
    assert office.replaced() == {("monday.csv", "neu_4711.csv"): "same_days"}
    office.orders("monday (1).csv", *orders(*range(12)))
    office.run()
    assert ("neu_4711.csv", "monday (1).csv") not in office.replaced()


def test_the_same_name_needs_only_half(office: Any) -> None:
    office.orders("monday.csv", *orders(*range(20)))
    office.run()
    office.orders("monday.csv", *orders(*range(12)))
    office.run()
    assert list(office.replaced().values()) == ["same_name"]


def test_a_few_changed_records_replace_only_themselves(office: Any) -> None:
    office.orders("all.csv", *orders(*range(20)))
    office.run()
    office.orders("changes.csv", *orders(*range(5), amount=9))
    office.run()
    assert office.replaced() == {}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_cumulative_exports_in_any_order(office: Any, order: tuple[int, ...]) -> None:
    days = [orders(*range(1 if day else 0, 20), day=f"2026-01-0{day + 1}") for day in range(3)]
    for number in order:
        office.orders(f"{'xyz'[number]}.csv", *itertools.chain(*days[: number + 1]))
        office.run()
    assert office.replaced() == {("x.csv", "y.csv"): "more_days", ("y.csv", "z.csv"): "more_days"}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_full_exports_of_customers_in_any_order(office: Any, order: tuple[int, ...]) -> None:
    header = "客户编号,客户名称,电话,最后修改时间\n"
    for number in order:
        people = [
            f"K{n},王,1381234{n:04},2026-01-0{number + 1 if n == 30 else 1}\n" for n in range(number, 40)
        ]
        office.drop(f"{'xyz'[number]}.csv", header + "".join(people))
        office.run()
    assert office.replaced() == {("x.csv", "y.csv"): "all_records", ("y.csv", "z.csv"): "all_records"}


def test_a_rolling_window_under_one_name_keeps_what_it_left_behind(office: Any) -> None:
    windows = [
        [orders(*range(9), day=f"2026-01-{day:02}") for day in range(start, start + 10)] for start in (1, 2)
    ]
    for window in windows:
        office.orders("orders.csv", *itertools.chain(*window))
        office.run()
    assert office.replaced() == {}


def test_a_declared_delta_deletes_nothing(office: Any) -> None:
    office.feeds = {"generic/orders": {"kind": "delta"}}
    office.orders("a.csv", *orders(*range(20)))
    office.run()
    office.orders("a(更正).csv", *orders(*range(19)))
    office.run()
    assert office.replaced() == {}
    office.feeds = {}
    office.run()
    assert office.replaced() == {("a.csv", "a(更正).csv"): "named"}


def test_a_declared_full_export_replaces_whatever_it_holds(office: Any) -> None:
    office.feeds = {"generic/orders": {"kind": "full"}}
    office.orders("a.csv", *orders(*range(20)))
    office.run()
    office.orders("b.csv", *orders(*range(8)), *orders(7, day="2026-02-01"))
    office.run()
    assert office.replaced() == {}
    office.orders("c.csv", *orders(*range(14)), *orders(1, day="2026-03-01"))
    office.run()
    assert office.replaced() == {("a.csv", "c.csv"): "declared", ("b.csv", "c.csv"): "declared"}


def test_an_empty_export_replaces_nothing(office: Any) -> None:
    office.feeds = {"generic/orders": {"kind": "full"}}
    office.orders("a.csv", *orders(*range(20)))
    office.run()
    office.orders("a.csv")
    office.run()
    assert office.replaced() == {}


def test_dates_far_from_all_others_do_not_count(office: Any) -> None:
    office.orders("a.csv", *orders(*range(60)), "x,2062-01-05,1,c,")
    entry = office.run()["a.csv"].entry
    assert (entry.first_on, entry.through_on) == (DAY, DAY)
