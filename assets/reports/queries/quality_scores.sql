-- The scorecard of the systems and channels; of persons only how many there are below a score.
select scope, name, dimension, asked, score, previous_score, cast(money as double) as money
from mart.quality_trend
where scope in ('system', 'channel')
order by scope desc, name, dimension
