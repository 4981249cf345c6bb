-- Each customer with each offer of the next campaign: what it should bring, or the first reason against it.
with pairs as (
    select
        audience.customer_number, audience.is_held_out, offers.offer_number, offers.evidence,
        case when offers.channel = 'email' then audience.has_email else audience.has_phone end as is_known,
        case
            when offers.channel = 'email' then audience.allows_email
            when offers.channel = 'sms' then audience.allows_sms
            else audience.allows_phone
        end                                                                                    as is_allowed,
        cast(offers.uplift * offers.margin_per_response * audience.worth - offers.cost as decimal(18, 4))
                                                                                               as expected_value,
        cast(offers.lower * offers.margin_per_response * audience.worth - offers.cost as decimal(18, 4))
                                                                                               as expected_value_lower
    from mart.campaign_audience as audience
    inner join mart.campaign_offers as offers on offers.stage = audience.stage
    where audience.reason is null
)
select
    customer_number,      -- the customer's place in the draw
    offer_number,         -- the offer
    is_held_out,          -- drawn into this campaign's control group
    expected_value,       -- measured uplift times margin times the customer's worth, less the cost
    expected_value_lower, -- the same at the lower 80 % limit of the uplift: what the plan counts on
    case
        when not is_known then 'no contact'
        when not is_allowed then 'no consent'
        when evidence <> 'measured' then 'no evidence'
        when expected_value_lower <= 0 then 'not worth it'
    end as reason         -- the first reason against it, null where there is none
from pairs
