"""Who gets which offer."""

import dagster as dg
import numpy as np
import pandas as pd

from assets.coming_campaign import coming_campaign, limits, values
from models.allocation import allocate
from models.allocation_twins import twins
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(
    key_prefix="mart",
    deps=[["mart", table] for table in ("plan_prices", "campaign_candidates", "campaign_audience")],
)
def plan_choices(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The offer of each customer chosen, and the offer that each of the control group would have got.

    Columns: customer_number, offer_number, is_holdout.
    """
    campaign = coming_campaign(warehouse, workspace)
    if campaign is None:
        return _choices(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    prices = warehouse.read("mart.plan_prices", order_by=["position"])["shadow_price"].to_numpy()
    contacted, held_out = (values(warehouse, campaign, is_held_out) for is_held_out in (False, True))
    plan = allocate(contacted, **limits(campaign), start=prices)
    instead = twins(held_out, contacted, plan.choice, **limits(campaign), prices=prices)
    return _choices(plan.choice, instead)


def _choices(contacted: np.ndarray, held_out: np.ndarray) -> pd.DataFrame:
    frames = [
        pd.DataFrame(
            {"customer_number": np.flatnonzero(choice >= 0) + 1, "offer_number": choice[choice >= 0] + 1}
        )
        for choice in (contacted, held_out)
    ]
    return pd.concat(
        [frame.assign(is_holdout=flag) for frame, flag in zip(frames, (False, True), strict=True)]
    )
