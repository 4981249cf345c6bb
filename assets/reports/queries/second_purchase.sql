-- When customers with one order came back, over the first year.
select week, waiting, returned, share_returned, share_expected
from mart.second_purchase
where week <= 52
order by week
