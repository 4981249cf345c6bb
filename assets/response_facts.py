"""How customers respond when nobody contacts them, and what a response brings: what a test is sized by."""

from assets.campaign_words import rows
from warehouse import Warehouse

USUAL_RATE = 0.1  # where no campaign had a control group yet
FACTS = """
with rates as (
    select cast(sum(responders) as double) / sum(customers) as response_rate
    from mart.campaign_arms
    where is_control and stage = 'all'
),

margins as (
    select
        cast(sum(cast(margin_per_response * purchase_days as decimal(18, 2))) as double)
        / sum(purchase_days) as margin
    from mart.stage_margins
)
select
    coalesce(nullif(rates.response_rate, 0), $usual_rate) as response_rate,
    coalesce(margins.margin, 0)                           as margin
from rates
cross join margins
"""


def response_facts(warehouse: Warehouse) -> dict[str, float]:
    """`response_rate` of the control groups so far, and the mean `margin` of a response."""
    return rows(warehouse.query(FACTS, usual_rate=USUAL_RATE))[0]
