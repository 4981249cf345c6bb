"""A year of daily exports in the worst order and shape gives the tables of the clean load, to the row."""

import io
import os
import random
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assets.queries import query_text
from warehouse import DuckDBWarehouse

DAYS = int(os.environ.get("REGULARS_TEST_DROPS", "40"))
"""How many of the 305 days; REGULARS_TEST_DROPS=305 for all."""
NIGHTS = 6
ORDERS = (
    "select order_id, customer_ref, ordered_at, sku, item, quantity, unit_price, country, count(*) as n"
    " from raw.order_lines where is_current group by all"
)
CORE = "select * exclude (file_id) from core.orders"
IDENTITIES = "select distinct person_key, person_key as customer_id from raw.order_lines"
RATES = """
select currency, cast(ordered_at as date) as on_day, 1.0 as rate from raw.order_lines where false
"""
LINES = "select *, count(*) as n from core.order_lines group by all"


@dataclass
class Drops:
    """The files of each night, drawn with one seed."""

    days: dict[str, bytes]
    draw: random.Random = field(default_factory=lambda: random.Random(305))
    nights: list[dict[str, bytes]] = field(default_factory=lambda: [{} for _ in range(NIGHTS)])

    def send(self, name: str, content: bytes, first: int = 0, last: int = NIGHTS - 1) -> int:
        """Drop a file on some night between two; which one."""
        night = self.draw.randint(first, last)
        self.nights[night][name] = content
        return night

    def plan(self) -> None:
        """Ten sent again, five corrected, two cut off, three in GB18030, one zipped; all in any order."""
        days = sorted(self.days)
        self.draw.shuffle(days)
        again, wrong, cut = days[:10], days[10:15], days[15:17]
        for number, day in enumerate(wrong):
            night = self.send(f"{day}.csv", spoilt(self.days[day]), last=NIGHTS - 2)
            name = f"{day}.csv" if number == 0 else f"neu {number}.csv"
            self.send(name, self.days[day], first=night + 1)
        for day in cut:
            night = self.send(f"{day}.csv", self.days[day][:-9], last=NIGHTS - 2)
            self.send(f"{day} whole.csv", self.days[day], first=night + 1)
        for day in days[17:20]:
            self.send(f"{day}.csv", self.days[day].decode().encode("gb18030"))
        self.send("one.zip", zipped(f"{days[20]}.csv", self.days[days[20]]))
        for day in [*again, *days[21:]]:
            self.send(f"{day}.csv", self.days[day])
        for number, day in enumerate(again):
            self.send(f"export ({number}).csv", self.days[day])


def spoilt(content: bytes) -> bytes:
    """A day with an order missing, another one too many, and a quantity that is wrong."""
    header, *lines = content.splitlines(keepends=True)
    missing = lines[0].split(b",")[0]
    kept = [line for line in lines if not line.startswith(missing + b",")]
    wrong = re.sub(rb",(-?\d+)(,\d{4}-\d\d-\d\d )", rb",\g<1>7\2", kept[0])
    assert wrong != kept[0]
    extra = b"999" + lines[0][3:]
    return b"".join([header, wrong, *kept[1:], extra])


def zipped(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def with_chinese(content: bytes) -> bytes:
    """The day with article names that tell GB18030 from other encodings."""
    return content.decode().replace(" HEART", " 心形挂饰 HEART").replace(" BAG", " 手提袋 BAG").encode()


@pytest.fixture(scope="module")
def days(shared_data: Path) -> dict[str, bytes]:
    files = sorted((shared_data / "online_retail_i" / "by-day").glob("*.csv"))
    chosen = sorted(random.Random(1).sample(files, min(DAYS, len(files))))
    return {file.stem: with_chinese(file.read_bytes()) for file in chosen}


def tables(night: Any) -> tuple[DuckDBWarehouse, list[Any]]:
    """The raw tables of what was dropped, and the orders made of them."""
    warehouse = night.run()
    warehouse.derive("core.identities", IDENTITIES)
    warehouse.derive("core.exchange_rates", RATES)
    for table in ("people", "channels", "orders", "order_lines"):
        warehouse.derive(f"core.{table}", query_text(f"core/{table}"))
    return warehouse, [warehouse.query(f"{query} order by all") for query in (ORDERS, CORE, LINES)]


def test_the_worst_order_and_shape_gives_the_clean_tables(
    days: dict[str, bytes], make_night: Any, rows_of: Any
) -> None:
    clean, dirty = make_night("clean"), make_night("dirty")
    for day, content in days.items():
        clean.drop(f"{day}.csv", content)
    drops = Drops(days)
    drops.plan()
    for files in drops.nights:
        for name, content in files.items():
            dirty.drop(name, content)
        dirty.read()
    (_, expected), (warehouse, found) = tables(clean), tables(dirty)
    for one, other in zip(found, expected, strict=True):
        assert one.equals(other)
    unbalanced = "select file from raw.files where records <> loaded + quarantined + duplicate + blank"
    assert rows_of(warehouse, unbalanced) == []
    assert rows_of(warehouse, "select status, count(*) as n from raw.files group by status") == [
        ("completed", 2),
        ("loaded", len(days) + 5),
    ]
    corrections = "select added, removed, changed, rows_went - removed - changed, basis from raw.revisions"
    assert rows_of(warehouse, corrections) == [(1, 1, 1, 0, "same_days")] * 4 + [(1, 1, 1, 0, "same_name")]
    physical = sum(content.count(b"\n") - 1 for content in days.values())
    assert rows_of(warehouse, "select sum(loaded + quarantined + blank) as n from raw.files") == [(physical,)]
