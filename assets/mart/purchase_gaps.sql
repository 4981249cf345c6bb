-- How many times customers let how many days pass between two purchase days.
with gaps as (
    select
        days_between(
            lag(ordered_on) over (partition by customer_id order by ordered_on), ordered_on
        ) as gap_days
    from mart.purchase_days
    where orders > 0 and ordered_on < $as_of
)
select
    cast(gap_days as integer) as gap_days, -- days from one purchase day to the next
    count(*)                  as gaps      -- how often that was
from gaps
where gap_days is not null
group by gap_days
