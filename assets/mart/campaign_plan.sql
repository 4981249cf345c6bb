-- The next campaign: who gets which offer, and who is held back to measure it.
with offers as (
    select distinct offer_number, offer, channel, cost
    from mart.campaign_offers
)
select
    audience.customer_id,             -- the customer
    offers.offer,                     -- the offer
    offers.channel,                   -- how it is sent
    cast(offers.cost as decimal(18, 4)) as cost, -- what the contact costs, or would cost those held back
    candidates.expected_value,        -- what it should bring, net of the cost
    candidates.expected_value_lower,  -- the same at the lower 80 % limit of the uplift
    choices.is_holdout                -- held back at random: would have got this offer, and must not
from mart.plan_choices as choices
inner join mart.campaign_audience as audience on audience.customer_number = choices.customer_number
inner join mart.campaign_candidates as candidates
    on candidates.customer_number = choices.customer_number and candidates.offer_number = choices.offer_number
inner join offers on offers.offer_number = choices.offer_number
