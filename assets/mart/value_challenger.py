"""What the boosting challenger expects each buyer to spend, where it has won."""

import dagster as dg

from models.two_part import nobody, trained
from warehouse import Warehouse
from warehouse.workspace import Workspace

ASKED = """
select features.*, coalesce(past.revenue_before, 0) as revenue_before
from mart.features as features
left join (
    select
        orders.customer_id,
        cast(sum(known_net(amount, refunds, undated_refund_amount, ordered_on, as_of)) as double)
            as revenue_before
    from core.orders as orders
    cross join mart.churn_window as churn_window
    inner join mart.features as features on features.customer_id = orders.customer_id
    where kind_before(kind, orders.gross_amount, discount_amount, cancelled_on, as_of) in ('sale', 'return')
        and ordered_on < as_of and days_between(ordered_on, as_of) <= churn_window.window_days
    group by orders.customer_id
) as past on past.customer_id = features.customer_id
order by features.customer_id
"""


@dg.asset(
    key_prefix="mart",
    deps=[["mart", name] for name in ("value_contest", "training_set", "features", "churn_window")]
    + [["core", "orders"]],
)
def value_challenger(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Spend expected within the churn window by two-part boosting; no rows unless it is the champion."""
    contest = warehouse.read("mart.value_contest")
    if not (contest["is_champion"] & (contest["contender"] == "boosting")).any():
        return warehouse.write("mart.value_challenger", nobody())
    rows = warehouse.read("mart.training_set", order_by=["as_of", "customer_id"])
    return warehouse.map(ASKED, trained(rows, workspace.settings.seed).score, "mart.value_challenger")
