-- How many customers are expected to order within the coming months.
select count(*) as customers, sum(p_order_30) as within_30, sum(p_order_60) as within_60, sum(p_order_90) as within_90
from mart.next_order
