-- Customers by channel: who agreed to be contacted, who refused, who was never asked.
select
    consents.channel,
    sum(case when consents.is_granted then 1 else 0 end) as granted,
    sum(case when consents.is_granted then 0 else 1 end) as refused,
    (select count(*) from core.customers) - count(*) as unknown
from core.consents as consents
where consents.purpose = 'marketing'
group by consents.channel
order by granted desc, consents.channel
