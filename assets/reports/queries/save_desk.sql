-- The alerts of valuable customers at risk, counted: no person.
select
    status,
    count(*) as alerts,
    cast(sum(cast(predicted_value as decimal(18, 4))) as double) as value,
    sum(case when is_kept then 1 else 0 end) as kept,
    sum(case when is_kept is null then 0 when is_kept then 0 else 1 end) as lost
from mart.save_desk
group by status
order by status
