"""Which records are one person."""

import dagster as dg
import pandas as pd

from assets.identity_standard import mark, remember, tonight
from models.id_decisions import decided
from models.people_forms import PeopleForms, people_forms
from models.people_matching import Night, matched
from models.scored_pairs import scored_pairs
from warehouse import Warehouse
from warehouse.workspace import Workspace

RECORDS = """
select
    person_key as record_id, object, reference, name, email, phone, company,
    cast(birth_on as varchar) as birth_on, gender, address, city, region, postal_code
from core.normalised_records
order by person_key
"""
SCORES_TABLE = "ledger.pair_scores"
KNOWN = "select pair_mark, log_odds from ledger.pair_scores where mark = $mark"
PAIRS_TABLE = "ledger.scored_pairs"
WORTH_ASKING = 0.1
SAID = {
    "given": "given name 名", "surname": "surname 姓", "company": "company 公司", "email": "e-mail 邮箱",
    "phone": "phone 电话", "birth_on": "birth date 生日", "gender": "gender 性别", "address": "address 地址",
    "city": "city 城市", "region": "region 省份", "postal_code": "postal code 邮编",
    "company: place": "town of the company 公司所在地",
}  # fmt: skip


@dg.asset(
    key_prefix="core",
    ins={"decisions": dg.AssetIn(["core", "decisions"])},
    deps=[["core", "normalised_records"], ["core", "record_links"]],
)
def matches(
    decisions: pd.DataFrame,
    warehouse: dg.ResourceParam[Warehouse],
    workspace: dg.ResourceParam[Workspace],
) -> pd.DataFrame:
    """The cluster of every record: all records of one cluster are one person."""
    records = warehouse.query(RECORDS)
    forms = people_forms(records, warehouse.read("core.record_links", order_by=["one", "other"]))
    night = _matched(forms, warehouse, workspace)
    best = records["record_id"].iloc[forms.representative]
    warehouse.write(PAIRS_TABLE, scored_pairs(night, best, WORTH_ASKING, SAID))
    found = pd.DataFrame({"record_id": records["record_id"], "cluster_id": night.clusters})
    return _decided(found, records, decisions).assign(matched_id=night.clusters)


def _matched(forms: PeopleForms, warehouse: Warehouse, workspace: Workspace) -> Night:
    """Compare what no earlier night has compared by the same standard and code; remember it."""
    standard, why = tonight(workspace, forms)
    remember(warehouse, standard, why)
    known = SCORES_TABLE in warehouse.tables()
    night = matched(forms, standard, warehouse.query(KNOWN, mark=mark(standard)) if known else None)
    warehouse.write(SCORES_TABLE, night.scores.used.assign(mark=mark(standard)))
    return night


def _decided(found: pd.DataFrame, records: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Clusters with what people decided laid over them."""
    stand = decisions[decisions["stands"]].dropna(subset=["key_a", "key_b"])
    pairs = {
        verdict: list(zip(group["key_a"], group["key_b"], strict=True))
        for verdict, group in stand.groupby("verdict")
    }
    return decided(found, records, pairs.get("same", []), pairs.get("different", []))
