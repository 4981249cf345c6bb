"""Who is leaving."""

import dagster as dg

from assets.champion import champion
from assets.lessons import Lessons
from assets.versions import registry_of
from warehouse import Warehouse
from warehouse.workspace import Workspace

ASKED = """
select * from mart.features left join mart.own_features using (customer_id, as_of) order by customer_id
"""


@dg.asset(
    key_prefix="mart",
    deps=[
        ["mart", name]
        for name in (
            "training_set",
            "season_set",
            "features",
            "own_features",
            "churn_window",
            "model_parameters",
            "track_record",
        )
    ],
)
def churn(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Each buyer's calibrated probability of leaving and of buying again, with its basis and its reason.

    The champion is set to the level of the coming window, by season and latest weeks.
    """
    lessons = Lessons.read(warehouse)
    model, _ = lessons.in_season(champion(registry_of(workspace), warehouse, lambda: lessons))
    warehouse.map(ASKED, model.score, "mart.churn")
