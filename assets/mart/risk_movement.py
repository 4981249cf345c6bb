"""Why churn risk, and what is at risk, changed since the snapshot before."""

import dagster as dg

from assets.earlier import comparable
from assets.lessons import Lessons
from assets.mart.churn import ASKED
from assets.queries import query_text
from assets.reporting_day import reporting_day
from assets.versions import model_of, registry_of
from models.churn import ChurnModel
from models.churn.model import HIGH
from warehouse import Warehouse
from warehouse.protocol import Parameters
from warehouse.registry import DamagedModel
from warehouse.snapshots import Snapshot
from warehouse.workspace import Workspace

NEEDED = {"core.orders", "mart.churn", "mart.lifetime_value", "mart.model_versions"}
NONE = """
select '' as cause, 0 as came, 0 as went, 0 as customers, 0::decimal(18, 2) as at_risk where false
"""
FORMER = "former.churn"
SAME = "select customer_id, churn_probability, effect_season from mart.churn"
CHAMPION = "select max(version) as version from mart.model_versions where is_champion and model = 'churn'"


@dg.asset(
    key_prefix="mart",
    deps=[
        ["mart", "churn"],
        ["mart", "lifetime_value"],
        ["mart", "model_versions"],
        ["core", "orders"],
        ["core", "tickets"],
        ["core", "campaign_members"],
        ["core", "reporting_day"],
    ],
)
def risk_movement(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> None:
    """Customers who came to high churn risk or left it, and the margin at risk, by cause since last time.

    Columns: cause (own behaviour, clock, identity, corrections, season, model version, value), came, went,
    customers (the difference), at_risk (change of the year's margin expected to be lost). A customer's own
    change has one cause: their past was retold (identity, corrections), something happened since (own
    behaviour), or only time went by (clock). The parts sum exactly to the difference.
    """
    day = reporting_day(warehouse)
    earlier = comparable(workspace, day, NEEDED)
    if earlier is None or not earlier.has("mart.churn", "effect_season"):
        warehouse.derive("mart.risk_movement", NONE)
        return
    former = _former(warehouse, workspace, earlier)
    if former is None:
        warehouse.derive(FORMER, SAME)
    else:
        warehouse.map(ASKED, former.score, FORMER)
    with warehouse.beside(earlier.database, "earlier"):
        given: Parameters = {"since": earlier.as_of, "as_of": day, "high": HIGH}
        warehouse.derive("mart.risk_movement", query_text("mart/risk_movement"), given)


def _former(warehouse: Warehouse, workspace: Workspace, earlier: Snapshot) -> ChurnModel | None:
    """The model that predicted then, set to tonight's season; None where it is tonight's or is not kept."""
    with earlier.open() as connection:
        then = connection.execute(CHAMPION).fetchone()
    tonight = warehouse.query(CHAMPION)["version"].iloc[0]
    registry = registry_of(workspace)
    card = registry.card(str(then[0])) if then and then[0] else None
    if card is None or card.version == tonight:
        return None
    try:
        return Lessons.read(warehouse).in_season(model_of(registry, card))[0]
    except DamagedModel:
        return None
