"""A fixed share of the customers, with all that is theirs: past days cost the same at any size."""

import sqlglot
from sqlglot import exp

from assets.queries import query_text
from warehouse import Warehouse

ROWS = 250_000
MOST_CUSTOMERS = 50_000
EVERYBODY = "g"
"""Above every hash."""
SAMPLED = ("mart.purchase_days", "core.orders", "core.tickets", "core.campaign_members")
"""What features and outcomes are made of."""
SCHEMA = "sample"


def share(customers: int, days: int) -> str:
    """The first digits of a hash below which a customer is in, so that all days hold 250,000 rows."""
    wanted = min(MOST_CUSTOMERS, ROWS // max(days, 1))
    return EVERYBODY if customers <= wanted else f"{wanted * 16**8 // customers:08x}"


def draw(warehouse: Warehouse, below: str) -> None:
    """Copy what belongs to the customers of the share; nothing where all of them are in it."""
    if below == EVERYBODY:
        return
    warehouse.derive("sample.customers", query_text("mart/share"), {"below": below})
    chosen = exp.column("customer_id").isin(query=exp.select("customer_id").from_("sample.customers"))
    for table in SAMPLED:
        query = exp.select("*").from_(table).where(chosen)
        warehouse.derive(_sample_of(table), query.sql("duckdb"))


def over_sample(query: str, below: str) -> str:
    """The query over the copies; unchanged where all customers are in the share."""
    if below == EVERYBODY:
        return query

    def renamed(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Table) and f"{node.db}.{node.name}" in SAMPLED:
            return exp.to_table(_sample_of(f"{node.db}.{node.name}"), alias=node.alias_or_name)
        return node

    return str(sqlglot.parse_one(query, read="duckdb").transform(renamed).sql("duckdb"))


def _sample_of(table: str) -> str:
    return f"{SCHEMA}.{table.replace('.', '_')}"
