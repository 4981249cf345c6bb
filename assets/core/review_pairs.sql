-- Pairs of customers that may be one person and were kept apart: what speaks for it and against, for somebody to decide.
with apart as (
    select
        case when a.customer_id < b.customer_id then a.customer_id else b.customer_id end     as customer_a,
        case when a.customer_id < b.customer_id then b.customer_id else a.customer_id end     as customer_b,
        case when a.customer_id < b.customer_id then scored.record_a else scored.record_b end as key_a,
        case when a.customer_id < b.customer_id then scored.record_b else scored.record_a end as key_b,
        scored.probability,
        scored.rule
    from core.scored_pairs as scored
    inner join core.identities as a on a.person_key = scored.record_a
    inner join core.identities as b on b.person_key = scored.record_b
    where a.customer_id <> b.customer_id
),

ranked as (
    select
        *,
        row_number() over (partition by customer_a, customer_b order by probability desc, key_a, key_b) as position
    from apart
),

settled as (
    select
        least(a.customer_id, b.customer_id)    as customer_a,
        greatest(a.customer_id, b.customer_id) as customer_b
    from core.decisions as decisions
    inner join core.identities as a on a.person_key = decisions.key_a
    inner join core.identities as b on b.person_key = decisions.key_b
    where decisions.stands and decisions.verdict = 'different'
    group by least(a.customer_id, b.customer_id), greatest(a.customer_id, b.customer_id)
)
select
    'P' || upper(substr(md5(ranked.key_a || ranked.key_b), 1, 9)) as pair, -- the pair's name
    ranked.customer_a,                                                     -- the older customer
    ranked.customer_b,                                                     -- the younger one
    ranked.key_a,                                                          -- a record of the older
    ranked.key_b,                                                          -- a record of the younger
    ranked.rule                       as shared,                           -- what speaks for one person and against, in bits
    round(100 * ranked.probability)   as strength                          -- how probable it is, of a hundred
from ranked
left join settled on settled.customer_a = ranked.customer_a and settled.customer_b = ranked.customer_b
where ranked.position = 1 and settled.customer_a is null
