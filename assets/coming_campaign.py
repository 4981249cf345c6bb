"""The campaign that the night plans."""

from typing import Any

import numpy as np
import numpy.typing as npt

from assets.reporting_day import reporting_day
from warehouse import Warehouse
from warehouse.campaigns import Campaign, load_campaigns, next_campaign
from warehouse.workspace import Workspace

CANDIDATES = """
select
    cast(customer_number - 1 as integer) as customer,
    cast(offer_number - 1 as tinyint) as offer,
    cast(expected_value_lower as double) as value
from mart.campaign_candidates
where reason is null and is_held_out = $is_held_out
"""


def coming_campaign(warehouse: Warehouse, workspace: Workspace) -> Campaign | None:
    """The next campaign of the workspace, if there is one. Raises ConfigurationError."""
    return next_campaign(load_campaigns(workspace.definitions("campaigns")), reporting_day(warehouse))


def limited_channels(campaign: Campaign) -> list[str]:
    """The channels of the campaign's offers in the order of their names."""
    return sorted({offer.channel for offer in campaign.offers})


def values(warehouse: Warehouse, campaign: Campaign, is_held_out: bool) -> npt.NDArray[np.float64]:
    """What each customer and offer should bring, customers by offers, NaN where it is out of the question."""
    found = warehouse.query(CANDIDATES, is_held_out=is_held_out)
    matrix = np.full((warehouse.count("mart.campaign_audience"), len(campaign.offers)), np.nan)
    matrix[found["customer"].to_numpy(), found["offer"].to_numpy()] = found["value"].to_numpy()
    return matrix


def limits(campaign: Campaign) -> dict[str, Any]:
    """The campaign's costs and limits as `models.allocation.allocate` takes them."""
    channels = limited_channels(campaign)
    return {
        "cost": [offer.cost for offer in campaign.offers],
        "budget": np.inf if campaign.budget is None else campaign.budget,
        "capacity": [_or_none(campaign.capacity.get(channel)) for channel in channels],
        "group": [channels.index(offer.channel) for offer in campaign.offers],
    }


def _or_none(capacity: float | None) -> float:
    return np.inf if capacity is None else capacity
