-- Who was left out of the plan, and why.
select reason, offer, channel, customers, sentence_en, sentence_zh
from mart.plan_refusals
order by customers desc, reason, offer, channel
