"""What a manager reads of past campaigns."""

import pandas as pd
import pytest

from assets.mart.campaign_results import campaign_results
from assets.mart.uplift import uplift
from warehouse.workspace import Settings, Workspace

COLUMNS = [
    *("campaign_id", "campaign_name", "offer", "channel", "stage", "is_control"),
    *("customers", "responders", "revenue", "revenue_squares"),
]


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "campaigns").mkdir()
    return Workspace(tmp_path, Settings())


def arms(*rows):
    return pd.DataFrame(
        [("c1", "Spring", "voucher", "email", *row, row[3] * 50.0, row[3] * 2600.0) for row in rows],
        columns=COLUMNS,
    )


def test_the_sentence_gives_both_rates_and_the_interval(workspace):
    result = campaign_results(arms(("all", False, 1000, 150), ("all", True, 500, 40)), workspace).iloc[0]
    assert result["sentence_en"] == (
        "Spring (voucher, e-mail), all customers: 15.0% of 1,000 contacted bought within 30 days, "
        "8.0% of 500 held back: +7.0 points (95% sure between +3.6 and +10.1). It works."
    )
    assert "相差 +7.0 个百分点" in result["sentence_zh"]


def test_no_control_group_is_said(workspace):
    result = campaign_results(arms(("all", False, 1000, 150)), workspace).iloc[0]
    assert result["verdict"] == "cannot tell"
    assert "cannot be measured" in result["sentence_en"]
    assert "对照组" in result["sentence_zh"]


def test_a_split_that_departs_from_the_plan_warns(workspace):
    (workspace.home / "campaigns" / "c1.yaml").write_text("holdout_rate: 0.5\n", "utf-8")
    counted = arms(("all", False, 900, 90), ("all", True, 100, 9))
    assert "Warning: 10.0% were held back" in campaign_results(counted, workspace)["sentence_en"].iloc[0]
    (workspace.home / "campaigns" / "c1.yaml").write_text("holdout_rate: 0.1\n", "utf-8")
    assert "Warning" not in campaign_results(counted, workspace)["sentence_en"].iloc[0]


def test_a_handful_tells_nothing(workspace):
    result = campaign_results(arms(("regular", False, 9, 3), ("regular", True, 4, 0)), workspace).iloc[0]
    assert pd.isna(result["uplift"])
    assert "9 contacted and 4 held back are too few to tell" in result["sentence_en"]


def test_nothing_measured_keeps_the_columns(workspace):
    results = campaign_results(arms(), workspace)
    assert results.empty
    assert {"verdict", "sentence_en", "sentence_zh"} <= set(results.columns)
    assert uplift(arms(), pd.DataFrame({"stage": pd.Series(dtype="str"), "margin_per_response": []})).empty


def test_uplift_takes_the_margin_of_its_stage():
    margins = pd.DataFrame({"stage": ["repeat"], "margin_per_response": [42.0]})
    row = uplift(arms(("repeat", False, 1000, 150), ("repeat", True, 500, 40)), margins).iloc[0]
    assert row["lower"] < row["uplift"] < row["upper"]
    assert (row["margin_per_response"], row["evidence"], row["customers"]) == (42.0, "measured", 1500)
