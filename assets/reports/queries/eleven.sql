-- The eleven segments: customers, revenue and value.
with names as (
    select segment, min(name_en) as name_en, min(name_zh) as name_zh
    from mart.scheme_cells
    where scheme = 'eleven'
    group by segment
)
select
    portrait.eleven as segment,
    coalesce(min(names.name_en), portrait.eleven) as name_en,
    coalesce(min(names.name_zh), portrait.eleven) as name_zh,
    count(*) as customers,
    sum(cast(portrait.revenue as decimal(18, 2))) as revenue,
    sum(cast(portrait.predicted_clv_365 as decimal(18, 2))) as expected_value,
    avg(cast(portrait.churn_probability as decimal(18, 6))) as churn_probability
from mart.portrait as portrait
left join names on names.segment = portrait.eleven
where portrait.eleven is not null
group by portrait.eleven
order by expected_value desc nulls last, segment
