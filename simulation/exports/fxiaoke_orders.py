"""纷享销客 Fxiaoke's sales orders as columns, as lines of a yearly file, and as cells of the latest month's sheet.

销售订单金额(元) is what was charged after 整单折扣(元); 已退款金额(元) of it was given back.
"""

from dataclasses import dataclass, replace

import numpy as np

from simulation import catalogue
from simulation.arrays import Bools, Ints, Objects, chance, objects
from simulation.contacts import DUPLICATE
from simulation.exports.dirt import BAD_DATE, BAD_NUMBER, DAMAGED, MISSING, RAGGED, Fault
from simulation.exports.fxiaoke_customers import Cards
from simulation.orders import CANCELLED, RETURNED, TESTED, WHOLESALED, Orders
from simulation.people import People
from simulation.stamps import EARLIEST, Stamps, grouped, money

HEADER = "销售订单编号,客户名称,客户编号,客户电话,下单日期,销售订单金额(元),整单折扣(元),已退款金额(元),状态,业务类型,负责人,备注"
SHEET_FAULTS = (
    Fault(BAD_DATE, 4, "昨天"), Fault(BAD_NUMBER, 5, "待定"), Fault(DAMAGED, 0, "4.4E+17"), Fault(MISSING, 0),
)  # fmt: skip
FAULTS = (*SHEET_FAULTS, Fault(RAGGED, 0), Fault(RAGGED, 1))
NOTES = objects(["", "", "", "", "", "", "", "加急", "送礼，请包装", "请周末送货"])
SERIAL_OF_1900 = 45108  # 2023-07-01, the first simulated day, as spreadsheets count


Cells = tuple[str | float | tuple[float], ...]


@dataclass(frozen=True)
class OrderColumns:
    """Fxiaoke's orders of one chunk, ready to be written as lines or cells."""

    orders: Orders
    order_no: Objects
    card: Ints
    owner: Objects
    note: Objects


def order_columns(
    orders: Orders, people: People, stamps: Stamps, first: int, rng: np.random.Generator
) -> OrderColumns:
    """Give the orders their numbers (18 digits, which spreadsheets destroy), and pick the card they are booked on."""
    days = [stamps.dash[day + EARLIEST].replace("-", "")[2:] for day in orders.day.tolist()]
    order_no = objects([f"44{day}{first + i:010d}" for i, day in enumerate(days)])
    second = people.contacts.present[DUPLICATE][orders.person] & chance(rng, 0.4, len(orders))
    note = NOTES[rng.integers(0, len(NOTES), len(orders))]
    note = np.where(orders.kind == TESTED, objects(["测试订单", "test"])[orders.day % 2], note)
    owner = catalogue.OWNERS[rng.integers(0, 5, len(orders))]
    return OrderColumns(orders, order_no, second.astype(np.int64), owner, note)


def pick(columns: OrderColumns, which: Bools | Ints | slice) -> OrderColumns:
    """Some of the orders."""
    return OrderColumns(columns.orders.pick(which), columns.order_no[which], columns.card[which],
                        columns.owner[which], columns.note[which])  # fmt: skip


def with_totals(columns: OrderColumns, total: Ints) -> OrderColumns:
    """The same orders with other amounts."""
    return replace(columns, orders=replace(columns.orders, total=total))


def _texts(columns: OrderColumns, cards: Cards) -> tuple[Objects, ...]:
    """Name, number and phone as on the card; status and type."""
    who, kind, second = columns.orders.person, columns.orders.kind, columns.card == 1
    name, number, phone = (
        np.where(second, pair[1][who], pair[0][who]) for pair in (cards.name, cards.number, cards.phone)
    )
    status = np.where(kind == CANCELLED, "已作废", np.where(kind == RETURNED, "已退货", "已完成"))
    return name, number, phone, status, np.where(kind == WHOLESALED, "批发订单", "零售订单")


def order_rows(columns: OrderColumns, cards: Cards, stamps: Stamps, year: int) -> list[str]:
    """Lines of one year's file. 2023 groups thousands, 2024 mixes three ways to write a date, later are plain."""
    orders, amount = columns.orders, grouped if year == 2023 else money
    style = np.arange(len(orders)) % 3 if year == 2024 else np.zeros(len(orders), np.int64)
    name, number, phone, status, kind = _texts(columns, cards)
    rows = zip(
        columns.order_no, name, number, phone, orders.day.tolist(), orders.minute.tolist(), style.tolist(),
        orders.total.tolist(), orders.discount.tolist(), orders.refunded.tolist(), status, kind, columns.owner,
        columns.note, strict=True,
    )  # fmt: skip
    return [
        f"{no},{who},{ref},{tel},{stamps.mixed(d, m, s)},{amount(total)},{amount(off)},{amount(back)},{st},{k},{o},{n}"
        for no, who, ref, tel, d, m, s, total, off, back, st, k, o, n in rows
    ]


def order_cells(columns: OrderColumns, cards: Cards) -> list[Cells]:
    """Rows of the spreadsheet: real dates and numbers, identifiers as text."""
    orders = columns.orders
    name, number, phone, status, kind = _texts(columns, cards)
    moment = [(serial,) for serial in (SERIAL_OF_1900 + orders.day + orders.minute / 1440).tolist()]
    return list(zip(
        columns.order_no, name, number, phone, moment, (orders.total / 100).tolist(), (orders.discount / 100).tolist(),
        (orders.refunded / 100).tolist(), status.tolist(), kind.tolist(), columns.owner, columns.note, strict=True,
    ))  # fmt: skip
