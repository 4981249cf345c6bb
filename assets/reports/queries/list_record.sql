-- What had been said of each exported list, and what came.
select
    made_on, segment, channel, list, model, days, cast(sum(customers) as integer) as customers,
    cast(sum(cast(predicted * customers as decimal(18, 6))) as double) / sum(customers) as predicted,
    cast(sum(cast(observed * customers as decimal(18, 6))) as double) / sum(customers) as observed
from mart.track_record
where list <> '' and model in ('churn', 'repeat_purchase')
group by made_on, segment, channel, list, model, days
order by made_on desc, segment, channel, list, model
