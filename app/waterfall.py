"""From the members of a segment to those who may be contacted, with the number lost at each step."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from app.contacts import CHANNELS, valid_contact
from app.querying import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CONTEXT = (
    "stage",
    "churn_risk",
    "loyalty_grade",
    "recency_days",
    "revenue_365",
    "predicted_clv_365",
    "owner",
)
STEPS = ("matched", "consent", "invalid", "holdout", "exported")
STEP_NAMES = {
    "matched": "matched the segment 符合客群",
    "consent": "no consent for the channel 未同意该渠道",
    "invalid": "contact missing or invalid 联系方式缺失或无效",
    "holdout": "held out to measure the effect 对照组",
    "exported": "exported 导出",
}
MEMBERS = """
select customer_id, name, email, phone, consent_email, consent_sms, consent_phone, is_holdout,
    stage, churn_risk, loyalty_grade, recency_days, revenue_365, predicted_clv_365, owner
from mart.portrait
where customer_id in (select customer_id from mart.segment_members where segment = $segment)
order by customer_id
"""


@dataclass(frozen=True)
class Waterfall:
    """The list, and how many people each step took out; `matched` less the three between is `exported`."""

    columns: tuple[str, ...]
    people: list[list[Any]]
    counts: dict[str, int]


def waterfall(
    connection: "DuckDBPyConnection", segment: str, channel: str, region: str, *, with_holdout: bool
) -> Waterfall:
    """Apply consent, validity and holdout in this order; consent cannot be switched off."""
    found = rows(connection, MEMBERS, segment=segment)
    contact = CHANNELS[channel]
    consenting = [row for row in found if row[f"consent_{channel}"] is True]
    reachable = [
        {**row, contact: valid}
        for row in consenting
        if (valid := valid_contact(channel, row[contact], region))
    ]
    chosen = reachable if with_holdout else [row for row in reachable if row["is_holdout"] is not True]
    columns = ("customer_id", "name", contact, *CONTEXT)
    sizes = [len(found), len(consenting), len(reachable), len(chosen)]
    people = [[row[name] for name in columns] for row in chosen]
    return Waterfall(columns, people, _counts(sizes))


def _counts(sizes: Sequence[int]) -> dict[str, int]:
    lost = [before - after for before, after in pairwise(sizes)]
    return dict(zip(STEPS, [sizes[0], *lost, sizes[-1]], strict=True))
