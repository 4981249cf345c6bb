-- Where everybody whom the campaign is meant for ended up: by offer, and once per person.
with judged as (
    select
        candidates.customer_number, candidates.offer_number,
        case
            when choices.offer_number = candidates.offer_number and choices.is_holdout then 'held out'
            when choices.offer_number = candidates.offer_number then 'chosen'
            when candidates.reason is not null then candidates.reason
            when choices.customer_number is not null then 'another offer'
            else 'capacity'
        end                             as reason,
        choices.customer_number is null as is_unreached
    from mart.campaign_candidates as candidates
    left join mart.plan_choices as choices on choices.customer_number = candidates.customer_number
),

-- A person whom no offer reaches counts once, where they came furthest.
ranked as (
    select
        *,
        case reason
            when 'no contact' then 1 when 'no consent' then 2 when 'no evidence' then 3 when 'not worth it' then 4 else 5
        end * 100 - offer_number as place
    from judged
),

furthest as (
    select customer_number, max(place) as place
    from ranked
    where is_unreached
    group by customer_number
)
select
    ranked.reason,                                    -- chosen, held out, or the first reason against it
    ranked.offer_number,                              -- the offer; 0 where the reason holds for every offer
    count(*)                            as customers, -- customers of whom this is so
    count(furthest.customer_number)     as unreached  -- those of them whom no offer reaches, each person counted once
from ranked
left join furthest on furthest.customer_number = ranked.customer_number and furthest.place = ranked.place
group by ranked.reason, ranked.offer_number
union all
select reason, 0 as offer_number, count(*) as customers, count(*) as unreached
from mart.campaign_audience
where reason is not null
group by reason
