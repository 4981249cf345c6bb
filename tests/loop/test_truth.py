"""The simulated company end to end: what was planted is found again."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from app.commands.init import create
from pipelines.night import run
from simulation import simulate
from warehouse import snapshots
from warehouse.workspace import Workspace

CUSTOMERS, SEED = 5000, 1


@dataclass(frozen=True)
class Company:
    """One simulated company, its published snapshot and its truth."""

    folder: Path

    def table(self, query: str) -> pd.DataFrame:
        snapshot = snapshots.current(Workspace.open(self.folder))
        assert snapshot is not None
        with snapshot.open() as connection:
            return connection.execute(query).df()

    def truth(self, name: str) -> pd.DataFrame:
        return pd.read_csv(self.folder / "truth" / f"{name}.csv", dtype={"record_id": str, "system": str})

    @property
    def parameters(self) -> dict[str, float]:
        return json.loads((self.folder / "truth" / "parameters.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("company")
    create(folder)
    simulate(folder, CUSTOMERS, SEED)
    result = run(Workspace.open(folder))
    assert result.ok, result.message
    return Company(folder)


@pytest.fixture(scope="module")
def matched(company: Company) -> pd.DataFrame:
    """Every exported record with the true person and the customer it was matched to."""
    found = company.table(
        """
        select system, split_part(reference, '|', 2) as record_id, customer_id
        from core.normalised_records inner join core.identities using (person_key)
        where object in ('customers', 'contacts')
        union all
        select system, split_part(order_id, '|', 2) as record_id, customer_id
        from core.orders where system = 'shopify'
        """
    )
    return company.truth("records").merge(found, on=["system", "record_id"])


def test_every_record_is_accounted_for(company: Company):
    books = company.table("select * from raw.files")
    assert (books["records"] == books[["loaded", "quarantined", "duplicate", "blank"]].sum(axis=1)).all()
    assert books["loaded"].sum() > 0


def test_bad_rows_are_found_and_no_good_row_is_lost(company: Company):
    with (company.folder / "truth" / "bad_rows.csv").open(encoding="utf-8", newline="") as stream:
        planted = {(row["file"], int(row["line"])) for row in csv.DictReader(stream)}
    rows = company.table("select file, line from raw.quarantine inner join raw.files using (file_id, file)")
    found = set(zip(rows["file"], rows["line"], strict=True))
    assert len(found & planted) >= 0.99 * len(planted)
    assert not found - planted


def test_people_are_found_again(matched: pd.DataFrame):
    pairs = matched.groupby(["person_id", "customer_id"]).size().reset_index()
    whole = (pairs.groupby("person_id").size() == 1).mean()
    pure = (pairs.groupby("customer_id").size() == 1).mean()
    assert whole >= 0.97
    assert pure >= 0.995


def test_buying_parameters_lie_within_three_standard_errors(company: Company):
    learned = company.table("select * from mart.model_parameters").set_index(["model", "parameter"])
    truth = company.parameters
    for model, names in {"beta_geo": ("r", "alpha", "a", "b"), "gamma_gamma": ("p", "q", "v")}.items():
        for name in names:
            row = learned.loc[(model, name)]
            assert abs(row["value"] - truth[name]) <= 3 * row["standard_error"], (model, name)


def test_planted_uplift_lies_inside_its_interval(company: Company):
    effects = company.parameters["campaign_effects"]
    measured = company.table("select * from mart.campaign_results where stage <> 'all'")
    planted = {
        (campaign, stage): of["uplift"]
        for campaign, stages in effects.items()
        for stage, of in stages.items()
    }
    rows = [row for row in measured.to_dict("records") if (row["campaign_id"], row["stage"]) in planted]
    assert len(rows) == len(planted)
    for row in rows:
        assert row["lower"] <= planted[row["campaign_id"], row["stage"]] <= row["upper"], row["campaign_id"]


def test_churn_is_ranked_as_well_as_the_true_probabilities_rank_it(company: Company, matched: pd.DataFrame):
    people = company.truth("people").query("kind == 'buyer'")
    home = matched.groupby("person_id")["customer_id"].agg(lambda ids: ids.mode().iloc[0])
    scores = company.table("select customer_id, churn_probability from mart.churn").set_index("customer_id")
    both = people.assign(customer_id=people["person_id"].map(home)).join(scores, on="customer_id")
    both = both.dropna(subset=["churn_probability", "p_no_order_90"])
    left = both["ordered_next_90"] == 0
    assert len(both) > 0.95 * len(people)
    assert roc_auc_score(left, both["churn_probability"]) >= roc_auc_score(left, both["p_no_order_90"]) - 0.01


def test_churn_probabilities_are_honest(company: Company, matched: pd.DataFrame):
    people = company.truth("people").query("kind == 'buyer'").set_index("person_id")
    home = matched.groupby("person_id")["customer_id"].agg(lambda ids: ids.mode().iloc[0])
    scores = company.table("select customer_id, churn_probability from mart.churn").set_index("customer_id")
    both = people.join(home).join(scores, on="customer_id").dropna(subset=["churn_probability"])
    bins = pd.cut(both["churn_probability"], np.linspace(0, 1, 11))
    table = both.assign(left=both["ordered_next_90"] == 0).groupby(bins, observed=True)
    error = (table["churn_probability"].mean() - table["left"].mean()).abs()
    assert (error * table.size() / len(both)).sum() <= 0.03


def test_everybody_has_a_value_a_risk_and_a_reason(company: Company):
    blank = company.table(
        """
        select count(*) as customers from mart.portrait
        where stage <> 'prospect' and (predicted_clv_365 is null or churn_probability is null
            or reason_en is null or reason_zh is null or value_basis is null or churn_basis is null)
        """
    )
    assert blank["customers"].iloc[0] == 0


def test_the_plan_keeps_every_promise(company: Company):
    plan = company.table(
        """
        select plan.*, consent_email, consent_phone, consent_sms, portrait.is_wholesale
        from mart.campaign_plan as plan inner join mart.portrait as portrait using (customer_id)
        """
    )
    contacted = plan[~plan["is_holdout"].astype(bool)]
    summary = company.table("select * from mart.plan_summary").iloc[0]
    consent = contacted.apply(lambda row: row[f"consent_{row['channel']}"], axis=1)
    assert consent.fillna(False).astype(bool).all()
    assert not contacted["is_wholesale"].any()
    assert contacted["cost"].sum() <= summary["budget"] + 1e-6
    rounding = summary["dual_bound"] - summary["expected_value_lower"]
    one_customer = contacted["expected_value_lower"].max()
    assert -1e-6 <= rounding <= one_customer, "no more than the rounding to whole customers is missing"
