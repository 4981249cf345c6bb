"""The files of what salespeople did: Fxiaoke's 商机, 销售记录 and 回款, Zoho's Deals and Calls."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from simulation.arrays import Objects
from simulation.columns import Stamps, decimals, flags, lines, same
from simulation.dealings import NO_ORDER, Dealings, Deals
from simulation.exports import fxiaoke_dealings as fxiaoke
from simulation.exports import zoho_dealings as zoho
from simulation.exports.dirt import Fault, pollute
from simulation.exports.files import BadRow, TextFile
from simulation.exports.fxiaoke_customers import Cards
from simulation.parameters import Parameters
from simulation.people import People

HEADER = "system,opportunity_id,person_id,order_id,is_won,win_rate"


@dataclass
class _File:
    """One file, the faults in it, and how many rows were written."""

    text: TextFile
    faults: tuple[Fault, ...]
    count: int = 0

    def write(self, rows: list[str], rng: np.random.Generator, is_first: bool) -> None:
        """Add a chunk's rows."""
        self.text.write(rows, pollute(rows, self.faults, rng, is_first))
        self.count += len(rows)


@dataclass
class DealingFiles:
    """All of them, filled chunk by chunk; `known` tells whose each opportunity is and how it ends."""

    folder: Path
    truth: Parameters
    stamps: Stamps
    known: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._deals = self._fxiaoke("商机", fxiaoke.DEALS, fxiaoke.DEAL_FAULTS)
        self._talks = self._fxiaoke("销售记录", fxiaoke.TALKS, fxiaoke.TALK_FAULTS)
        self._payments = self._fxiaoke("回款", fxiaoke.PAYMENTS, fxiaoke.PAYMENT_FAULTS)
        self._zoho_deals = self._zoho("deals", zoho.DEALS, zoho.DEAL_FAULTS)
        self._zoho_calls = self._zoho("calls", zoho.CALLS, zoho.CALL_FAULTS)

    def write(
        self,
        dealings: Dealings,
        people: People,
        cards: Cards,
        order_no: Objects,
        rng: np.random.Generator,
        is_first: bool,
    ) -> None:
        """Add a chunk's; `order_no` are the Fxiaoke numbers of its orders, blank for others."""
        paid = dealings.payments
        self._write_deals(dealings.deals, people, cards, order_no, rng, is_first)
        talks = fxiaoke.talk_rows(dealings, cards, self.stamps, self._talks.count, rng)
        self._talks.write(talks, rng, is_first)
        calls = dealings.talks[zoho.of_zoho(dealings.talks)]
        rows = zoho.call_rows(calls, people, self.stamps, self._zoho_calls.count, rng)
        self._zoho_calls.write(rows, rng, is_first)
        rows = fxiaoke.payment_rows(paid, order_no[paid.order], cards, self.stamps, self._payments.count, rng)
        self._payments.write(rows, rng, is_first)

    def _write_deals(
        self,
        deals: Deals,
        people: People,
        cards: Cards,
        order_no: Objects,
        rng: np.random.Generator,
        is_first: bool,
    ) -> None:
        ours, theirs = deals[fxiaoke.of_fxiaoke(deals)], deals[zoho.of_zoho(deals)]
        first, other = self._deals.count, self._zoho_deals.count
        rows = fxiaoke.deal_rows(ours, cards, self.stamps, self.truth, first, rng)
        self._deals.write(rows, rng, is_first)
        rows = zoho.deal_rows(theirs, people, self.stamps, self.truth, other, rng)
        self._zoho_deals.write(rows, rng, is_first)
        self._note("fxiaoke", fxiaoke.deal_ids(len(ours), first), ours, people, order_no)
        self._note("zoho", zoho.deal_ids(len(theirs), other), theirs, people, order_no)

    def _note(self, system: str, ids: list[str], deals: Deals, people: People, order_no: Objects) -> None:
        rates = np.array([rate for _, rate in self.truth.win_rates])
        won = np.where(deals.order == NO_ORDER, "", order_no[deals.order]) if len(order_no) else deals.order
        self.known += lines(
            same(system, len(deals)),
            ids,
            people.person_id[deals.person],
            won.astype(object),
            flags(deals.is_won),
            decimals(rates[deals.source], 2),
        )

    def _fxiaoke(self, what: str, header: str, faults: tuple[Fault, ...]) -> _File:
        return _File(TextFile(self.folder / f"fxiaoke_{what}.csv", header, "gb18030", "\r\n"), faults)

    def _zoho(self, what: str, header: str, faults: tuple[Fault, ...]) -> _File:
        return _File(TextFile(self.folder / f"zoho_{what}.csv", header, "utf-8", "\r\n"), faults)

    @property
    def _all(self) -> tuple[_File, ...]:
        return self._deals, self._talks, self._payments, self._zoho_deals, self._zoho_calls

    @property
    def counts(self) -> dict[str, int]:
        """Rows written, by file."""
        return {each.text.path.stem: each.count for each in self._all}

    @property
    def bad_rows(self) -> list[BadRow]:
        """All planted bad rows."""
        return [row for each in self._all for row in each.text.bad_rows]

    def close(self) -> None:
        """Finish all files."""
        for each in self._all:
            each.text.close()
