"""What the next campaign offers, and what is known of it."""

from typing import Any

import dagster as dg
import pandas as pd

from assets.coming_campaign import coming_campaign
from models.uplift import calibration_slope
from warehouse import Warehouse
from warehouse.campaigns import Campaign
from warehouse.errors import ConfigurationError, nearest
from warehouse.workspace import Workspace

STAGES = ("first_order", "prospect", "regular", "repeat")
COLUMNS = {
    **dict.fromkeys(("campaign", "campaign_en", "campaign_zh"), "str"),
    "offer_number": "int64",
    **dict.fromkeys(("offer", "offer_en", "offer_zh", "channel"), "str"),
    "cost": "float64",
    "stage": "str",
    **dict.fromkeys(("uplift", "lower", "margin_per_response"), "float64"),
    "evidence": "str",
    **dict.fromkeys(("trust", "holdout_rate"), "float64"),
    **dict.fromkeys(("segments", "basis"), "str"),
}
MEASURED = "select offer, channel, stage, uplift, lower, margin_per_response, evidence from mart.uplift"
GRADE = "select grade from mart.grades where model = 'lifetime_value'"
BINS = """
select origin, predicted, observed, customers
from mart.calibration
where model = 'lifetime_value'
order by origin, bin
"""


@dg.asset(
    key_prefix="mart",
    deps=[
        *(["mart", table] for table in ("uplift", "grades", "calibration", "segments")),
        ["core", "reporting_day"],
    ],
)
def campaign_offers(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """Each offer of the next campaign for each stage: its cost, its measured uplift, what a response brings.

    `trust` is how far the value model's differences between customers are believed: its calibration slope,
    and nothing with a grade of D, when `basis` is "baseline" and everybody counts as the mean of their stage.
    """
    campaign = coming_campaign(warehouse, workspace)
    if campaign is None:
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    _known_segments(warehouse, campaign)
    trust = _trust(warehouse)
    offers = pd.DataFrame(_rows(campaign)).assign(
        trust=trust,
        basis="model" if trust > 0 else "baseline",
        holdout_rate=workspace.settings.holdout_rate
        if campaign.holdout_rate is None
        else campaign.holdout_rate,
    )
    known = offers.merge(warehouse.query(MEASURED), how="left", on=["offer", "channel", "stage"])
    known["evidence"] = known["evidence"].where(known["margin_per_response"].notna(), "none").fillna("none")
    return known.sort_values(["offer_number", "stage"], ignore_index=True)[list(COLUMNS)].astype(COLUMNS)


def _rows(campaign: Campaign) -> list[dict[str, Any]]:
    named = {"campaign": campaign.key, "campaign_en": campaign.name_en, "campaign_zh": campaign.name_zh}
    segments = {"segments": "|".join(["", *campaign.segments, ""]) if campaign.segments else ""}
    return [
        named
        | {"offer_number": number, "offer": offer.key, "offer_en": offer.name_en, "offer_zh": offer.name_zh}
        | {"channel": offer.channel, "cost": offer.cost, "stage": stage}
        | segments
        for number, offer in enumerate(campaign.offers, start=1)
        for stage in STAGES
    ]


def _trust(warehouse: Warehouse) -> float:
    grade = warehouse.query(GRADE)["grade"].tolist()
    return calibration_slope(warehouse.query(BINS)) if grade and grade[0] in ("A", "B", "C") else 0.0


def _known_segments(warehouse: Warehouse, campaign: Campaign) -> None:
    known = warehouse.read("mart.segments", ["segment"])["segment"].tolist()
    if unknown := sorted(set(campaign.segments) - set(known)):
        en, zh = nearest(unknown[0], known)
        raise ConfigurationError(
            f"campaigns/{campaign.key}.yaml: there is no segment {unknown[0]}{en}",
            f"没有客群 {unknown[0]}{zh}",
        )
