-- How many customers are expected to order within the coming months.
select
    count(*) as customers,
    cast(sum(cast(p_order_30 as decimal(18, 9))) as double) as within_30,
    cast(sum(cast(p_order_60 as decimal(18, 9))) as double) as within_60,
    cast(sum(cast(p_order_90 as decimal(18, 9))) as double) as within_90
from mart.next_order
