"""What the customers are expected to bring, step by step from one night to another."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.btyd.newton import Vector
from models.value_cells import ValueCells
from models.value_choice import LEAST_ORDERS

CAUSES = ("definition", "identity", "corrections", "clock", "own behaviour", "new customers", "model version")
YEAR = 365
NOTHING = pd.DataFrame(
    {"step": np.array([], "int64"), "cause": np.array([], "str"), "amount": np.array([], float)}
)


@dataclass(frozen=True)
class TotalsByStep:
    """Values of histories by the numbers of one night, summed in cents."""

    cells: ValueCells
    margin_rate: float

    def expected(self, cells: pd.DataFrame) -> pd.DataFrame:
        """`orders` of the churn window and `discounted` ones of a year, by `frequency`, `recency` and `T`."""
        _, plain, discounted = self.cells.orders_within(cells)
        return cells.assign(orders=plain[self.cells.window_days], discounted=discounted[YEAR])

    def totals(self, histories: pd.DataFrame) -> pd.DataFrame:
        """`cents` by `step` and `is_new`, of histories with what is `expected` of them.

        They have their `latest` revenue, and the `spend` of the churn window where boosting foretells it.
        """
        cents = np.rint(100 * self.worth(histories)).astype("int64")
        summed = histories.assign(cents=cents).groupby(["step", "is_new"])["cents"].sum()
        return summed.reset_index()

    def worth(self, histories: pd.DataFrame) -> Vector:
        """The margin of the coming year, discounted, as `mart.lifetime_value` has it."""
        expected, foretold = histories["orders"].to_numpy(float), histories["spend"].to_numpy(float)
        per_order = np.maximum(expected, LEAST_ORDERS)
        is_foretold = (expected > 0) & ~np.isnan(foretold)
        spend = np.where(is_foretold, foretold / per_order, self._spend(histories, expected, per_order))
        worth: Vector = self.margin_rate * spend * histories["discounted"].to_numpy(float)
        return worth

    def _spend(self, histories: pd.DataFrame, expected: Vector, per_order: Vector) -> Vector:
        """What an order is worth by the models of repeat buying and spend."""
        numbers = self.cells.parameters
        if numbers.orders is None:
            return np.full(len(histories), numbers.mean_spend)
        own = numbers.mean_spend if numbers.spend is None else numbers.spend.predict(histories)
        lately = histories["latest"].to_numpy(float) / per_order
        weighted = numbers.own_weight * own + numbers.recent_weight * lately
        return np.where(expected > 0, weighted, numbers.mean_spend)


def movement(before: float, totals: pd.DataFrame, now: float) -> pd.DataFrame:
    """Step, cause and amount: the total before, its changes by cause, and the total now, exact in cents."""
    by_step = totals.groupby("step")["cents"].sum()
    new = int(totals.loc[totals["is_new"], "cents"].sum())
    first, last = round(100 * before), round(100 * now)
    reached = [first, *(int(by_step.get(step, 0)) for step in range(1, 5))]
    everybody = int(by_step.get(5, 0))
    ends = [*reached, everybody - new, everybody, last]
    amounts = [first, *np.diff(ends).tolist(), last]
    causes = ["before", *CAUSES, "now"]
    frame = pd.DataFrame({"step": np.arange(len(causes)), "cause": causes, "amount": amounts})
    return frame.assign(amount=frame["amount"] / 100)
