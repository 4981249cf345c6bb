"""Clean tables of quite different shape: one to build the reader with, the others to hold it to account."""

import random
from collections.abc import Callable
from typing import NamedTuple

Row = tuple[str, ...]

GOODS = (
    "Teapot",
    "Gaiwan, porcelain",
    "Oolong",
    'Tray, 12"',
    "Kettle 1.5 l",
    "Men's Apron",
    "Cup (set of 4)",
    "茶盘",
)
SAYINGS = (
    "Made for daily use, easy to clean, and quick to dry.",
    'The 8" spout pours without a drip, even when the pot is full.',
    "A classic that doesn't age; fits two.",
    "Light, warm and quiet: our best-known piece, now with a longer handle.",
    "Hand-finished in small batches. No two are quite the same, and that's the point.",
    "Keeps its heat for hours.",
    "Thrown, glazed and fired in one workshop.",
)
STREETS = ("Mill Lane", "High St, Flat 2", "Station Road", "Quai du Port", "解放路", "Elm Court")
CITIES = ("Leeds", "Lyon", "长沙市", "Porto", "Graz", "Bergen")
FAMILY = "王李张刘陈杨赵黄周吴"
GIVEN = ("小明", "娜", "伟", "秀英", "强", "磊", "静怡", "杰")
NOTES = (
    "",
    "",
    "",
    "客户要求发票，抬头见附件",
    "Called twice, no answer",
    "说“下周再谈”",
    "first line\nsecond line",
    'asked for the "blue" one',
    "ok",
)


class Table(NamedTuple):
    """A clean table."""

    name: str
    header: Row
    rows: tuple[Row, ...]


def sales(rows: int = 84, seed: int = 7) -> Table:
    """A shop's sales: dates, times, codes, prices, quoted descriptions, addresses, a column never filled."""
    draw = random.Random(seed)
    header = ("Date", "Time", "Units", "SKU", "Price", "Product", "Description", "Address", "Page", "Remarks")
    return Table("sales", header, tuple(_sale(draw, number) for number in range(rows)))


def _sale(draw: random.Random, number: int) -> Row:
    sku = f"{draw.choice('ABCDEFG')}{draw.choice('KLMNP')}-{draw.randrange(1000, 9999)}"
    address = f"{draw.randrange(1, 300)} {draw.choice(STREETS)}, {draw.choice(CITIES)}"
    return (
        f"{1 + number % 28:02d}/{1 + number // 28 % 12:02d}/2025",
        f"{number // 4 % 24:02d}:{number % 4 * 15:02d}",
        str(draw.choice((0, 1, 1, 2, 2, 3, 12))),
        sku,
        _price(draw),
        draw.choice(GOODS),
        draw.choice(SAYINGS),
        address,
        f"https://shop.example.com/item/{sku.replace('-', '_')}.html",
        "",
    )


def _price(draw: random.Random) -> str:
    whole = f"${draw.randrange(1, 99)}"
    return f"{whole}.{draw.randrange(100):02d}" if draw.random() < 0.9 else whole


def visits(rows: int = 60, seed: int = 11) -> Table:
    """A sales team's visits: Chinese names, phones, ISO moments, amounts, units, notes of several lines."""
    draw = random.Random(seed)
    names = "visit_id 客户名称 电话 email started_at minutes stage 金额(元) share weight owner is_won note"
    return Table("visits", tuple(names.split()), tuple(_visit(draw, number) for number in range(rows)))


def _visit(draw: random.Random, number: int) -> Row:
    amount = draw.randrange(100, 250_000)
    day = f"2025-{1 + number // 28 % 12:02d}-{1 + number % 28:02d}"
    user = f"{draw.choice(('ann', 'li.na', 'wang', 'zoe'))}{draw.randrange(100)}"
    return (
        f"V{20_250_000 + number}",
        draw.choice(FAMILY) + draw.choice(GIVEN),
        f"1{draw.choice('3578')}{draw.randrange(10**8, 10**9)}",
        f"{user}@example.{draw.choice(('com', 'org'))}",
        f"{day} {draw.randrange(8, 19):02d}:{draw.randrange(60):02d}:00",
        str(draw.randrange(5, 180)),
        draw.choice(("初次拜访", "报价", "谈判", "已成交")),
        f"{amount:,}.{draw.randrange(100):02d}",
        f"{draw.randrange(1, 100)}%",
        f"{draw.randrange(1, 90)}.{draw.randrange(10)} kg",
        draw.choice(("李强", "赵磊(已停用)", "Linda Xu")),
        draw.choice(("true", "false")),
        draw.choice(NOTES),
    )


def gauges(rows: int = 36, seed: int = 13) -> Table:
    """A plant's gauges: a name and nothing but numbers, of which neighbouring columns look alike."""
    draw = random.Random(seed)
    header = ("gauge", "year", "week", "low", "high", "mean", "share", "delta", "count", "index")
    return Table("gauges", header, tuple(_gauge(draw, number) for number in range(rows)))


def _gauge(draw: random.Random, number: int) -> Row:
    low = draw.uniform(-20, 30)
    return (
        draw.choice(("north", "south", "east", "west")),
        str(2024 + number // 52),
        str(1 + number % 52),
        f"{low:.1f}",
        f"{low + draw.uniform(0, 15):.1f}",
        f"{low + draw.uniform(0, 9):.2f}",
        f"{draw.uniform(0, 1):.3f}",
        f"{draw.gauss(0, 3):.2f}",
        str(draw.randrange(0, 5000)),
        str(draw.randrange(90, 130)),
    )


REMARKS = (
    "late, but whole",
    "name, number, date",
    "returned: box open, seal broken, one cup missing",
    'the "good" one',
    "第一批，未开封",
    "fine",
    "call back, please",
)


def remarks(rows: int = 60, seed: int = 17) -> Table:
    """Three columns, one of them text with commas, and values that might as well be names of columns."""
    draw = random.Random(seed)
    kinds = ("name", "order", "Total", "price", "status")
    cells = (
        (f"{draw.choice('RST')}{number + 100}", draw.choice(kinds), draw.choice(REMARKS))
        for number in range(rows)
    )
    return Table("remarks", ("id", "kind", "remark"), tuple(cells))


TABLES: dict[str, Callable[[], Table]] = {
    "sales": sales,
    "visits": visits,
    "gauges": gauges,
    "remarks": remarks,
}
