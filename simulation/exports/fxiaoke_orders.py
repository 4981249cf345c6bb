"""纷享销客 Fxiaoke's sales orders: as lines of a yearly file, and as cells of the latest month's sheet.

销售订单金额(元) is what was charged after 整单折扣(元); 已退款金额(元) of it was given back.
"""

from dataclasses import dataclass, replace

import numpy as np

from simulation import catalogue
from simulation.arrays import Ints, Objects, Rows, chance, objects
from simulation.columns import Stamps, grouped_money, lines, money
from simulation.contacts import DUPLICATE
from simulation.exports.dirt import BAD_DATE, BAD_NUMBER, DAMAGED, MISSING, RAGGED, Fault
from simulation.exports.fxiaoke_customers import Cards
from simulation.orders import CANCELLED, RETURNED, TESTED, WHOLESALED, Orders
from simulation.people import People

HEADER = (
    "销售订单编号,客户名称,客户编号,客户电话,下单日期,销售订单金额(元),整单折扣(元),已退款金额(元),"
    "状态,业务类型,负责人,备注"
)
SHEET_FAULTS = (
    Fault(BAD_DATE, 4, "昨天"),
    Fault(BAD_NUMBER, 5, "待定"),
    Fault(DAMAGED, 0, "4.4E+17"),
    Fault(MISSING, 0),
)
FAULTS = (*SHEET_FAULTS, Fault(RAGGED, 0), Fault(RAGGED, 1))
GROUPED_YEAR, MIXED_YEAR = 2023, 2024
NOTES = objects(["", "", "", "", "", "", "", "加急", "送礼，请包装", "请周末送货"])
TEST_NOTES = objects(["测试订单", "test"])
SERIAL_OF_1900 = 45108  # 2023-07-01, the first simulated day, as spreadsheets count

Cells = tuple[str | float | tuple[float], ...]


@dataclass(frozen=True)
class OrderColumns(Rows):
    """Fxiaoke's orders of one chunk: with number, the card (0 or 1) they are booked on, owner and note."""

    orders: Orders
    order_no: Objects
    card: Ints
    owner: Objects
    note: Objects


def order_columns(
    orders: Orders, people: People, stamps: Stamps, first: int, rng: np.random.Generator
) -> OrderColumns:
    """Give the orders their numbers: 18 digits, which spreadsheets destroy."""
    days = [day.replace("-", "")[2:] for day in stamps.dates(orders.day)]
    order_no = objects([f"44{day}{first + i:010d}" for i, day in enumerate(days)])
    second = people.contacts.present[DUPLICATE][orders.person] & chance(rng, 0.4, len(orders))
    note = NOTES[rng.integers(0, len(NOTES), len(orders))]
    note = np.where(orders.kind == TESTED, TEST_NOTES[orders.day % 2], note)
    owner = catalogue.OWNERS[rng.integers(0, 5, len(orders))]
    return OrderColumns(orders, order_no, second.astype(np.int64), owner, note)


def with_totals(columns: OrderColumns, total: Ints) -> OrderColumns:
    """The same orders with other amounts."""
    return replace(columns, orders=replace(columns.orders, total=total))


def _customer(columns: OrderColumns, cards: Cards) -> list[Objects]:
    """客户名称, 客户编号, 客户电话 as on the card."""
    who, second = columns.orders.person, columns.card == 1
    return [np.where(second, pair[1][who], pair[0][who]) for pair in (cards.name, cards.number, cards.phone)]


def _status(columns: OrderColumns) -> list[Objects]:
    """状态, 业务类型, 负责人, 备注."""
    kind = columns.orders.kind
    status = np.where(kind == CANCELLED, "已作废", np.where(kind == RETURNED, "已退货", "已完成"))
    trade = np.where(kind == WHOLESALED, "批发订单", "零售订单")
    return [status.astype(object), trade.astype(object), columns.owner, columns.note]


def order_rows(columns: OrderColumns, cards: Cards, stamps: Stamps, year: int) -> list[str]:
    """Lines of one year's file: one year groups thousands, one mixes three ways to write a date."""
    orders = columns.orders
    amount = grouped_money if year == GROUPED_YEAR else money
    moment = stamps.mixed if year == MIXED_YEAR else stamps.times
    return lines(
        columns.order_no,
        *_customer(columns, cards),
        moment(orders.day, orders.minute),
        amount(orders.total),
        amount(orders.discount),
        amount(orders.refunded),
        *_status(columns),
    )


def order_cells(columns: OrderColumns, cards: Cards) -> list[Cells]:
    """Rows of the spreadsheet: real dates (one-tuples) and numbers, identifiers as text."""
    orders = columns.orders
    moment = SERIAL_OF_1900 + orders.day + orders.minute / 1440
    amounts = [(cents / 100).tolist() for cents in (orders.total, orders.discount, orders.refunded)]
    moments = [(serial,) for serial in moment.tolist()]
    columns_ = (columns.order_no, *_customer(columns, cards), moments, *amounts, *_status(columns))
    return list(zip(*columns_, strict=True))
