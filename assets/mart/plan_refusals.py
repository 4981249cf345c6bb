"""Who is left out of the next campaign."""

import dagster as dg
import pandas as pd

from assets.campaign_words import rows, with_sentences
from assets.plan_words import refusal_sentence
from assets.response_facts import response_facts
from warehouse import Warehouse
from warehouse.workspace import Workspace

ACCOUNTS = """
select
    accounts.reason, offers.offer, offers.channel, offers.offer_en, offers.offer_zh, offers.cost,
    cast(accounts.customers as bigint) as customers,
    cast(accounts.unreached as bigint) as unreached
from mart.plan_accounts as accounts
left join (
    select distinct offer_number, offer, channel, offer_en, offer_zh, cost
    from mart.campaign_offers
) as offers on offers.offer_number = accounts.offer_number
where accounts.reason not in ('chosen', 'held out')
order by accounts.offer_number, accounts.customers desc, accounts.reason
"""
COLUMNS = ["reason", "offer", "channel", "customers", "unreached", "sentence_en", "sentence_zh"]


@dg.asset(
    key_prefix="mart",
    deps=[["mart", name] for name in ("plan_accounts", "campaign_offers", "campaign_arms", "stage_margins")],
)
def plan_refusals(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """Who does not get which offer, by the first reason; without an offer the reason holds for them all.

    For each offer: the audience = chosen + held out + `customers` of its reasons and of those without an
    offer. Once per person: the audience = chosen + held out + `unreached`.
    """
    accounts = warehouse.query(ACCOUNTS)
    settings = workspace.settings
    patience = {"fatigue_contacts": settings.fatigue_contacts, "fatigue_days": settings.fatigue_days}
    facts = response_facts(warehouse) | patience
    spoken = [refusal_sentence(row, facts) for row in rows(accounts)]
    return with_sentences(accounts, spoken)[COLUMNS]
