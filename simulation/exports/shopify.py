"""Shopify's order export: one row per line item, order fields only on an order's first row.

Total = lines - Discount Amount + Shipping; Refunded Amount of it was given back.
"""

from dataclasses import dataclass

import numpy as np

from simulation import catalogue, places
from simulation.arrays import Ints, Objects, objects, positions
from simulation.contacts import EMAIL, PHONE, SHOPIFY, shown
from simulation.exports.dirt import BAD_DATE, BAD_NUMBER, MISSING, RAGGED, Fault
from simulation.orders import CANCELLED, RETURNED, TESTED, Orders
from simulation.people import GRANTED, TEST, People
from simulation.spelling import emails, names, phones
from simulation.stamps import EARLIEST, Stamps, money

HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,"
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,"
    "Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,"
    "Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,"
    "Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,"
    "Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,"
    "Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,"
    "Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,"
    "Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,"
    "Payment Terms Name,Next Payment Due At,Payment References"
)
_COLUMNS = HEADER.split(",")
FAULTS = (
    Fault(RAGGED, 0), Fault(MISSING, _COLUMNS.index("Name")), Fault(BAD_DATE, _COLUMNS.index("Created at"), "昨天"),
    Fault(BAD_NUMBER, _COLUMNS.index("Total"), "待定"), Fault(RAGGED, 1),
)  # fmt: skip
PLACEHOLDERS = (("test@example.com", "noemail@example.com"), ("13800000000", "10000000000"))
STYLES = {"home": 0.6, "latin": 0.22, "reversed": 0.08, "lower": 0.07, "upper": 0.03}
TAGS = ("", "", "", "wechat", "vip", '"gift, wechat"')
FIRST_NAME = 1001
FIRST_ID = 5_400_000_000_000


@dataclass(frozen=True)
class Accounts:
    """How each person appears at the shop's checkout: two spellings of name and e-mail, two ways to write the phone."""

    name: list[Objects]
    email: list[Objects]
    phone: list[Objects]


def make_accounts(people: People, rng: np.random.Generator) -> Accounts:
    """Spell each person's checkout."""
    shows = []
    for key in (EMAIL, PHONE):
        value = shown(people.contacts, SHOPIFY, key, PLACEHOLDERS[key], rng.random(len(people.kind)))
        shows.append(np.where(people.kind == TEST, PLACEHOLDERS[key][0], value))
    named = [objects(names(people.names, STYLES, typos, rng)) for typos in (0.01, 0.03)]
    return Accounts(
        [np.where(people.kind == TEST, "Test Order", name) for name in named],
        [objects(emails(shows[0], rng)) for _ in range(2)],
        [objects(phones(shows[1], rng)) for _ in range(2)],
    )


def order_names(orders: Orders, first: int) -> list[str]:
    """#1001, #1002 …"""
    return [f"#{FIRST_NAME + first + i}" for i in range(len(orders))]


@dataclass(frozen=True)
class Lines:
    """Line items of orders, in order: order (its index), quantity, price in cents."""

    order: Ints
    quantity: Ints
    price: Ints


def _shipping(orders: Orders) -> Ints:
    return np.where((orders.total > 1_500) & (orders.total < 5_000), 800, 0)


def make_lines(orders: Orders, rng: np.random.Generator) -> Lines:
    """Split each order's goods into one to three lines whose sum is exact: the first line takes what is left."""
    goods = orders.total + orders.discount - _shipping(orders)
    count = np.where(goods < 1_000, 1, rng.choice([1, 2, 3], len(orders), p=[0.5, 0.3, 0.2]))
    order = np.repeat(np.arange(len(orders)), count)
    quantity = rng.integers(1, 4, len(order))
    price = (goods[order] * rng.uniform(0.1, 0.35, len(order))).astype(np.int64) // quantity
    first = positions(order) == 0
    quantity[first], price[first] = 1, 0
    price[first] = goods - np.bincount(order, quantity * price, minlength=len(orders)).astype(np.int64)
    return Lines(order, quantity, price)


def _items(lines: Lines, rng: np.random.Generator) -> list[str]:
    """Lineitem quantity … Lineitem fulfillment status."""
    shelf = np.searchsorted(catalogue.SHELVES, lines.price, side="right") - 1
    product = np.maximum(shelf, 0) * catalogue.PER_SHELF + rng.integers(0, catalogue.PER_SHELF, len(shelf))
    rows = zip(lines.quantity.tolist(), catalogue.PRODUCTS[product], lines.price.tolist(), catalogue.SKUS[product],
               strict=True)  # fmt: skip
    return [f"{n},{product},{money(price)},,{sku},true,true,fulfilled" for n, product, price, sku in rows]


def addresses(people: People) -> list[str]:
    """Billing Street … Billing Country of each person, and so for shipping."""
    columns = (places.STREETS[people.street], people.house.tolist(), places.CITY[people.place],
               places.POSTCODE[people.place], places.PROVINCE_CODE[people.place])  # fmt: skip
    return [
        f"{house} {street},{house} {street},,,{city},{code},{province},CN"
        for street, house, city, code, province in zip(*columns, strict=True)
    ]


def _heads(orders: Orders, people: People, accounts: Accounts, stamps: Stamps) -> list[tuple[str, ...]]:
    """Per order what stands before the line item, between it and the end, and after."""
    who = orders.person
    home, province = addresses(people), places.PROVINCE[people.place]
    agreed = np.where(people.email_consent == GRANTED, "yes", "no")
    status = np.select(
        [orders.kind == CANCELLED, orders.kind == RETURNED, orders.refunded > 0],
        ["voided", "refunded", "partially_refunded"],
        "paid",
    )
    spelled = np.arange(len(orders)) % 2
    name, email, phone = (
        np.where(spelled == 1, pair[1][who], pair[0][who])
        for pair in (accounts.name, accounts.email, accounts.phone)
    )
    tags = np.where(orders.kind == TESTED, "test", objects(TAGS)[(orders.minute + who) % len(TAGS)])
    columns = (
        email, status, agreed[who], orders.day.tolist(), orders.minute.tolist(), orders.total.tolist(),
        orders.discount.tolist(), _shipping(orders).tolist(), orders.refunded.tolist(),
        (orders.kind == CANCELLED).tolist(), name, phone, [home[i] for i in who.tolist()], province[who], tags,
    )  # fmt: skip
    heads = []
    for mail, paid, yes, d, m, total, off, ship, back, gone, person, tel, at, state, tag in zip(
        *columns, strict=True
    ):
        when = f"{stamps.dash[d + EARLIEST]} {stamps.minute[m]}:{m % 60:02d} +0800"
        code = "TEA10" if off else ""
        heads.append((
            f"{mail},{paid},{when},fulfilled,{when},{yes},CNY,{money(total - ship)},{money(ship)},0.00,{money(total)},"
            f"{code},{money(off)},Standard,{when}",
            f"{person},{at},{tel},{person},{at},{tel},,,{when if gone else ''},Alipay,,{money(back)},Regulars Tea,0.00,,,",
            f"{tag},Low,web,0.00,,,,,,,,,,,{tel},,,{state},{state},,,,",
            f"{mail},,,,,,,,,,,,,,{when}",
        ))  # fmt: skip
    return heads


def order_rows(
    orders: Orders, people: People, accounts: Accounts, stamps: Stamps, first: int, rng: np.random.Generator
) -> tuple[list[str], Ints, Ints]:
    """Lines of the file, the order of each line, and the positions of the rows that are an order by themselves."""
    lines = make_lines(orders, rng)
    items, heads, called = (
        _items(lines, rng),
        _heads(orders, people, accounts, stamps),
        order_names(orders, first),
    )
    opens = positions(lines.order) == 0
    rows = []
    for order, item, is_first in zip(lines.order.tolist(), items, opens.tolist(), strict=True):
        before, middle, after, continued = heads[order]
        if is_first:
            rows.append(f"{called[order]},{before},{item},{middle},{FIRST_ID + first + order},{after}")
        else:
            rows.append(f"{called[order]},{continued},{item},{_REST}")
    alone = opens & np.r_[opens[1:], True]
    return rows, lines.order, np.flatnonzero(alone)


_REST = "," * 26 + "Regulars Tea" + "," * 9 + "0.00" + "," * 19
