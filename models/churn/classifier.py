"""A classifier of leavers for any frame of mixed columns: honest probabilities, and reasons that add up."""

from collections.abc import Collection, Mapping
from typing import Any, Self

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import assert_all_finite
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, column_or_1d, validate_data

from models.btyd.newton import Vector
from models.churn.blend import Blend, fit_blend
from models.churn.columns import Column, learn_columns
from models.churn.leaks import refuse_leaks, refuse_too_good
from models.churn.words import explained
from models.features import FEATURES, Feature
from models.grades import TOO_GOOD
from models.threads import one_thread

FEW_ROWS, FEW_OF_A_KIND = 60, 10
MANY_ROWS, MANY_OF_A_KIND = 200, 20


class ChurnClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Blend of a splined logistic regression and small boosted trees, calibrated on rows left out.

    Takes numbers, text, categories, booleans, dates and missing values as they come, numbers and dates also
    as text. Two classes; the second of `classes_` is the one that probabilities and reasons speak of.

    Parameters: `waive` names columns that may tell the outcome; `too_good` is the AUC above which learning
    stops, if the columns that are not waived reach it too; `as_of` is the day from which nothing may be
    known; `words` describes columns for reasons beside the registry of features.
    Raises LeakError where a column, or all together, know the outcome.

    Learned: `classes_`, `level_` (individual, few rows, base rate), `rate_` of the second class, `ignored_`
    (column → why), `warnings_` (sentences), `validation_` (AUC, log loss, Brier, ECE on rows left out).
    """

    def __init__(
        self,
        waive: Collection[str] = (),
        too_good: float = TOO_GOOD,
        as_of: Any = None,
        words: Mapping[str, Feature] | None = None,
        random_state: int = 1,
    ) -> None:
        self.waive = waive
        self.too_good = too_good
        self.as_of = as_of
        self.words = words
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Learn from rows of mixed columns, one of at most two outcomes each, and how much each counts."""
        frame = self._frame(X, reset=True)
        label, weight = self._label(y, len(frame)), _weight(sample_weight, len(frame))
        frame, label, weight = frame[weight > 0], label[weight > 0], weight[weight > 0]
        self.rate_ = float((weight @ label + 0.5) / (weight.sum() + 1))
        self.level_ = _level(label, weight)
        columns = learn_columns(frame)
        self.ignored_ = {one.name: one.kind for one in columns if not one.is_used}
        if all(not one.is_used for one in columns):
            self.level_ = "base rate"
        as_of = None if self.as_of is None else pd.Timestamp(self.as_of)
        self.blend_: Blend | None = None
        self.validation_: dict[str, float] = {}
        if self.level_ != "base rate":
            refuse_leaks(columns, frame, label, self.waive, as_of)
            with one_thread():
                is_individual = self.level_ == "individual"
                self.blend_ = fit_blend(frame, label, weight, columns, is_individual, self.random_state)
            self.validation_ = self.blend_.validation
            if self.validation_["auc"] > self.too_good:
                refuse_too_good(self._unwaived_auc(frame, label, weight, columns), self.too_good)
        self.warnings_ = _warnings(self.ignored_, self.level_, len(label))
        return self

    def _unwaived_auc(
        self, frame: pd.DataFrame, label: Vector, weight: Vector, columns: tuple[Column, ...]
    ) -> float:
        """The AUC on rows left out without the waived columns, whose telling was allowed already."""
        if not set(self.waive) & {one.name for one in columns if one.is_used}:
            return self.validation_["auc"]
        kept = [place for place, one in enumerate(columns) if one.name not in self.waive]
        others = tuple(columns[place] for place in kept)
        if not any(one.is_used for one in others):
            return 0.5
        with one_thread():
            is_individual = self.level_ == "individual"
            blend = fit_blend(frame.iloc[:, kept], label, weight, others, is_individual, self.random_state)
        return blend.validation["auc"]

    def decision_function(self, X: Any) -> Vector:
        """The log odds of the second class."""
        check_is_fitted(self, "rate_")
        frame = self._frame(X, reset=False)
        if self.blend_ is None:
            return np.full(len(frame), logit(self.rate_))
        with one_thread():
            return self.blend_.log_odds(frame)

    def predict_proba(self, X: Any) -> Vector:
        """The probability of each class, a column each."""
        second = expit(self.decision_function(X))
        if len(self.classes_) == 1:
            return np.ones((len(second), 1))
        return np.stack([1 - second, second], axis=1)

    def predict(self, X: Any) -> Vector:
        """The likelier class of each row."""
        is_second = self.decision_function(X) > 0
        chosen: Vector = self.classes_[is_second.astype(int) * (len(self.classes_) - 1)]
        return chosen

    def contributions(self, X: Any) -> pd.DataFrame:
        """How far each column moves each row's log odds, and `(start)`, where all rows start.

        Each row sums to `decision_function`: exact Shapley values in the trees, centred terms in the additive
        model. Raises AssertionError if they did not.
        """
        check_is_fitted(self, "rate_")
        frame = self._frame(X, reset=False)
        odds = self.decision_function(X)
        effects, start = np.zeros(frame.shape), float(logit(self.rate_))
        if self.blend_ is not None:
            with one_thread():
                effects, start = self.blend_.effects(frame)
        assert np.allclose(effects.sum(axis=1) + start, odds, rtol=0, atol=1e-8), (
            "reasons must sum to the score"
        )
        table = pd.DataFrame(effects, frame.index, list(frame.columns))
        return table.assign(**{"(start)": start})

    def reasons(self, X: Any, top: int = 3) -> pd.DataFrame:
        """The `top` columns that move each row most, the rest, and the start: a row each, summing exactly.

        Columns: `row` (index of X), `place`, `column`, `effect` (log odds), `is_actionable`, `reason_en`,
        `reason_zh`.
        """
        return explained(
            self._frame(X, reset=False), self.contributions(X), {**FEATURES, **(self.words or {})}, top
        )

    def _frame(self, X: Any, reset: bool) -> pd.DataFrame:
        if isinstance(X, pd.DataFrame):
            frame = self._in_order(X.set_axis([str(name) for name in X.columns], axis=1), reset)
            validate_data(self, frame, reset=reset, skip_check_array=True)
            if reset and frame.columns.duplicated().any():
                raise ValueError("Two columns of X bear the same name; every column needs its own.")
            if not len(X) and reset:
                raise ValueError("Found array with 0 sample(s): there is no row to learn from.")
            return frame
        array = validate_data(self, X, reset=reset, dtype=None, ensure_all_finite="allow-nan")
        return pd.DataFrame(array, columns=[f"x{place}" for place in range(array.shape[1])]).infer_objects()

    def _in_order(self, X: pd.DataFrame, reset: bool) -> pd.DataFrame:
        """The columns as they were learnt, whatever order they come in and whatever else comes with them."""
        known: list[str] = [] if reset else list(getattr(self, "feature_names_in_", []))
        return X[known] if known and known != list(X.columns) and set(known) <= set(X.columns) else X

    def _label(self, y: Any, rows: int) -> Vector:
        y = column_or_1d(y, warn=True)
        assert_all_finite(y, input_name="y")
        check_classification_targets(y)
        if len(y) != rows:
            raise ValueError(f"X has {rows} rows and y has {len(y)}: they must be the same customers.")
        self.classes_ = np.unique(y)
        if len(self.classes_) > 2:
            raise ValueError(
                f"Only binary classification is supported. The type of the target is {type_of_target(y)}."
            )
        if len(self.classes_) == 1 and self.classes_[0] in (0, 1):
            self.classes_ = np.array([0, 1]).astype(self.classes_.dtype)
        label: Vector = (y == self.classes_[-1]).astype(float)
        return label

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.allow_nan = True
        tags.input_tags.string = True
        tags.input_tags.categorical = True
        return tags


def _weight(given: Any, rows: int) -> Vector:
    """How many rows each row stands for; below one on average, shares of them. Raises ValueError."""
    if given is None:
        return np.ones(rows)
    weight = column_or_1d(given, dtype=float)
    if len(weight) != rows or not np.isfinite(weight).all() or (weight < 0).any() or not weight.sum():
        raise ValueError("sample_weight must hold one number for each row, none negative and not all zero.")
    scaled: Vector = weight / min(1.0, weight[weight > 0].mean())
    return scaled


def _level(label: Vector, weight: Vector) -> str:
    rows, second = weight.sum(), weight @ label
    least = min(second, rows - second)
    if rows >= MANY_ROWS and least >= MANY_OF_A_KIND:
        return "individual"
    return "few rows" if rows >= FEW_ROWS and least >= FEW_OF_A_KIND else "base rate"


def _warnings(ignored: dict[str, str], level: str, rows: int) -> tuple[str, ...]:
    """What the user should know about what was learnt, in sentences."""
    why = {
        "identifier": "names rows and says nothing about them 仅为标识，已忽略",
        "constant": "holds one value only 取值唯一，已忽略",
    }
    said = [f"The column {name!r} was ignored: it {why[kind]}." for name, kind in ignored.items()]
    levels = {
        "base rate": f"Too little to tell customers apart (rows: {rows}): everybody gets the average."
        " 样本不足，取平均值。",
        "few rows": f"{rows} rows are few: an additive model was learnt. 样本较少，仅用加性模型。",
    }
    return (*said, *([levels[level]] if level in levels else []))
