"""The scorecard by dimension, beside the snapshot before."""

import dagster as dg

from assets.reporting_day import reporting_day
from warehouse import Warehouse, snapshots
from warehouse.workspace import Workspace

NOW = "select 'now' as night, * from mart.quality_scorecard"
BEFORE = "select 'before' as night, * from earlier.mart.quality_scorecard"
TREND = """
select
    scope,
    name,
    dimension,
    cast(sum(case when night = 'now' then asked end) as bigint) as asked,
    cast(sum(case when night = 'now' then met end) as bigint)   as met,
    1.0 * sum(case when night = 'now' then met end)
    / sum(case when night = 'now' then asked end)               as score,
    1.0 * sum(case when night = 'before' then met end)
    / nullif(sum(case when night = 'before' then asked end), 0) as previous_score,
    max(case when night = 'now' then money end)                 as money
from staging.quality_nights
group by scope, name, dimension
having sum(case when night = 'now' then asked end) > 0
"""


@dg.asset(key_prefix="mart", deps=[["mart", "quality_scorecard"], ["core", "reporting_day"]])
def quality_trend(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """The scorecard by dimension: scope, name, dimension, asked, met, score, money, and the score before.

    `money` is that of the question with the most behind it; `previous_score` is missing on the first night.
    """
    earlier = snapshots.before(workspace, reporting_day(warehouse))
    warehouse.derive("staging.quality_nights", NOW)
    if earlier is not None and "mart.quality_scorecard" in earlier.tables:
        with warehouse.beside(earlier.database, "earlier"):
            warehouse.derive("staging.quality_nights", f"{NOW} union all {BEFORE}")
    warehouse.derive("mart.quality_trend", TREND)
