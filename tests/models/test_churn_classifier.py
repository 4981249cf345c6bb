import numpy as np
import pandas as pd
import pytest
from scipy.special import expit
from sklearn.base import clone
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import check_estimator

from models.churn import ChurnClassifier, LeakError
from models.features import Feature


def mixed(rows=600, seed=1):
    """Customers with columns of every kind, of whom contract, tenure and complaints tell the risk."""
    draw = np.random.default_rng(seed)
    tenure = draw.integers(1, 72, rows).astype(float)
    contract = draw.choice(["monthly", "yearly"], rows)
    complained = draw.random(rows) < 0.2
    odds = -0.5 - tenure / 24 + 1.6 * (contract == "monthly") + 1.5 * complained
    chance = expit(odds)
    frame = pd.DataFrame(
        {
            "customerID": [f"K{number:05d}" for number in draw.permutation(rows)],
            "tenure": tenure,
            "contract": contract,
            "complained": complained,
            "charges": [" " if number < 0.02 else f"{number:.4f}" for number in draw.random(rows)],
            "joined_on": pd.Timestamp("2020-01-01") + pd.to_timedelta(draw.integers(0, 900, rows), unit="D"),
            "city": draw.choice([f"city {number}" for number in range(40)], rows),
            "score": np.where(draw.random(rows) < 0.3, np.nan, draw.normal(size=rows)),
            "currency": "CNY",
        }
    )
    return frame, np.where(draw.random(rows) < chance, "left", "kept"), chance


@pytest.fixture(scope="module")
def learnt():
    frame, label, _ = mixed()
    return ChurnClassifier().fit(frame, label != "kept"), frame, label


def test_mixed_columns_are_read_as_what_they_are(learnt):
    model, frame, _ = learnt
    kinds = {column.name: column.kind for column in model.blend_.encoder.columns}
    assert kinds == {
        "customerID": "identifier", "tenure": "number", "contract": "category", "complained": "boolean",
        "charges": "number", "joined_on": "date", "city": "category", "score": "number",
        "currency": "constant",
    }  # fmt: skip
    assert model.ignored_ == {"customerID": "identifier", "currency": "constant"}
    assert "'customerID' was ignored" in model.warnings_[0]
    assert list(model.feature_names_in_) == list(frame)


def test_probabilities_come_near_the_true_ones(learnt):
    model, _, _ = learnt
    fresh, label, chance = mixed(3000, 2)
    found = model.predict_proba(fresh)[:, 1]
    left = label == "left"
    assert roc_auc_score(left, found) >= roc_auc_score(left, chance) - 0.04, "600 rows, most columns noise"
    assert np.corrcoef(found, chance)[0, 1] > 0.85
    assert abs(found.mean() - (label == "left").mean()) < 0.05


def test_contributions_and_reasons_sum_to_the_log_odds(learnt):
    model, frame, _ = learnt
    odds = model.decision_function(frame)
    assert np.allclose(model.contributions(frame).sum(axis=1), odds, rtol=0, atol=1e-8)
    reasons = model.reasons(frame.head(50), top=2)
    assert np.allclose(reasons.groupby("place")["effect"].sum(), odds[:50], rtol=0, atol=1e-8)
    assert (model.contributions(frame)["customerID"] == 0).all()


@pytest.mark.parametrize("leaves", [4, 14])
def test_tree_effects_are_the_shapley_values_of_their_definition(leaves):
    """Against the mean over all orders of the columns, by brute force, missing values included."""
    from itertools import permutations

    from models.churn.members import SmallTrees

    draw = np.random.default_rng(3)
    matrix = np.where(draw.random((300, 3)) < 0.1, np.nan, draw.normal(size=(300, 3)))
    label = (np.nan_to_num(matrix[:, 0] * matrix[:, 1]) + 0.3 * draw.normal(size=300) > 0).astype(float)
    trees = SmallTrees(max_iter=7, leaves=leaves).fit(matrix, label)
    effects, start = trees.effects(matrix[:5])
    for row, found in zip(matrix[:5], effects, strict=True):
        expected = np.zeros(3)
        for order in permutations(range(3)):
            for place, column in enumerate(order):
                expected[column] += worth(trees, row, {*order[: place + 1]}) - worth(
                    trees, row, {*order[:place]}
                )
        assert np.allclose(found, expected / 6)
        assert start + found.sum() == pytest.approx(trees.log_odds(row[None])[0])


def worth(trees, row, known):
    """What the trees expect of a row of which only some columns are known."""

    def below(nodes, at):
        node = nodes[at]
        if node["is_leaf"]:
            return node["value"]
        left, right = int(node["left"]), int(node["right"])
        if node["feature_idx"] in known:
            value = row[node["feature_idx"]]
            is_left = node["missing_go_to_left"] if np.isnan(value) else value <= node["num_threshold"]
            return below(nodes, left if is_left else right)
        shares = nodes["count"][[left, right]] / node["count"]
        return shares @ [below(nodes, left), below(nodes, right)]

    return sum(below(predictor.nodes, 0) for (predictor,) in trees.boosting_._predictors)


def test_known_columns_are_told_in_words():
    frame, label, _ = mixed()
    words = {"complained": Feature("complained", "a complaint", "投诉", is_actionable=True)}
    model = ChurnClassifier(words=words).fit(frame, label == "left")
    reasons = model.reasons(frame[frame["complained"]].head(20))
    told = reasons[reasons["column"] == "complained"]
    assert (told["reason_en"] == "a complaint: yes (raises it)").all()
    assert (told["reason_zh"] == "投诉：是（升高风险）").all()
    assert told["is_actionable"].all()


@pytest.mark.parametrize("seed", range(20))
def test_a_planted_leak_is_refused_by_name(seed):
    frame, label, _ = mixed(400, seed)
    draw, left = np.random.default_rng(seed), label == "left"
    flipped = left ^ (draw.random(len(left)) < [0.0, 0.01, 0.02, 0.03][seed % 4])
    plants = (
        flipped,
        np.where(flipped, "closed", "open"),
        pd.Series(pd.Timestamp("2026-01-01"), frame.index).where(flipped),
        flipped + draw.normal(0, 0.1, len(left)),
    )
    frame["status"] = plants[seed // 4 % 4]
    with pytest.raises(LeakError, match="'status'"):
        ChurnClassifier().fit(frame, label)


def test_a_value_that_only_some_leavers_have_is_refused():
    frame, label, _ = mixed(600, 3)
    told = (label == "left") & (np.random.default_rng(1).random(600) < 0.6)
    frame["goodbye_survey"] = np.where(told, 3.0, np.nan)
    with pytest.raises(LeakError, match="'goodbye_survey' has a value"):
        ChurnClassifier().fit(frame, label == "left")


def test_a_leak_may_be_waived_in_one_decision():
    frame, label, _ = mixed(400)
    frame["status"] = label
    model = ChurnClassifier(waive=["status"]).fit(frame, label)
    assert (model.predict(frame) == label).all()
    alone = ChurnClassifier(waive=["status"]).fit(frame[["status"]], label)
    assert (alone.predict(frame[["status"]]) == label).all()


@pytest.mark.parametrize("waived", [["status"], ["tenure"], []])
def test_what_was_not_waived_is_still_too_good(waived):
    """Halves of the outcome in two columns, neither of which is refused alone."""
    frame, label, _ = mixed(400)
    draw = np.random.default_rng(1)
    half = draw.integers(0, 2, len(frame))
    frame["left_half"], frame["right_half"] = half, half ^ (label == "left")
    if "status" in waived:
        frame["status"] = label
    with pytest.raises(LeakError, match="Too good to be true"):
        ChurnClassifier(waive=waived).fit(frame, label)


def test_days_after_the_reporting_day_are_refused():
    frame, label, _ = mixed()
    with pytest.raises(LeakError, match="'joined_on' holds days on or after 2022-01-01"):
        ChurnClassifier(as_of="2022-01-01").fit(frame, label)
    ChurnClassifier(as_of="2023-01-01").fit(frame, label)


@pytest.mark.parametrize("rows", [1, 2, 30])
def test_few_rows_get_the_base_rate_and_are_told_so(rows):
    frame, label, _ = mixed(rows)
    model = ChurnClassifier().fit(frame, label == "left")
    assert model.level_ == "base rate"
    assert model.warnings_[-1].startswith(f"Too little to tell customers apart (rows: {rows})")
    found = model.predict_proba(frame)[:, 1]
    assert found == pytest.approx(((label == "left").sum() + 0.5) / (rows + 1))
    assert np.allclose(model.contributions(frame).sum(axis=1), model.decision_function(frame))


def test_one_class_only_is_not_certainty():
    frame, _, _ = mixed(300)
    model = ChurnClassifier().fit(frame, np.zeros(300, int))
    assert model.level_ == "base rate"
    assert 0 < model.predict_proba(frame)[0, 1] < 0.01
    assert (model.predict(frame) == 0).all()
    named = ChurnClassifier().fit(frame, ["No"] * 300)
    assert (named.predict_proba(frame) == 1).all(), "probabilities of the classes there are sum to one"
    assert named.reasons(frame.head(1))["reason_en"].str.contains("makes no difference").sum() == 3


def test_identical_customers_get_the_base_rate():
    frame = pd.DataFrame({"age": [30] * 300, "city": ["x"] * 300})
    model = ChurnClassifier().fit(frame, np.arange(300) % 3 == 0)
    assert model.predict_proba(frame)[:, 1] == pytest.approx(100.5 / 301)


def test_values_never_seen_and_columns_gone_missing_are_read():
    frame, label, _ = mixed()
    model = ChurnClassifier().fit(frame, label)
    strange = frame.head(3).assign(
        contract=["lifetime", None, ""], score=np.inf, charges="n/a", joined_on=pd.NaT
    )
    assert np.isfinite(model.predict_proba(strange)).all()


def test_it_is_deterministic_and_works_in_scikit_learns_tools():
    frame, label, _ = mixed(400)
    model = ChurnClassifier()
    first = clone(model).fit(frame, label).predict_proba(frame)
    assert np.array_equal(first, clone(model).fit(frame, label).predict_proba(frame))
    piped = make_pipeline(FunctionTransformer(), model)
    assert cross_val_score(piped, frame, label == "left", cv=3, scoring="roc_auc").mean() > 0.7


def test_scikit_learns_own_checks():
    """On its blobs, which any honest alarm would stop; thirty of its rows get an average, as they should."""
    average = "fewer than 60 rows get the average of all"
    check_estimator(
        ChurnClassifier(waive=[f"x{place}" for place in range(40)], too_good=1.0),
        expected_failed_checks={"check_classifiers_classes": average},
        on_skip=None,
    )


@pytest.fixture(scope="module")
def telco(shared_data):
    frame = pd.read_csv(shared_data / "telco_churn_ibm" / "Telco-Customer-Churn.csv")
    return frame.drop(columns="Churn"), (frame["Churn"] == "Yes").to_numpy(int)


def test_telco_is_told_as_well_as_by_tuned_boosting(telco):
    frame, label = telco
    scores = []
    for learn, rest in list(
        RepeatedStratifiedKFold(n_splits=5, n_repeats=1, random_state=0).split(frame, label)
    )[:3]:
        model = ChurnClassifier().fit(frame.iloc[learn], label[learn])
        found = model.predict_proba(frame.iloc[rest])[:, 1]
        scores.append((roc_auc_score(label[rest], found), log_loss(label[rest], found)))
    auc, loss = np.mean(scores, axis=0)
    assert auc >= 0.847
    assert loss <= 0.414
    assert model.ignored_ == {"customerID": "identifier"}


def test_weights_count_rows_and_nought_leaves_them_out():
    frame, label, _ = mixed(rows=700, seed=4)
    gone = label == "left"
    equal = ChurnClassifier().fit(frame, gone, sample_weight=np.full(len(gone), 0.3))
    assert np.allclose(equal.predict_proba(frame), ChurnClassifier().fit(frame, gone).predict_proba(frame))
    heavy = ChurnClassifier().fit(frame, gone, sample_weight=np.where(gone, 4.0, 1.0))
    share = 4 * gone.sum() / (4 * gone.sum() + (~gone).sum())
    assert heavy.predict_proba(frame)[:, 1].mean() > gone.mean() + 0.1
    assert heavy.rate_ == pytest.approx(share, abs=0.01)
    half = np.arange(len(gone)) < 500
    chosen = ChurnClassifier().fit(frame, gone, sample_weight=half.astype(float))
    alone = ChurnClassifier().fit(frame[half], gone[half])
    assert np.array_equal(chosen.predict_proba(frame), alone.predict_proba(frame))


@pytest.mark.parametrize("weight", [[-1.0] * 60, [0.0] * 60, [np.nan] * 60, [1.0] * 59])
def test_weights_that_are_none_are_refused(weight):
    frame, label, _ = mixed(rows=60)
    with pytest.raises(ValueError, match="sample_weight"):
        ChurnClassifier().fit(frame, label, sample_weight=weight)


def test_columns_may_come_in_another_order_beside_others_and_have_numbers_for_names(learnt):
    model, frame, _ = learnt
    shuffled = frame[frame.columns[::-1]].assign(another=1)
    assert np.array_equal(model.predict_proba(shuffled), model.predict_proba(frame))
    numbered = frame.rename(columns={"tenure": 3})
    again = ChurnClassifier().fit(numbered, np.arange(len(frame)) % 3 == 0)
    assert again.predict_proba(numbered).shape == (len(frame), 2)


def strange(rows=300):
    """Columns as they come from other systems."""
    draw = np.random.default_rng(2)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(draw.integers(0, 300, rows), "D")
    return {
        "never": np.full(rows, np.nan),
        "nothing": [None] * rows,
        "maybe": pd.array(draw.choice([True, False, None], rows), dtype="boolean"),
        "whole": pd.array(draw.choice([1, 2, None], rows), dtype="Int64"),
        "zoned": days.tz_localize("Asia/Shanghai"),
        "lasted": pd.to_timedelta(draw.integers(0, 300, rows), "D"),
        "month": days.to_period("M"),
        "any": [[1, "a", None, 2.5][place] for place in draw.integers(0, 4, rows)],
        "endless": np.where(draw.random(rows) < 0.02, np.inf, draw.normal(size=rows)),
        "huge": draw.normal(size=rows) * 1e300,
        "arrow": pd.array(draw.choice(["p", "q", None], rows), dtype="string[pyarrow]"),
        "list": [[place] for place in draw.integers(0, 3, rows)],
    }


def test_strange_columns_are_taken_as_they_come():
    frame, label, _ = mixed(rows=300)
    frame = frame.assign(**strange()).set_axis([7] * 300)
    model = ChurnClassifier().fit(frame, pd.Series(label, index=frame.index))
    assert np.isfinite(model.predict_proba(frame)).all()
    emptied = frame.assign(**dict.fromkeys(frame))
    assert np.isfinite(model.predict_proba(emptied)).all()
