-- Features of past days beside the days until the next order, for the same share of the retail customers; derived by the season set.
select
    features.*,
    outcomes.next_order_after
from features
left join outcomes on outcomes.customer_id = features.customer_id
where not features.is_wholesale and substr(md5(features.customer_id), 1, 8) < $below
