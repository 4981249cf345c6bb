"""What the last night remembers of matching, in the working warehouse: right or not there."""

import pandas as pd

from models.night_memory import Memory
from warehouse import Warehouse

TABLES = {name: f"ledger.matching_{name}" for name in ("units", "pairs", "blocks", "scores")}
STAMP = "ledger.matching_by"


def recalled(warehouse: Warehouse, mark: str) -> Memory | None:
    """What a night by the same standard and code has left; None where none has, or one that was stopped."""
    if STAMP not in warehouse.tables() or warehouse.read(STAMP)["mark"].tolist() != [mark]:
        return None
    return Memory(**{name: warehouse.read(table, order_by=ORDER[name]) for name, table in TABLES.items()})


def keep(warehouse: Warehouse, memory: Memory, mark: str) -> None:
    """Leave it to the next night; the stamp comes last, so that what was stopped half-way is not recalled."""
    warehouse.write(STAMP, pd.DataFrame({"mark": [""]}))
    for name, table in TABLES.items():
        warehouse.write(table, getattr(memory, name))
    warehouse.write(STAMP, pd.DataFrame({"mark": [mark]}))


ORDER = {
    "units": ("mark",),
    "pairs": ("one", "other"),
    "blocks": ("key", "block"),
    "scores": ("pair_mark",),
}
