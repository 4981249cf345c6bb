"""A company made in memory, and the nightly run of the model tables over it."""

import datetime as dt
import importlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from assets.queries import query_text
from warehouse import DuckDBWarehouse
from warehouse.workspace import Settings, Workspace

FIRST = dt.date(2024, 1, 1)
TABLES = (
    "purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features",
    "training_set", "season_set", "model_parameters", "track_record", "churn", "season",
    "holdout_forecasts", "value_contest", "value_challenger", "value_cells",
    "lifetime_value", "next_order", "interval_coverage", "backtest", "calibration", "gain", "tracking",
    "grades",
)  # fmt: skip
COLUMNS = {
    "orders": "order_id varchar, customer_id varchar, ordered_on date, kind varchar, is_wholesale boolean,"
    " channel varchar, items integer, gross_amount decimal(18, 2), discount_amount decimal(18, 2),"
    " refunded_amount decimal(18, 2), amount decimal(18, 2),"
    " undated_refund_amount decimal(18, 2) default 0, refunds struct(paid_on date, amount decimal(18, 2))[],"
    " cancelled_on date",
    "returns": "order_id varchar, customer_id varchar, returned_at timestamp, matched_by varchar,"
    " amount decimal(18, 2)",
    "tickets": "ticket_id varchar, customer_id varchar, opened_at timestamp, closed_at timestamp,"
    " is_complaint boolean",
    "campaign_members": "campaign_id varchar, customer_id varchar, is_control boolean, sent_at timestamp,"
    " opened_at timestamp, clicked_at timestamp, unsubscribed_at timestamp",
}


class Company:
    """Core tables in memory; `run` derives the model tables as of a day."""

    def __init__(self, home):
        self.warehouse = DuckDBWarehouse()
        self.workspace = Workspace(home, Settings())
        self.warehouse.connection.execute("create schema core")
        for table, columns in COLUMNS.items():
            self.warehouse.connection.execute(f"create table core.{table} ({columns})")

    def add(self, table, frame):
        self.warehouse.connection.register("new_rows", frame)
        self.warehouse.connection.execute(f"insert into core.{table} by name select * from new_rows")
        self.warehouse.connection.unregister("new_rows")

    def buy(self, customer, days, amount=100.0, kind="sale", is_wholesale=False):
        """Orders of one customer on days after the first of 2024."""
        self.add("orders", orders([(customer, day, amount, kind, is_wholesale) for day in days]))

    def run(self, as_of, tables=TABLES):
        self.warehouse.write("core.reporting_day", pd.DataFrame({"as_of": pd.to_datetime([as_of])}))
        for table in tables:
            self._derive(table, as_of)
        return self

    def _derive(self, table, as_of):
        if not (Path("assets/mart") / f"{table}.py").is_file():
            text = query_text(f"mart/{table}")
            settings = vars(self.workspace.settings) | {"as_of": as_of}
            parameters = {name: value for name, value in settings.items() if f"${name}" in text}
            return self.warehouse.derive(f"mart.{table}", text, parameters)
        asset = getattr(importlib.import_module(f"assets.mart.{table}"), table)
        function = asset.op.compute_fn.decorated_fn
        result = function(**self._arguments(function))
        return None if result is None else self.warehouse.write(f"mart.{table}", result)

    def _arguments(self, function):
        given = {"warehouse": self.warehouse, "workspace": self.workspace}
        wanted = function.__annotations__
        return {name: given.get(name) or self.read(name) for name in wanted if name != "return"}

    def read(self, table):
        name = f"mart.{table}"
        return self.warehouse.read(name, order_by=list(self.warehouse.columns(name))[:1])


def orders(rows):
    """Order rows from (customer, day, amount, kind, is_wholesale)."""
    frame = pd.DataFrame(rows, columns=["customer_id", "day", "amount", "kind", "is_wholesale"])
    day = frame.pop("day").to_numpy()
    return frame.assign(
        order_id=[f"{customer}|{position}" for position, customer in enumerate(frame["customer_id"])],
        ordered_on=pd.to_datetime(FIRST) + pd.to_timedelta(day, "D"),
        gross_amount=frame["amount"],
        discount_amount=0.0,
        refunded_amount=0.0,
    )


def buyers(customers, days, seed=1):
    """Orders of customers who buy by BG/NBD over `days`, with Gamma-Gamma amounts."""
    draw = np.random.default_rng(seed)
    first = draw.integers(0, days - 5, customers)
    bought = draw.poisson(draw.gamma(1.0, 1 / 40, customers) * (days - first))
    owner = np.repeat(np.arange(customers), bought)
    at = np.ceil(first[owner] + draw.random(len(owner)) * (days - first)[owner])
    order = np.lexsort((at, owner))
    owner, at = owner[order], at[order]
    rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
    stays = rank < draw.geometric(np.clip(draw.beta(0.8, 4, customers), 1e-9, 1))[owner]
    owner, at = np.concatenate([np.arange(customers), owner[stays]]), np.concatenate([first, at[stays]])
    amount = draw.gamma(6, 1 / draw.gamma(4, 1 / 150, customers)[owner]).round(2) + 1
    rows = zip(owner[at < days], at[at < days], amount[at < days], strict=True)
    return orders([(f"C{who:05d}", day, worth, "sale", False) for who, day, worth in rows])


@pytest.fixture
def company(tmp_path):
    """A company without anything yet."""
    return Company(tmp_path)


@pytest.fixture(scope="session")
def grown(tmp_path_factory):
    """1,200 customers over two years, after a night."""
    company = Company(tmp_path_factory.mktemp("grown"))
    company.add("orders", buyers(900, 730))
    return company.run(FIRST + dt.timedelta(days=730))


@pytest.fixture
def day():
    """A day so many days after the first of 2024."""
    return lambda number: FIRST + dt.timedelta(days=number)


@pytest.fixture
def order_rows():
    """Orders of customers who buy by BG/NBD."""
    return buyers
