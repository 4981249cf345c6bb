"""Orders of several lines whose own fields stand on the first line only."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.planning import Plan


class Carry:
    """Fills an order's own fields, blank on its later lines, from the line above of the same order.

    Where the number itself is carried forward, a line without one belongs to the order above.
    """

    def __init__(self, how: Plan) -> None:
        self.key = how.table.key[0]
        self.columns = [column for column in how.preset.carry_forward if column in how.columns]
        self.before: pa.Table | None = None

    def fill(self, table: pa.Table) -> pa.Table:
        """The block with its blanks filled; its last row is kept, as an order may go on in the next."""
        if self._is_complete(table):
            self.before = table.slice(table.num_rows - 1)
            return table
        whole = table if self.before is None else pa.concat_tables([self.before, table]).combine_chunks()
        if self.key in self.columns:
            numbered = pc.fill_null_forward(whole.column(self.key).combine_chunks())
            whole = whole.set_column(whole.schema.get_field_index(self.key), self.key, numbered)
        starts = self._starts(whole)
        for column in self.columns:
            found = whole.column(column).combine_chunks()
            if 0 < found.null_count < len(found):
                filled = found.take(_given(found, starts))
                whole = whole.set_column(whole.schema.get_field_index(column), column, filled)
        skipped, self.before = self.before is not None, whole.slice(whole.num_rows - 1)
        return whole.slice(1) if skipped else whole

    def _is_complete(self, table: pa.Table) -> bool:
        """Whether nothing is blank that may be filled."""
        return table.num_rows > 0 and not any(table.column(column).null_count for column in self.columns)

    def _starts(self, table: pa.Table) -> np.ndarray:
        """For each row, where its order begins."""
        keys = table.column(self.key).combine_chunks()
        same = pc.equal(keys.slice(1), keys.slice(0, len(keys) - 1)).fill_null(False)
        begins = np.concatenate([[True], ~same.to_numpy(zero_copy_only=False)])
        return np.maximum.accumulate(np.where(begins, np.arange(len(begins)), 0))


def _given(column: pa.Array, starts: np.ndarray) -> pa.Array:
    """For each row, the last one of its order up to it where the column is given; null if there is none."""
    given = column.is_valid().to_numpy(zero_copy_only=False)
    rows = np.arange(len(given))
    if not (given & (starts != rows)).any():
        return pa.array(starts)
    last = np.maximum.accumulate(np.where(given, rows, -1))
    return pa.array(last, mask=last < starts)
