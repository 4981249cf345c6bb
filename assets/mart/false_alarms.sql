-- The false-alarm curve: of the gaps after which customers came back, the share that each churn window would have called leaving.
with windows as (
    select cast(days as integer) as window_days from (select unnest(generate_series(15, 365, 5)) as days) as series
)
select
    windows.window_days,                                                        -- days of silence that would count as leaving
    coalesce(
        cast(sum(case when gaps.gap_days > windows.window_days then gaps.gaps else 0 end) as double)
        / nullif(sum(gaps.gaps), 0), 0
    ) as false_alarm_rate,                                                      -- share of gaps longer than that, which ended in an order
    max(case when chosen.window_days = windows.window_days then 1 else 0 end) = 1 as is_chosen -- whether this is the window in use
from windows
cross join mart.churn_window as chosen
left join mart.purchase_gaps as gaps on true
group by windows.window_days
