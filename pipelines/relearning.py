"""Learning to match again by hand, on the published snapshot: what would change is told before it is kept."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from assets.identity_standard import promote, register
from models.people_forms import night_records, people_forms
from models.people_matching import matched
from models.people_standard import Why, learned
from warehouse import DuckDBWarehouse, snapshots
from warehouse.workspace import Workspace

WHY = Why("learned again by hand", "人工重新学习")
RECORDS = """
select
    person_key as record_id, object, reference, name, email, phone, company,
    cast(birth_on as varchar) as birth_on, national_id, gender, address, city, region, postal_code
from core.normalised_records
order by person_key
"""
BEFORE = "select matched_id from core.matches order by record_id"


@dataclass(frozen=True)
class Relearned:
    """What a standard learned from today's records would change; `version` where it was kept.

    joined: customers that would come together with others; parted: customers that would come apart.
    """

    records: int
    is_learned: bool
    joined: int
    parted: int
    version: str | None


def relearn(workspace: Workspace, is_kept: bool) -> Relearned:
    """Learn from the records of the latest snapshot; the next run goes by it where it is kept.

    Raises ConfigurationError where nothing has been published.
    """
    snapshot = snapshots.serving(workspace)
    with snapshot.open() as connection:
        warehouse = DuckDBWarehouse.over(connection)
        records, before = warehouse.query(RECORDS), warehouse.query(BEFORE)["matched_id"]
        links = warehouse.read("core.record_links", order_by=["one", "other"])
    forms = people_forms(night_records(records, links))
    standard = learned(forms)
    joined, parted = moved(before.to_numpy(), matched(forms, standard).clusters)
    version = None
    if is_kept:
        card = register(workspace, snapshot.as_of, standard)
        promote(workspace, card, snapshot.as_of, WHY)
        version = card.version
    return Relearned(standard.records, standard.is_learned, joined, parted, version)


def moved(before: np.ndarray, after: np.ndarray) -> tuple[int, int]:
    """Of the clusters before: how many share one of after with another, and how many lie in several.

    >>> moved(np.array([0, 0, 1, 2, 2]), np.array([0, 0, 0, 1, 2]))
    (2, 1)
    """
    both = pd.DataFrame({"before": before, "after": after}).drop_duplicates()
    joined = both.loc[both["after"].duplicated(keep=False), "before"].nunique()
    return int(joined), int(both.loc[both["before"].duplicated(keep=False), "before"].nunique())
