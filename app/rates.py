"""Currencies whose rates are wanting, as the last published night shows."""

from typing import TYPE_CHECKING

from app.querying import published_rows
from models.exchange import LAST_KNOWN_DAYS

if TYPE_CHECKING:
    import pandas as pd

    from warehouse.workspace import Workspace

UNRATED = """
select currency, count(*) as orders, cast(min(ordered_at) as date) as first_on,
    cast(max(ordered_at) as date) as last_on
from core.orders where kind = 'unconverted' group by currency order by currency
"""
NEEDED = "select currency, cast(max(on_day) as date) as last_on from core.exchange_rates group by currency"


def unrated(workspace: "Workspace") -> list[str]:
    """A sentence for each currency with orders that no rate converts."""
    return [
        f"{row['orders']} orders in {row['currency']} ({row['first_on']} to {row['last_on']}) count in no"
        " sum, for they have no rate 无汇率、未计入合计的订单。"
        for row in published_rows(workspace, "core.orders", UNRATED) or []
    ]


def stale(workspace: "Workspace", own: "pd.DataFrame") -> list[str]:
    """A sentence for each currency of the company's rates whose newest is long before its last use."""
    newest = {str(name): day.date() for name, day in own.groupby("currency")["on_day"].max().items()}
    return [
        f"The newest rate of {row['currency']} is of {newest[row['currency']]}, but it is used until"
        f" {row['last_on']} 汇率已过时。"
        for row in published_rows(workspace, "core.exchange_rates", NEEDED) or []
        if row["currency"] in newest and (row["last_on"] - newest[row["currency"]]).days > LAST_KNOWN_DAYS
    ]
