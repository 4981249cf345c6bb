"""What the value models learn from, and their numbers as a file."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from assets.lessons import present_features
from assets.provenance import fingerprint
from assets.reporting_day import reporting_day
from models.churn.rehearsal import rehearsal
from models.churn_window import ChurnWindow
from models.value_recipe import ValueRecipe, ValueRehearsal
from warehouse import Warehouse
from warehouse.errors import ConfigurationError

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
        return fingerprint(self.histories, self.rows)

    @property
    def size(self) -> int:
        """How many histories there are."""
        return len(self.histories)


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
