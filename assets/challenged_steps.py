"""What the boosting of an earlier night expects of the orders at each step between two snapshots."""

import datetime as dt
import re
from string import Template

from assets.mart.value_challenger import ASKED
from assets.queries import query_text
from models.two_part import Challenger, trained
from warehouse import Warehouse

SPENDS = "kept.value_spends"
NEEDED = {"mart.training_set", "core.tickets", "core.campaign_members"}
"""Tables of the earlier snapshot that boosting is learned from again, and asked of."""
NOBODY = "select 0 as step, '' as customer_id, 0::double as spend where false"
NIGHT = {
    "core.orders": "kept.step_orders",
    "mart.features": "kept.step_features",
    "mart.churn_window": "earlier.mart.churn_window",
}
BEFORE = NIGHT | {name: f"earlier.{name}" for name in ("core.tickets", "core.campaign_members")}
ORDERS = "select * exclude (step) from kept.versions where step = $step"
OF_STEP = Template("select $step as step, customer_id, spend from kept.spends_$step")
STEPS = range(1, 6)
CLOCK = 4


def derive_spends(warehouse: Warehouse, seed: int, since: dt.date, as_of: dt.date) -> None:
    """Make `kept.value_spends`: the spend by step and customer; no rows where boosting valued nobody then.

    The earlier night's boosting is learned again from what that night learned from, which gives the same.
    """
    if not warehouse.count("earlier.mart.value_challenger"):
        return warehouse.derive(SPENDS, NOBODY)
    challenger = trained(warehouse.read("earlier.mart.training_set", order_by=["as_of", "customer_id"]), seed)
    warehouse.derive("kept.versions", query_text("mart/order_versions"), {"since": since, "as_of": as_of})
    for step in STEPS:
        _ask(warehouse, challenger, step, since if step < CLOCK else as_of)
    return warehouse.derive(SPENDS, " union all ".join(OF_STEP.substitute(step=step) for step in STEPS))


def _ask(warehouse: Warehouse, challenger: Challenger, step: int, day: dt.date) -> None:
    """The spend of every buyer at one step, by features of its orders."""
    names = BEFORE if step == 1 else NIGHT
    warehouse.derive(NIGHT["core.orders"], ORDERS, {"step": step})
    warehouse.derive(NIGHT["mart.features"], _over(query_text("mart/features"), names), {"as_of": day})
    warehouse.map(_over(ASKED, names), challenger.score, f"kept.spends_{step}")


def _over(text: str, names: dict[str, str]) -> str:
    """The query with other tables in the place of those named."""
    return re.sub(r"\b(?:core|mart)\.\w+", lambda found: names.get(found[0], found[0]), text)
