"""The next campaign in one row."""

from typing import Any

import dagster as dg
import pandas as pd

from assets.campaign_words import Row, rows, with_sentences
from assets.plan_words import NO_CAMPAIGN, plan_sentence
from assets.response_facts import response_facts
from models.uplift import detectable_uplift
from warehouse import Warehouse
from warehouse.workspace import Workspace

COUNTS = {"offers": "int64", "eligible": "int64", "chosen": "int64", "held_out": "int64"}
FIGURES = dict.fromkeys(
    ("budget", "spent", "expected_value", "expected_value_lower", "dual_bound", "gap"), "float64"
)
COLUMNS = (
    COUNTS
    | FIGURES
    | {"binding_constraint": "str", "shadow_price": "float64", "basis": "str"}
    | {"sentence_en": "str", "sentence_zh": "str"}
    | {"campaign": "str", "customers": "int64", "refused": "int64", "detectable_uplift": "float64"}
)
FACTS = """
with offers as (
    select
        max(campaign) as campaign, max(campaign_en) as campaign_en, max(campaign_zh) as campaign_zh,
        coalesce(max(basis), 'baseline') as basis, coalesce(max(offer_number), 0) as offers
    from mart.campaign_offers
),

audience as (
    select count(*) as customers
    from mart.campaign_audience
),

eligible as (
    select count(distinct customer_number) as eligible
    from mart.campaign_candidates
    where reason is null
),

plan as (
    select
        cast(coalesce(sum(case when is_holdout then 0 else 1 end), 0) as bigint)    as chosen,
        cast(coalesce(sum(case when is_holdout then 1 else 0 end), 0) as bigint)    as held_out,
        coalesce(sum(case when is_holdout then 0 else cost end), 0)                 as spent,
        coalesce(sum(case when is_holdout then 0 else expected_value end), 0)       as expected_value,
        coalesce(sum(case when is_holdout then 0 else expected_value_lower end), 0) as expected_value_lower
    from mart.campaign_plan
),

effect as (
    select cast(sum(cast(offers.uplift as decimal(18, 6))) as double) / count(*) as mean_uplift
    from mart.campaign_plan as plan
    inner join mart.campaign_audience as audience on audience.customer_id = plan.customer_id
    inner join mart.campaign_offers as offers on offers.offer = plan.offer and offers.stage = audience.stage
    where not plan.is_holdout
),

bound as (
    select coalesce(max(dual_bound), 0) as dual_bound
    from mart.plan_prices
)
select *
from offers
cross join audience
cross join eligible
cross join plan
cross join effect
cross join bound
"""


UNTESTED = """
select max(offer_en) as offer_en, max(offer_zh) as offer_zh
from mart.campaign_offers
group by offer_number
having max(case when evidence = 'measured' then 1 else 0 end) = 0
order by offer_number
"""


@dg.asset(
    key_prefix="mart",
    deps=[
        ["mart", name]
        for name in ("campaign_plan", "plan_constraints", "plan_prices", "campaign_arms", "stage_margins")
    ],
)
def plan_summary(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The next campaign in one row: who, for how much, what it should bring, what limits it, and in words.

    `dual_bound` is what no plan could exceed under these limits, `gap` how far below this one is, both of
    `expected_value_lower`. customers = chosen + held_out + refused.
    """
    facts = rows(warehouse.query(FACTS))[0] | _limits(warehouse) | response_facts(warehouse)
    facts["untested"] = [(row["offer_en"], row["offer_zh"]) for row in rows(warehouse.query(UNTESTED))]
    facts["refused"] = facts["customers"] - facts["chosen"] - facts["held_out"]
    facts["detectable_uplift"] = _detectable(facts)
    bound = facts["dual_bound"]
    facts["gap"] = max(bound - facts["expected_value_lower"], 0.0) / bound if bound > 0 else 0.0
    words = plan_sentence(facts, workspace.settings.currency) if facts["offers"] else NO_CAMPAIGN
    return with_sentences(pd.DataFrame([facts]), [words])[list(COLUMNS)].astype(COLUMNS)


def _detectable(facts: Row) -> float | None:
    found = detectable_uplift(facts["response_rate"], facts["chosen"], facts["held_out"])
    return min(found, 1.0) if facts["chosen"] and facts["held_out"] else None


def _limits(warehouse: Warehouse) -> dict[str, Any]:
    """The budget, the bound, and of the limits that bind the one whose capacity is worth most in all."""
    limits = rows(warehouse.read("mart.plan_constraints", order_by=["kind", "name"]))
    binding = max(
        (row for row in limits if row["is_binding"]),
        key=lambda row: row["shadow_price"] * row["capacity"],
        default={"name": None, "shadow_price": 0.0},
    )
    return {
        "budget": next((row["capacity"] for row in limits if row["kind"] == "budget"), None),
        "binding_constraint": binding["name"],
        "shadow_price": binding["shadow_price"],
    }
