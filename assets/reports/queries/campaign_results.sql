-- What campaigns did, against the customers left out by chance.
select campaign_id, campaign_name, offer, channel, stage, treated, control, treated_rate, control_rate,
    uplift, lower, upper, revenue_uplift, revenue_lower, revenue_upper, verdict, sentence_en, sentence_zh
from mart.campaign_results
order by campaign_id, offer, channel, stage
