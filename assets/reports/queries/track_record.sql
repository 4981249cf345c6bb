-- What the newest graded night said of each kind of prediction, and what came.
select record.made_on, record.model, record.days, record.band, record.customers, record.predicted, record.observed,
    record.lower, record.upper, nights.nights
from mart.track_record as record
inner join (
    select model, days, max(made_on) as made_on, count(distinct made_on) as nights
    from mart.track_record
    where list = ''
    group by model, days
) as nights on nights.model = record.model and nights.days = record.days and nights.made_on = record.made_on
where record.list = ''
order by record.model, record.days, record.band
