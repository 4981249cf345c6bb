-- What speaks for and against the merging of records, counted: pairs of one system's records with another's, in a sample of customers.
with sizes as (
    select customer_id, count(*) as records from core.identities group by customer_id
),

sample as (
    select customer_id
    from sizes
    where records between 2 and 20
        and hash_share(customer_id || '/quality') < 50000.0 / (select count(*) from sizes)
),

facts as (
    select identities.customer_id, records.person_key, records.system, records.email, records.phone, people.birth_on
    from core.normalised_records as records
    inner join core.identities as identities on identities.person_key = records.person_key
    inner join sample on sample.customer_id = identities.customer_id
    left join core.people_once as people on people.person_key = records.person_key
),

pairs as (
    select
        -- a key that a record does not give can find no pair, and says nothing about the other key
        case
            when one.phone is not null and other.phone is not null and one.email is not null and other.email is not null
                then 1 else 0
        end as is_told,
        case when one.phone = other.phone then 1 else 0 end as by_phone,
        case when one.email = other.email then 1 else 0 end as by_email,
        case when one.birth_on is not null and other.birth_on is not null then 1 else 0 end as is_checked,
        case when one.birth_on = other.birth_on then 1 else 0 end as is_confirmed
    from facts as one
    inner join facts as other
        on other.customer_id = one.customer_id and other.system > one.system
),

linked as (
    select
        coalesce(sum(by_phone * is_told), 0)            as linked_by_phone,
        coalesce(sum(by_email * is_told), 0)            as linked_by_email,
        coalesce(sum(by_phone * by_email * is_told), 0) as linked_by_both,
        coalesce(sum(is_checked), 0)                    as checked,
        coalesce(sum(is_confirmed), 0)                  as confirmed
    from pairs
),

births as (
    select identities.customer_id
    from core.people_once as people
    inner join core.identities as identities on identities.person_key = people.person_key
    where people.birth_on is not null
    group by identities.customer_id
    having count(distinct people.birth_on) > 1
),

reviews as (
    select
        count(*) as reviewed,
        coalesce(sum(case when verdict = 'same' then 1 else 0 end), 0) as reviewed_same
    from core.decisions
    where stands and decided_on is not null
)
select
    (select count(*) from sizes)             as customers,       -- customers
    (select sum(records) from sizes)         as records,         -- records
    (select max(records) from sizes)         as largest,         -- records of the largest customer
    (select count(*) from births)            as birth_conflicts, -- customers whose records give several birth dates
    (select count(*) from core.review_pairs) as open_pairs,      -- pairs that wait for a decision
    (select max(records) from core.matching_standard) as learned_records, -- records that matching was learned from
    (select count(*) from core.matching_standard where is_learned) as is_learned, -- 1 where they were enough to learn from
    cast(linked.linked_by_phone as bigint)   as linked_by_phone, -- of the pairs in which both give both, those with the same phone
    cast(linked.linked_by_email as bigint)   as linked_by_email, -- of them, those with the same e-mail
    cast(linked.linked_by_both as bigint)    as linked_by_both,  -- of them, those with both
    cast(linked.checked as bigint)           as checked,         -- pairs in which both give a birth date
    cast(linked.confirmed as bigint)         as confirmed,       -- pairs in which these are the same
    reviews.reviewed,                                            -- pairs somebody decided on
    cast(reviews.reviewed_same as bigint)    as reviewed_same    -- of them, one person
from linked
cross join reviews
