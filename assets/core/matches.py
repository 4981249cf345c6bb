"""Which records are one person."""

import dagster as dg
import numpy as np
import pandas as pd

from assets.identity_standard import mark, remember, tonight
from assets.night_forms import night_forms
from assets.night_memory import keep, recalled
from models.id_decisions import decided
from models.people_forms import PeopleForms
from models.people_matching import Night, matched
from warehouse import Warehouse
from warehouse.workspace import Workspace

KEYS = """
select person_key as record_id, reference, email, phone from core.normalised_records order by person_key
"""
PAIRS_TABLE = "ledger.scored_pairs"
SAID = {
    "given": "given name 名", "surname": "surname 姓", "company": "company 公司", "email": "e-mail 邮箱",
    "phone": "phone 电话", "birth_on": "birth date 生日", "gender": "gender 性别", "address": "address 地址",
    "city": "city 城市", "region": "region 省份", "postal_code": "postal code 邮编",
    "national_id": "national id 证件号", "company: place": "town of the company 公司所在地",
}  # fmt: skip


@dg.asset(
    key_prefix="core",
    ins={"decisions": dg.AssetIn(["core", "decisions"])},
    deps=[["core", "record_forms"], ["core", "normalised_records"], ["core", "record_links"]],
)
def matches(
    decisions: pd.DataFrame,
    warehouse: dg.ResourceParam[Warehouse],
    workspace: dg.ResourceParam[Workspace],
) -> pd.DataFrame:
    """The cluster of every record: all records of one cluster are one person."""
    ids, forms = night_forms(warehouse)
    night = _matched(forms, warehouse, workspace)
    warehouse.write(PAIRS_TABLE, scored_pairs(night, ids.iloc[forms.representative]))
    found = pd.DataFrame({"record_id": ids, "cluster_id": night.clusters})
    return _decided(found, decisions, warehouse).assign(matched_id=night.clusters)


def _matched(forms: PeopleForms, warehouse: Warehouse, workspace: Workspace) -> Night:
    """Compare what no earlier night has compared by the same standard and code; remember it."""
    standard, why = tonight(workspace, forms)
    remember(warehouse, standard, why)
    by = mark(standard)
    night = matched(forms, standard, recalled(warehouse, by), SAID)
    keep(warehouse, night.memory, by)
    return night


def scored_pairs(night: Night, records: pd.Series) -> pd.DataFrame:
    """The pairs that may be one, the surest first. records: the best record of each unit."""
    odds = night.told["log_odds"].to_numpy()
    table = pd.DataFrame(
        {
            "record_id_l": records.array[night.pairs.left],
            "record_id_r": records.array[night.pairs.right],
            "probability": 1 / (1 + np.exp(-np.clip(odds, -500, 500))),
            "log_odds": odds,
            "rule": night.told["rule"],
        }
    )
    return table.sort_values(["log_odds", "record_id_l", "record_id_r"], ascending=[False, True, True])


def _decided(found: pd.DataFrame, decisions: pd.DataFrame, warehouse: Warehouse) -> pd.DataFrame:
    """Clusters with what people decided laid over them."""
    stand = decisions[decisions["stands"]].dropna(subset=["key_a", "key_b"])
    if stand.empty:
        return found
    pairs = {
        verdict: list(zip(group["key_a"], group["key_b"], strict=True))
        for verdict, group in stand.groupby("verdict")
    }
    return decided(found, warehouse.query(KEYS), pairs.get("same", []), pairs.get("different", []))
