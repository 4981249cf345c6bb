"""Receipts: what every published night predicted, kept apart from the snapshots and chained by hashes.

A receipt is a folder `store/receipts/<snapshot>/` of the predictions and an account that names their hash,
the lists exported since the account before, each with its hash, and the hash of that account, so that a
prediction or a list changed or taken away afterwards shows. The replay of a past day promises nothing:
whoever knows the outcome cannot predict it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from warehouse import lists
from warehouse.embedded import DuckDBWarehouse
from warehouse.files import new_folder, sha256
from warehouse.snapshots import Snapshot
from warehouse.workspace import Workspace

TABLE = "mart.predictions"
ROWS = "predictions.parquet"
ACCOUNT = "receipt.json"


@dataclass(frozen=True)
class Receipt:
    """One night's predictions; `previous` is the SHA-256 of the account before, blank for the first.

    `lists` are the marks of the lists exported since that account, by name.
    """

    snapshot: str
    made_on: dt.date
    sequence: int
    rows: int
    sha256: str
    previous: str
    lists: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The account as it is kept; where there are no lists, it says nothing of them."""
        content = {name: value for name, value in asdict(self).items() if name != "lists" or value}
        return json.dumps(content, default=str, ensure_ascii=False, indent=1) + "\n"

    @property
    def mark(self) -> str:
        """The SHA-256 of the account, which the next one names."""
        return hashlib.sha256(self.text().encode()).hexdigest()


def keep(workspace: Workspace, warehouse: DuckDBWarehouse, published: Snapshot) -> None:
    """Keep the predictions of a published night; once kept they are never written again."""
    known = receipts(workspace)
    if any(one.snapshot == published.id or one.made_on > published.as_of for one in known):
        return
    previous = known[-1].mark if known else ""
    sequence = known[-1].sequence + 1 if known else 1
    with new_folder(workspace.receipts / published.id) as aside:
        rows = warehouse.to_parquet(TABLE, aside / ROWS)
        hashed, new = sha256(aside / ROWS), _new_lists(workspace, known)
        receipt = Receipt(published.id, published.as_of, sequence, rows, hashed, previous, new)
        (aside / ACCOUNT).write_text(receipt.text(), "utf-8")


def receipts(workspace: Workspace) -> list[Receipt]:
    """Every kept receipt, the oldest first."""
    found = [_receipt(file) for file in workspace.receipts.glob(f"[!.]*/{ACCOUNT}")]
    return sorted(found, key=lambda one: one.sequence)


def promised(workspace: Workspace, day: dt.date) -> list[Receipt]:
    """The intact receipts of the days before, of each day the last."""
    last = {one.made_on: one for one in receipts(workspace) if one.made_on < day}
    return [one for one in last.values() if is_intact(workspace, one)]


def predictions(workspace: Workspace, receipt: Receipt) -> Path:
    """The file of a receipt's predictions."""
    return workspace.receipts / receipt.snapshot / ROWS


def is_intact(workspace: Workspace, receipt: Receipt) -> bool:
    """Whether the predictions are still the ones that were kept."""
    file = predictions(workspace, receipt)
    return file.is_file() and sha256(file) == receipt.sha256


def broken(workspace: Workspace) -> set[str]:
    """The snapshots whose receipt, or whose link to the one before, is no longer as it was kept."""
    previous, found = "", set()
    for receipt in receipts(workspace):
        if receipt.previous != previous or not is_intact(workspace, receipt):
            found.add(receipt.snapshot)
        previous = receipt.mark
    return found


def changed_lists(workspace: Workspace) -> list[str]:
    """The lists, by name, that are not as they were exported, or are gone though a receipt names them."""
    present, named = lists.marks(workspace), _named(receipts(workspace))
    gone = {name for name, mark in named.items() if present.get(name, "") != mark}
    return sorted(gone | {name for name, mark in present.items() if not mark})


def _new_lists(workspace: Workspace, known: list[Receipt]) -> dict[str, str]:
    """The marks of the intact lists that no receipt names yet."""
    named = _named(known)
    return {name: mark for name, mark in lists.marks(workspace).items() if mark and name not in named}


def _named(known: list[Receipt]) -> dict[str, str]:
    return {name: mark for receipt in known for name, mark in receipt.lists.items()}


def _receipt(file: Path) -> Receipt:
    content = json.loads(file.read_text("utf-8"))
    return Receipt(**content | {"made_on": dt.date.fromisoformat(content["made_on"])})
