"""Shopify's order export: one row per line item, order fields only on an order's first row.

Total = lines - Discount Amount + Shipping; Refunded Amount of it was given back.
"""

from dataclasses import dataclass

import numpy as np

from simulation import places
from simulation.arrays import Ints, Objects, objects, positions
from simulation.columns import Column, Stamps, counting, lines, money, same, where, whole
from simulation.contacts import EMAIL, PHONE, SHOPIFY, shown
from simulation.exports.dirt import BAD_DATE, BAD_NUMBER, MISSING, RAGGED, Fault
from simulation.exports.shopify_lines import item_rows, make_lines, shipping
from simulation.orders import CANCELLED, RETURNED, TESTED, Orders
from simulation.people import GRANTED, TEST, People
from simulation.spelling import emails, names, phones

HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,"
    "Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,"
    "Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,"
    "Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,"
    "Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,"
    "Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,"
    "Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,"
    "Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,"
    "Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,"
    "Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,"
    "Payment ID,Payment Terms Name,Next Payment Due At,Payment References"
)
_COLUMNS = HEADER.split(",")
FAULTS = (
    Fault(RAGGED, 0),
    Fault(MISSING, _COLUMNS.index("Name")),
    Fault(BAD_DATE, _COLUMNS.index("Created at"), "昨天"),
    Fault(BAD_NUMBER, _COLUMNS.index("Total"), "待定"),
    Fault(RAGGED, 1),
)
PLACEHOLDERS = (("test@example.com", "noemail@example.com"), ("13800000000", "10000000000"))
NAME_STYLES = {"home": 0.6, "latin": 0.22, "reversed": 0.08, "lower": 0.07, "upper": 0.03}
TAGS = objects(["", "", "", "wechat", "vip", '"gift, wechat"'])
CONSENT, CODES = objects(["no", "yes"]), objects(["", "TEA10"])
VENDOR = "Regulars Tea"
FIRST_NAME, FIRST_ID = 1001, 5_400_000_000_000
# What follows the line item on an order's further rows: blank but for vendor and line discount.
_CONTINUED = "," * 26 + VENDOR + "," * 9 + "0.00" + "," * 19


@dataclass(frozen=True)
class Accounts:
    """How each person appears at checkout: two spellings of name and e-mail, two ways to write the phone."""

    name: list[Objects]
    email: list[Objects]
    phone: list[Objects]


def make_accounts(people: People, rng: np.random.Generator) -> Accounts:
    """Spell each person's checkout."""
    email, phone = (_shown(people, key, rng) for key in (EMAIL, PHONE))
    named = [objects(names(people.names, NAME_STYLES, typos, rng)) for typos in (0.01, 0.03)]
    return Accounts(
        [np.where(people.kind == TEST, "Test Order", name) for name in named],
        [objects(emails(email, rng)) for _ in range(2)],
        [objects(phones(phone, rng)) for _ in range(2)],
    )


def _shown(people: People, key: int, rng: np.random.Generator) -> Objects:
    return shown(people.contacts, SHOPIFY, key, PLACEHOLDERS[key], rng.random(len(people.kind)))


def order_names(orders: Orders, first: int) -> list[str]:
    """#1001, #1002 …"""
    return counting("#", FIRST_NAME + first, len(orders))


def order_rows(
    orders: Orders, people: People, accounts: Accounts, stamps: Stamps, first: int, rng: np.random.Generator
) -> tuple[list[str], Ints, Ints]:
    """Lines of the file, the order of each, and the positions of rows that are an order by themselves."""
    items = make_lines(orders, rng)
    called, email = order_names(orders, first), _spelled(accounts.email, orders)
    created = [f"{time} +0800" for time in stamps.times(orders.day, orders.minute, ":00")]
    before = _before_item(orders, people, email, created)
    after = _after_item(orders, people, accounts, created, first)
    opens = positions(items.order) == 0
    rows = []
    lines_ = zip(items.order.tolist(), opens.tolist(), item_rows(items, rng), strict=True)
    for order, is_first, item in lines_:
        if is_first:
            rows.append(f"{called[order]},{before[order]},{item},{after[order]}")
        else:
            rows.append(f"{called[order]},{email[order]},,,,,,,,,,,,,,{created[order]},{item},{_CONTINUED}")
    return rows, items.order, np.flatnonzero(opens & np.r_[opens[1:], True])


def _spelled(pair: list[Objects], orders: Orders) -> Objects:
    """The one or the other spelling, in turns."""
    return np.where(np.arange(len(orders)) % 2 == 1, pair[1][orders.person], pair[0][orders.person])


def _before_item(orders: Orders, people: People, email: Objects, created: list[str]) -> list[str]:
    """Email … Created at."""
    size, sent = len(orders), shipping(orders)
    consent = CONSENT[(people.email_consent == GRANTED).astype(np.int64)]
    return lines(
        email,
        _status(orders),
        created,
        same("fulfilled", size),
        created,
        consent[orders.person],
        same("CNY", size),
        money(orders.total - sent),
        money(sent),
        same("0.00", size),
        money(orders.total),
        CODES[(orders.discount > 0).astype(np.int64)],
        money(orders.discount),
        same("Standard", size),
        created,
    )


def _status(orders: Orders) -> Objects:
    """Financial Status."""
    cases = [orders.kind == CANCELLED, orders.kind == RETURNED, orders.refunded > 0]
    status = np.select(cases, ["voided", "refunded", "partially_refunded"], "paid")
    return status.astype(object)


def _after_item(
    orders: Orders, people: People, accounts: Accounts, created: list[str], first: int
) -> list[str]:
    """Billing Name … Payment References."""
    size, who = len(orders), orders.person
    phone, province = _spelled(accounts.phone, orders), places.PROVINCE[people.place][who]
    home = lines(_spelled(accounts.name, orders), objects(_homes(people))[who], phone)
    tags = np.where(orders.kind == TESTED, "test", TAGS[(orders.minute + who) % len(TAGS)])
    columns: tuple[Column, ...] = (
        home,
        home,
        same(",", size),
        where(orders.kind == CANCELLED, created),
        same("Alipay,", size),
        money(orders.refunded),
        same(f"{VENDOR},0.00,,,", size),
        whole(FIRST_ID + first + np.arange(size)),
        tags,
        same("Low,web,0.00" + "," * 10, size),
        phone,
        same(",", size),
        province,
        province,
        same(",,,", size),
    )
    return lines(*columns)


def _homes(people: People) -> list[str]:
    """Street … Country of each person, for billing and for shipping."""
    street = [
        f"{house} {street}"
        for house, street in zip(people.house.tolist(), places.STREETS[people.street], strict=True)
    ]
    size, place = len(street), people.place
    blank, country = same("", size), same("CN", size)
    region = (places.CITY[place], places.POSTCODE[place], places.PROVINCE_CODE[place])
    return lines(street, street, blank, blank, *region, country)
