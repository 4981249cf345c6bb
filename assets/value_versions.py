"""Versions of the value models in the registry: numbers as JSON, with their card."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from assets.lessons import present_features
from assets.reporting_day import reporting_day
from assets.versions import PROFILE, code, fingerprint_of, libraries
from models.churn.rehearsal import rehearsal
from models.churn_window import ChurnWindow
from models.drift import profile
from models.gate import AMOUNTS, Verdict, compare, scores
from models.value_recipe import ValueRecipe, ValueRehearsal
from warehouse import Warehouse
from warehouse.errors import ConfigurationError
from warehouse.registry import Card, Registry
from warehouse.workspace import Workspace

PARAMETERS = "parameters.json"
COLUMNS = ("customer_id", "frequency", "recency", "T", "monetary_value", "orders", "revenue", "is_wholesale")


@dataclass(frozen=True)
class ValueLessons:
    """What the value models learn from, as of a reporting day: histories, labelled past days, the window.

    `present` are the numeric features of that day's customers.
    """

    histories: pd.DataFrame
    rows: pd.DataFrame
    present: pd.DataFrame
    window: ChurnWindow
    day: dt.date

    @classmethod
    def read(cls, warehouse: Warehouse) -> "ValueLessons":
        """Everything to learn from."""
        return cls(
            warehouse.read("mart.purchase_history", COLUMNS[1:], order_by=COLUMNS[:1]),
            warehouse.read("mart.training_set", order_by=["as_of", "customer_id"]),
            present_features(warehouse),
            ChurnWindow.from_frame(warehouse.read("mart.churn_window")),
            reporting_day(warehouse),
        )

    def taught(self, recipe: ValueRecipe) -> pd.DataFrame:
        """The numbers by this recipe. Raises ConfigurationError where it cannot be used."""
        if recipe.fault:
            raise ConfigurationError(*recipe.fault)
        return recipe.taught(self.histories, self.rows, self.window.window_days)

    @cached_property
    def rehearsal(self) -> ValueRehearsal | None:
        """The newest day with known outcomes, where there is one with days before it."""
        found = rehearsal(self.rows, self.window, self.day, self.rows)
        return ValueRehearsal(found) if found else None

    @property
    def fingerprint(self) -> str:
        """A mark of all that was learned from."""
        return fingerprint_of(self.histories, self.rows)


def registry_of_value(workspace: Workspace) -> Registry:
    """The registry of the value models, as the night sees it."""
    return Registry(workspace, "value", is_night=True)


def registered(registry: Registry, lessons: ValueLessons, recipe: ValueRecipe, learned: pd.DataFrame) -> Card:
    """Keep learned numbers with their card."""
    files = {PARAMETERS: dumped(learned), PROFILE: profile(lessons.present).to_csv(index=False).encode()}
    return registry.register(card_of(registry.model, lessons, recipe), files)


def card_of(name: str, lessons: ValueLessons, recipe: ValueRecipe) -> Card:
    """The card of this recipe, with its scores on the newest known day."""
    found = lessons.rehearsal
    return Card(
        model=name,
        version="",
        trained_on=lessons.day,
        data=lessons.fingerprint,
        code=code(),
        libraries=libraries(),
        seed=int(recipe.random_state),
        parameters=recipe.get_params(),
        rows=len(lessons.histories),
        metrics=scores(found.actual, found.of_recipe(recipe), AMOUNTS) if found else {},
    )


def parameters_of(registry: Registry, card: Card) -> pd.DataFrame:
    """The numbers of a version, to the last digit. Raises DamagedModel."""
    return loaded(registry.load(card.version, PARAMETERS))


def versus(lessons: ValueLessons, challenger: Card, card: Card, learned: pd.DataFrame) -> Verdict | None:
    """Challenger against champion by the money of the newest known day, as for the models of leaving."""
    found = lessons.rehearsal
    if found is None:
        return None
    is_older = pd.Timestamp(card.trained_on) <= found.day
    theirs = found.of_parameters(learned) if is_older else found.of_recipe(ValueRecipe(**card.parameters))
    ours = found.of_recipe(ValueRecipe(**challenger.parameters))
    return compare(found.actual, ours, theirs, challenger.seed, AMOUNTS)


def dumped(learned: pd.DataFrame) -> bytes:
    """The rows as JSON; what is missing is null."""
    rows = learned.astype(object).where(learned.notna(), None).to_dict("records")
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def loaded(content: bytes) -> pd.DataFrame:
    """The rows of `dumped`."""
    frame = pd.DataFrame(json.loads(content))
    return frame.astype({"model": "str", "parameter": "str", "note": "str"}).astype(
        {"value": "float64", "standard_error": "float64"}
    )
