"""Sent, sent again, corrected, deleted, delivered out of order: a model in thirty lines agrees."""

import itertools
import os
import random
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

RUNS = int(os.environ.get("REGULARS_TEST_SENDS", "4"))
"""REGULARS_TEST_SENDS=200 for 200 runs of 50 steps."""
STEPS = 50 if RUNS > 4 else 25
CUSTOMERS = "客户编号,客户名称,电话,最后修改时间\n"
ORDERS = "Order Id,Order Date,Amount,Customer Id,Email\n"
DAYS = st.integers(1, 9)
SEEDS = st.integers(0, 10**6)

Rows = dict[str, int]


class Model:
    """What should count: of each day the last whole export and the changes since; the newest customers."""

    def __init__(self) -> None:
        self.orders: dict[int, Rows] = {}
        self.customers: Rows = {}
        self.newest = 0

    def whole_day(self, day: int, rows: Rows) -> None:
        """A day's export, or its correction: what is not in it was deleted."""
        self.orders[day] = dict(rows)

    def changes(self, day: int, rows: Rows) -> None:
        """Some orders of a day, as they are now: the others stay."""
        self.orders[day] |= rows

    def all_customers(self, stamp: int, rows: Rows) -> None:
        """All customers on one day: of two such exports the later one counts, whichever comes first."""
        if stamp > self.newest:
            self.newest, self.customers = stamp, dict(rows)

    def current(self) -> tuple[Rows, Rows]:
        """Orders and customers."""
        days = itertools.chain.from_iterable(day.items() for day in self.orders.values())
        return dict(days), self.customers


class Sends(RuleBasedStateMachine):
    """A vendor who writes exports, and a courier who delivers them when he likes."""

    def __init__(self, night: Any) -> None:
        super().__init__()
        self.night, self.model, self.random = night, Model(), random.Random(0)
        self.days: dict[int, Rows] = {}
        self.people: Rows = {f"K{n}": 0 for n in range(60)}
        self.stamp = self.number = self.deleted = 0
        self.waiting: dict[str, list[tuple[str, str, Callable[[], None]]]] = {}
        self.sent: list[str] = []
        self.whole: dict[int, str] = {}

    def write(self, queue: str, name: str, text: str, effect: Callable[[], None]) -> None:
        self.waiting.setdefault(queue, []).append((name, text, effect))

    def day_file(self, day: int, rows: Rows) -> str:
        lines = [f"{key},2026-03-{day:02},{amount},c1,\n" for key, amount in rows.items()]
        self.random.shuffle(lines)
        return ORDERS + "".join(lines)

    def name(self) -> str:
        return f"export {self.amount():04}"

    def amount(self) -> int:
        self.number += 1
        return self.number

    @rule(day=DAYS, seed=SEEDS)
    def send_or_correct(self, day: int, seed: int) -> None:
        """A new day; or one again with one order in ten fewer, one more, one changed, under any name."""
        self.random.seed(seed)
        rows = self.days.setdefault(day, {f"{day}-{n}": self.amount() for n in range(12)})
        if len(rows) >= 10:
            del rows[self.random.choice(list(rows))]
        rows |= {f"{day}-new{self.amount()}": 1, self.random.choice(list(rows)): self.amount()}
        copy = dict(rows)
        self.whole[day] = self.name()
        effect = lambda: self.model.whole_day(day, copy)  # noqa: E731
        self.write(f"day {day}", f"{self.whole[day]}.csv", self.day_file(day, copy), effect)

    @rule(day=DAYS, seed=SEEDS)
    def delete_many(self, day: int, seed: int) -> None:
        """A third of a day's orders is deleted; the export has the number of a copy behind its name."""
        self.random.seed(seed)
        if len(rows := self.days.get(day, {})) < 9:
            return
        for key in self.random.sample(list(rows), 3):
            del rows[key]
        rows[self.random.choice(list(rows))] = self.amount()
        copy = dict(rows)
        name = f"{self.whole[day]} ({self.amount()}).csv"
        effect = lambda: self.model.whole_day(day, copy)  # noqa: E731
        self.write(f"day {day}", name, self.day_file(day, copy), effect)

    @rule(day=DAYS, seed=SEEDS)
    def list_changes(self, day: int, seed: int) -> None:
        """A few orders of a day that were changed."""
        self.random.seed(seed)
        if len(rows := self.days.get(day, {})) < 9:
            return
        some = {key: self.amount() for key in self.random.sample(list(rows), 3)}
        rows |= some
        effect = lambda: self.model.changes(day, some)  # noqa: E731
        self.write(f"day {day}", f"{self.name()}.csv", self.day_file(day, some), effect)

    @rule(seed=SEEDS)
    def export_customers(self, seed: int) -> None:
        """All customers: one new, one changed, and sometimes one deleted."""
        self.random.seed(seed)
        self.stamp += 1
        if self.deleted < 5 and seed % 2:
            self.deleted += 1
            del self.people[self.random.choice([key for key in self.people if self.people[key] < 30])]
        self.people |= {f"N{self.stamp}": self.stamp, self.random.choice(list(self.people)): self.stamp}
        stamp, copy = self.stamp, dict(self.people)
        day = lambda number: f"2026-{1 + number // 28:02}-{1 + number % 28:02}"  # noqa: E731
        text = CUSTOMERS + "".join(f"{key},名{key},555{on:04},{day(on)}\n" for key, on in copy.items())
        self.write("customers", f"{self.name()}.csv", text, lambda: self.model.all_customers(stamp, copy))

    @rule(seed=SEEDS)
    def deliver(self, seed: int) -> None:
        """Some of what waits arrives: versions of one day in order, all else in any order."""
        self.random.seed(seed)
        for queue, files in self.waiting.items():
            if queue == "customers":
                self.random.shuffle(files)
            for _ in range(self.random.randint(0, len(files))):
                name, text, effect = files.pop(0)
                self.arrive(name, text, effect)

    def arrive(self, name: str, text: str, effect: Callable[[], None]) -> None:
        """Files of one night are read in the order of their names, so a numbered copy has its own night."""
        if "(" in name:
            self.look()
        self.night.drop(name, text)
        self.sent.append(text)
        effect()
        if "(" in name:
            self.look()

    @rule(seed=SEEDS)
    def send_again(self, seed: int) -> None:
        """Any earlier file, byte by byte, under another name."""
        if self.sent:
            self.night.drop(f"sent again {self.amount():04}.csv", self.sent[seed % len(self.sent)])

    @rule()
    def look(self) -> None:
        """Read the inbox and compare."""
        warehouse = self.night.run()
        orders = warehouse.query("select order_id, cast(amount as int) as n from raw.orders where is_current")
        people = warehouse.query("select record_id, phone from raw.customers where is_current")
        found = {row.record_id: int(row.phone.removeprefix("555")) for row in people.itertuples()}
        assert (dict(orders.itertuples(index=False)), found) == self.model.current()
        books = "select file from raw.files where records <> loaded + quarantined + duplicate + blank"
        assert warehouse.query(books).empty
        warehouse.close()

    @invariant()
    def every_key_is_in_one_day(self) -> None:
        """Of the test itself: no order is in two days, so that the model's union is one."""
        assert sum(map(len, self.days.values())) == len(set().union(*self.days.values()) if self.days else ())

    def teardown(self) -> None:
        self.deliver(1)
        self.look()


def test_the_tables_are_what_the_model_says(make_night: Any) -> None:
    number = itertools.count()
    chosen = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(lambda: Sends(make_night(f"night {next(number)}")), settings=chosen)
