-- The customers whose hash lies below a limit: a share that stays the same from night to night; derived by the samples.
select customer_id from mart.features where substr(md5(customer_id), 1, 8) < $below
