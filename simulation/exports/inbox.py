"""All files of the inbox: opened once, filled chunk by chunk, closed at the end."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import numpy as np

from simulation.arrays import Bools, Ints, objects, stream
from simulation.campaigns import Members
from simulation.columns import Stamps
from simulation.contacts import DUPLICATE, FXIAOKE, SHOPIFY, ZOHO
from simulation.dealings import Dealings
from simulation.exports import campaigns, fxiaoke_customers, shopify, tickets, zoho
from simulation.exports.dealings import DealingFiles
from simulation.exports.dirt import pollute
from simulation.exports.files import BadRow, TextFile
from simulation.exports.fxiaoke_orders import order_columns
from simulation.exports.sales import CORRECTED_YEAR, SalesFiles
from simulation.orders import OF_FXIAOKE, OF_SHOPIFY, Orders
from simulation.parameters import Parameters
from simulation.people import People
from simulation.purchases import Purchases
from simulation.tickets import Tickets


@dataclass(frozen=True)
class Chunk:
    """Everything about some of the people, ready to be exported."""

    number: int
    seed: int
    people: People
    orders: Orders
    tickets: Tickets
    campaigns: list[Members]
    purchases: Purchases
    dealings: Dealings

    @property
    def is_first(self) -> bool:
        """Whether files hold only their headers so far."""
        return self.number == 0

    def rng(self, name: str) -> np.random.Generator:
        """The chunk's random numbers for one purpose."""
        return stream(self.seed, self.number, name)


@dataclass(frozen=True)
class Records:
    """One system's records as written: ids, people (index in the chunk), whether exact keys join them."""

    system: str
    record_id: list[str]
    person: Ints
    is_recoverable: Bools


@dataclass(frozen=True)
class OrderIds:
    """The ids under which one system's orders were written."""

    system: str
    order_id: list[str]
    orders: Orders


class Inbox:
    """The five systems' files in one folder."""

    def __init__(self, folder: Path, truth: Parameters) -> None:
        self.folder, self._truth, self._stamps = folder, truth, Stamps(truth)
        self.counts = {"fxiaoke orders": 0, "shopify orders": 0, "shopify lines": 0, "tickets": 0}
        self.sales = SalesFiles(folder, truth, self._stamps)
        self.dealings = DealingFiles(folder, truth, self._stamps)
        years = range(truth.starts_on.year, truth.as_of.year + 1)
        self._cards = TextFile(folder / "fxiaoke_客户.csv", fxiaoke_customers.HEADER, "gb18030", "\r\n")
        self._contacts = TextFile(folder / "zoho_contacts.csv", zoho.HEADER, "utf-8-sig", "\r\n")
        self._shop = {year: TextFile(folder / f"shopify_orders_{year}.csv", shopify.HEADER) for year in years}
        self._desk = TextFile(folder / "tickets.csv", tickets.HEADER)
        self._mail = TextFile(folder / "campaigns.csv", campaigns.HEADER)

    def write(self, chunk: Chunk) -> tuple[list[Records], list[OrderIds]]:
        """Export a chunk; tell under which ids."""
        cards = fxiaoke_customers.make_cards(chunk.people, chunk.rng("spelling"))
        records = [*self._write_cards(chunk, cards), self._write_contacts(chunk), self._write_tickets(chunk)]
        self._write_mail(chunk, cards)
        ids = [self._write_sales(chunk, cards), self._write_shop(chunk)]
        self._write_dealings(chunk, cards, ids[0])
        return [*records, _shop_records(chunk, ids[1])], ids

    def _write_cards(self, chunk: Chunk, cards: fxiaoke_customers.Cards) -> list[Records]:
        rng, people = chunk.rng("records"), chunk.people
        rows = [
            row
            for which in range(2)
            for row in fxiaoke_customers.customer_rows(
                people, cards, which, self._stamps, self._truth.end, rng
            )
        ]
        self._cards.write(rows, pollute(rows, fxiaoke_customers.FAULTS, chunk.rng("dirt"), chunk.is_first))
        return [
            _profile_records(people, "fxiaoke", profile, cards.number[which])
            for which, profile in enumerate((FXIAOKE, DUPLICATE))
        ]

    def _write_contacts(self, chunk: Chunk) -> Records:
        rng = chunk.rng("contacts written")
        rows = zoho.contact_rows(chunk.people, self._stamps, self._truth.end, rng)
        self._contacts.write(rows, pollute(rows, zoho.FAULTS, rng, chunk.is_first))
        return _profile_records(chunk.people, "zoho", ZOHO, zoho.record_ids(chunk.people.number))

    def _write_tickets(self, chunk: Chunk) -> Records:
        rng, first = chunk.rng("tickets written"), self.counts["tickets"]
        rows = tickets.ticket_rows(chunk.tickets, chunk.people, self._stamps, self._truth.end, first, rng)
        self._desk.write(rows, pollute(rows, tickets.FAULTS, rng, chunk.is_first))
        self.counts["tickets"] += len(rows)
        ids = tickets.ticket_ids(len(rows), first)
        return Records("tickets", ids, chunk.tickets.person, chunk.tickets.joined)

    def _write_mail(self, chunk: Chunk, cards: fxiaoke_customers.Cards) -> None:
        rng = chunk.rng("mail written")
        rows = campaigns.member_rows(chunk.campaigns, chunk.people, cards, self._stamps, self._truth, rng)
        self._mail.write(rows, pollute(rows, campaigns.FAULTS, rng, chunk.is_first))

    def _write_sales(self, chunk: Chunk, cards: fxiaoke_customers.Cards) -> OrderIds:
        rng, first = chunk.rng("sales written"), self.counts["fxiaoke orders"]
        orders = chunk.orders[chunk.orders.system == OF_FXIAOKE]
        columns = order_columns(orders, chunk.people, self._stamps, first, rng)
        self.sales.write(columns, cards, rng, chunk.is_first)
        self.counts["fxiaoke orders"] += len(orders)
        return OrderIds("fxiaoke", columns.order_no.tolist(), orders)

    def _write_dealings(self, chunk: Chunk, cards: fxiaoke_customers.Cards, sold: OrderIds) -> None:
        number = objects([""] * len(chunk.orders))
        number[chunk.orders.system == OF_FXIAOKE] = sold.order_id
        rng = chunk.rng("dealings written")
        self.dealings.write(chunk.dealings, chunk.people, cards, number, rng, chunk.is_first)

    def _write_shop(self, chunk: Chunk) -> OrderIds:
        rng, first = chunk.rng("shop written"), self.counts["shopify orders"]
        orders = chunk.orders[chunk.orders.system == OF_SHOPIFY]
        accounts = shopify.make_accounts(chunk.people, rng)
        rows, order, alone = shopify.order_rows(orders, chunk.people, accounts, self._stamps, first, rng)
        self._split(rows, orders.day[order], alone, rng, chunk.is_first)
        self.counts["shopify orders"] += len(orders)
        self.counts["shopify lines"] += len(rows)
        return OrderIds("shopify", shopify.order_names(orders, first), orders)

    def _split(
        self, rows: list[str], day: Ints, alone: Ints, rng: np.random.Generator, is_first: bool
    ) -> None:
        """Put the rows into their years' files."""
        for year, file in self._shop.items():
            edges = [self._truth.day(date(year, 1, 1)), self._truth.day(date(year + 1, 1, 1))]
            start, end = np.searchsorted(day, edges).tolist()
            whole = alone[(alone >= start) & (alone < end)] - start
            file.write(rows[start:end], pollute(rows[start:end], shopify.FAULTS, rng, is_first, whole))

    @property
    def _texts(self) -> list[TextFile]:
        return [self._cards, self._contacts, *self._shop.values(), self._desk, self._mail]

    @property
    def bad_rows(self) -> list[BadRow]:
        """All planted bad rows."""
        return [
            *self.sales.bad_rows,
            *self.dealings.bad_rows,
            *(row for file in self._texts for row in file.bad_rows),
        ]

    def close(self) -> None:
        """Close all files, also after a failure."""
        self.sales.close()
        self.dealings.close()
        for file in self._texts:
            file.close()

    def finish(self) -> None:
        """Send one file again under another name, and date all as they were exported."""
        shutil.copyfile(self._desk.path, self.folder / "tickets_副本.csv")
        for path in sorted(self.folder.iterdir()):
            _date(path, self._exported_on(path.name))

    def _exported_on(self, name: str) -> date:
        """The first version of the corrected year came earlier, all else on the reporting day."""
        early = name.endswith(f"_{CORRECTED_YEAR}.csv") and name.startswith("fxiaoke")
        return date(CORRECTED_YEAR + 1, 1, 5) if early else self._truth.as_of


def _date(path: Path, on: date) -> None:
    moment = datetime.combine(on, time(1), UTC).timestamp()
    os.utime(path, (moment, moment))


def _profile_records(people: People, system: str, profile: int, ids: np.ndarray) -> Records:
    index = np.flatnonzero(people.contacts.present[profile])
    return Records(system, ids[index].tolist(), index, people.contacts.recoverable[profile][index])


def _shop_records(chunk: Chunk, ids: OrderIds) -> Records:
    joined = chunk.people.contacts.recoverable[SHOPIFY]
    return Records("shopify", ids.order_id, ids.orders.person, joined[ids.orders.person])
