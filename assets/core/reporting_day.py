"""The day that everything is reported as of."""

import datetime as dt

import dagster as dg
import pandas as pd

from warehouse import Warehouse
from warehouse.errors import BilingualError


class NothingToReport(BilingualError):
    """No export holds an order, and no day was asked for."""


class ReportingDay(dg.Config):
    """Leave `as_of` out to report on the day after the newest order."""

    as_of: str | None = None


@dg.asset(key_prefix="core", deps=[["core", "orders"]])
def reporting_day(config: ReportingDay, warehouse: dg.ResourceParam[Warehouse]) -> pd.DataFrame:
    """The reporting day: the one asked for, else the day after the newest order."""
    day = dt.date.fromisoformat(config.as_of) if config.as_of else _after_newest(warehouse)
    return pd.DataFrame({"as_of": pd.to_datetime([day])})


def _after_newest(warehouse: Warehouse) -> dt.date:
    newest = warehouse.query("select max(ordered_on) as day from core.orders where kind = 'sale'")[
        "day"
    ].iloc[0]
    if pd.isna(newest) and (others := warehouse.count("core.orders")):
        raise NothingToReport(
            f"{others:,} orders came, but none is a sale: they are cancelled, tests, or without an amount."
            " Look at the amounts and states of the export.",
            f"收到 {others:,} 笔订单，但均不是销售（已取消、测试或无金额）；请检查导出中的金额与状态。",
        )
    if pd.isna(newest):
        raise NothingToReport(
            "There is no order to report on: put an export of orders into the inbox, or give --as-of.",
            "没有可供分析的订单：请将订单导出文件放入 inbox/，或用 --as-of 指定报告日。",
        )
    after: dt.date = (newest + pd.Timedelta(days=1)).date()
    return after
