"""How the numbers behind lifetime values are made, and what a recipe would have said on a past day."""

from dataclasses import dataclass, replace

import pandas as pd
from sklearn.base import BaseEstimator

from models.alive_view import history
from models.btyd.newton import Vector
from models.churn.rehearsal import Rehearsal
from models.value_choice import CANDIDATES, Choice, choose
from models.value_parameters import Parameters, fit_parameters


class ValueRecipe(BaseEstimator):  # type: ignore[misc]
    """What is left to past days and what is not: a `model` of repeat buying and a `level` other than theirs.

    A blank model and a level of zero are chosen at past days.
    """

    def __init__(self, model: str = "", level: float = 0.0, random_state: int = 1) -> None:
        self.model = model
        self.level = level
        self.random_state = random_state

    @property
    def fault(self) -> tuple[str, str] | None:
        """What keeps the recipe from being used, in English and Chinese; None where nothing does."""
        if self.model and self.model not in CANDIDATES:
            known = ", ".join(CANDIDATES)
            return f"model is one of {known}, or blank, not {self.model}.", "model 须为上述之一，或留空。"
        return None if self.level >= 0 else (f"level is 0 or more, not {self.level}.", "level 不得为负数。")

    def taught(self, histories: pd.DataFrame, labelled: pd.DataFrame, days: int) -> pd.DataFrame:
        """Rows of `mart.model_parameters`: fitted on `histories`, chosen by `labelled` rows of past days."""
        return fit_parameters(histories, self.chosen(labelled, days))

    def chosen(self, labelled: pd.DataFrame, days: int) -> Choice:
        """The choice of past days, with what the recipe says otherwise."""
        choice = choose(labelled, days)
        choice = replace(choice, model=self.model) if self.model else choice
        return replace(choice, level=self.level) if self.level else choice


@dataclass(frozen=True)
class ValueRehearsal:
    """The newest day with known outcomes, and what came by then."""

    found: Rehearsal

    @property
    def day(self) -> pd.Timestamp:
        """The day."""
        return self.found.day

    @property
    def actual(self) -> Vector:
        """What each customer asked about then spent, returns taken off."""
        return self.found.asked["revenue_after"].to_numpy(float)

    def of_recipe(self, recipe: ValueRecipe) -> Vector:
        """The money that the recipe would have forecast from days known before; made once."""
        key = repr(sorted(recipe.get_params().items()))
        if key not in self.found.told:
            days = self.found.window.window_days
            frame = recipe.taught(_histories(self.found.asked), self.found.past, days)
            self.found.told[key] = self.of_model(frame)
        return self.found.told[key]

    def of_model(self, frame: pd.DataFrame) -> Vector:
        """The money by parameters as they stand; only fair where they were learned before the day."""
        return Parameters.from_frame(frame).money(self.found.asked, self.found.window.window_days)


def _histories(features: pd.DataFrame) -> pd.DataFrame:
    """The columns of `mart.purchase_history` that are fitted on."""
    orders, revenue = features["orders"], features["revenue_total"]
    return history(features).assign(orders=orders, revenue=revenue, is_wholesale=False)
