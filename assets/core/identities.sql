-- The customer that every record belongs to, named after the record with the smallest own number.
with steady as (
    select
        matches.cluster_id,
        min(records.reference)  as reference,
        min(records.person_key) as person_key
    from core.matches as matches
    inner join core.normalised_records as records on records.person_key = matches.record_id
    group by matches.cluster_id
)
select
    matches.record_id                                                                      as person_key,  -- the record
    'C' || upper(substr(md5(coalesce(steady.reference, steady.person_key)), 1, 15)) as customer_id -- the customer
from core.matches as matches
inner join steady on steady.cluster_id = matches.cluster_id
