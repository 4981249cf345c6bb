"""Rates into the company's currency."""

import dagster as dg
import pandas as pd

from models.exchange import exchange_rates as rates_of
from sources.rates import own_rates
from warehouse import Warehouse
from warehouse.workspace import Workspace

NEEDED = """
select currency_code(currency) as currency, cast(ordered_at as date) as on_day from raw.orders
where currency is not null and ordered_at is not null group by all
union
select currency_code(currency) as currency, cast(ordered_at as date) as on_day from raw.order_lines
where currency is not null and ordered_at is not null group by all
union
select currency_code(currency) as currency, cast(paid_at as date) as on_day from raw.payments
where currency is not null group by all
union
select currency_code(currency) as currency, cast(returned_at as date) as on_day from raw.returns
where currency is not null group by all
order by all
"""
FROM_RAW = [["raw", name] for name in ("orders", "order_lines", "payments", "returns")]


@dg.asset(key_prefix="core", deps=FROM_RAW)
def exchange_rates(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """What one unit of each currency in the exports was worth on each of its days, in the company's own.

    The company's `rates.csv` comes first, then the European Central Bank's; a currency without a rate is not
    here, and its orders are kept but counted in no sum.
    """
    found = rates_of(warehouse.query(NEEDED), workspace.settings.currency, own_rates(workspace.home))
    moments = dict.fromkeys(("on_day", "rated_on"), "datetime64[us]")
    return found.astype({"currency": "str", "source": "str", **moments})
