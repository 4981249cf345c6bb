"""Fxiaoke's order files: one a year, the latest month as a spreadsheet, and one year again, corrected."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from simulation.arrays import Ints
from simulation.columns import Stamps, lines, money, same
from simulation.exports.dirt import pollute, spoiled
from simulation.exports.files import BadRow, SheetFiles, TextFile
from simulation.exports.fxiaoke_customers import Cards
from simulation.exports.fxiaoke_orders import (
    FAULTS,
    HEADER,
    SHEET_FAULTS,
    OrderColumns,
    order_cells,
    order_rows,
    with_totals,
)
from simulation.orders import SALE
from simulation.parameters import Parameters

CORRECTED_YEAR = 2025
WRONG, ABSENT = 0.0005, 0.0001


class SalesFiles:
    """All files of Fxiaoke's sales orders; `corrections` tells what the corrected file changed."""

    def __init__(self, folder: Path, truth: Parameters, stamps: Stamps) -> None:
        self._stamps, self._truth = stamps, truth
        years = range(truth.starts_on.year, truth.as_of.year + 1)
        self._month = (truth.as_of - timedelta(days=1)).replace(day=1)
        self._years = {year: _file(folder, str(year)) for year in years}
        self._again = _file(folder, f"{CORRECTED_YEAR}(更正)")
        self._sheet = SheetFiles(
            folder / f"fxiaoke_销售订单_{self._month:%Y-%m}.xlsx", HEADER.split(","), truth
        )
        self.corrections: list[str] = []

    def write(self, columns: OrderColumns, cards: Cards, rng: np.random.Generator, is_first: bool) -> None:
        """Add a chunk's orders."""
        for year, file in self._years.items():
            part = columns[self._between(columns, date(year, 1, 1), min(date(year + 1, 1, 1), self._month))]
            rows = order_rows(part, cards, self._stamps, year)
            if year == CORRECTED_YEAR:
                self._again.write(rows, pollute(rows, FAULTS, rng, is_first))
                rows = self._as_first_sent(part, cards, rows, rng, is_first)
            file.write(rows, pollute(rows, FAULTS, rng, is_first))
        cells = order_cells(columns[self._between(columns, self._month, self._truth.as_of)], cards)
        self._sheet.write(cells, spoiled(cells, SHEET_FAULTS, rng, is_first))

    def _between(self, columns: OrderColumns, start: date, end: date) -> slice:
        days = np.searchsorted(columns.orders.day, [self._truth.day(start), self._truth.day(end)])
        return slice(int(days[0]), int(days[1]))

    def _as_first_sent(
        self, part: OrderColumns, cards: Cards, rows: list[str], rng: np.random.Generator, is_first: bool
    ) -> list[str]:
        """The rows before the correction: some amounts ten times too high, some orders missing."""
        sales = rng.permutation(np.flatnonzero(part.orders.kind == SALE))
        counts = [max(3 * is_first, rng.binomial(len(sales), rate)) for rate in (WRONG, ABSENT)]
        wrong, absent = sales[: counts[0]], sales[counts[0] : sum(counts)]
        before = dict(enumerate(rows))
        tenfold = with_totals(part[wrong], 10 * part.orders.total[wrong])
        spoilt = order_rows(tenfold, cards, self._stamps, CORRECTED_YEAR)
        before.update(zip(wrong.tolist(), spoilt, strict=True))
        for index in absent.tolist():
            del before[index]
        self._note(part, wrong, absent)
        return list(before.values())

    def _note(self, part: OrderColumns, wrong: Ints, absent: Ints) -> None:
        for which, change in ((wrong, "amount"), (absent, "added")):
            total = part.orders.total[which]
            before = money(10 * total) if change == "amount" else same("", len(which))
            self.corrections += lines(part.order_no[which], same(change, len(which)), before, money(total))

    def _texts(self) -> Iterator[TextFile]:
        yield from (*self._years.values(), self._again)

    @property
    def bad_rows(self) -> list[BadRow]:
        """All planted bad rows."""
        return [*self._sheet.bad_rows, *(row for file in self._texts() for row in file.bad_rows)]

    def close(self) -> None:
        """Finish all files."""
        self._sheet.close()
        for file in self._texts():
            file.close()


def _file(folder: Path, period: str) -> TextFile:
    return TextFile(folder / f"fxiaoke_销售订单_{period}.csv", HEADER, encoding="gb18030", newline="\r\n")
