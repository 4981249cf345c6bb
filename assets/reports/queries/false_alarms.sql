-- What each churn window would have called leaving, though the customer came back.
select window_days, false_alarm_rate, is_chosen
from mart.false_alarms
order by window_days
