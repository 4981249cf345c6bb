"""What budget and capacities are worth."""

import dagster as dg
import numpy as np
import pandas as pd

from assets.coming_campaign import coming_campaign, limited_channels, limits, values
from models.allocation import allocate
from warehouse import Warehouse
from warehouse.workspace import Workspace

COLUMNS = {
    "position": "int64",
    **dict.fromkeys(("name", "kind", "channel"), "str"),
    **dict.fromkeys(("capacity", "shadow_price", "dual_bound"), "float64"),
}


@dg.asset(key_prefix="mart", deps=[["mart", "campaign_candidates"], ["mart", "campaign_audience"]])
def plan_prices(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The next campaign's limits, what one more unit of each would bring, and the most that any plan could.

    At these prices everybody's best offer follows from their own row alone: `mart.plan_choices`.
    """
    campaign = coming_campaign(warehouse, workspace)
    if campaign is None:
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    plan = allocate(values(warehouse, campaign, is_held_out=False), **limits(campaign))
    channels = limited_channels(campaign)
    frame = pd.DataFrame(
        {
            "position": range(len(channels) + 1),
            "name": ["budget", *channels],
            "kind": ["budget", *["channel"] * len(channels)],
            "channel": [None, *channels],
            "capacity": [campaign.budget, *(campaign.capacity.get(channel) for channel in channels)],
            "shadow_price": np.where(plan.prices > 1e-9, plan.prices, 0.0),
            "dual_bound": plan.bound,
        }
    )
    return frame.astype(COLUMNS)
