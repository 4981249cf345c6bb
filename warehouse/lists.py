"""Lists that left the house: who was on each and what had been predicted of them, to be graded later.

A list is a folder `store/lists/<snapshot>-<segment>-<channel>-<mark>/` of the predictions of those on it and
an account. The mark is a hash of the account, which names the hash of the predictions and that of the
exported file, so that a list changed afterwards shows; the next receipt names the whole hash, so that one
taken away shows too. It holds customer ids and no personal values.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from warehouse.files import new_folder, sha256
from warehouse.workspace import Workspace

ROWS = "predictions.parquet"
ACCOUNT = "list.json"
MARK = 12


@dataclass(frozen=True)
class Exported:
    """One list; `churn` is the mean probability of leaving within `churn_days` that was said of it."""

    snapshot: str
    made_on: dt.date
    segment: str
    channel: str
    customers: int
    churn: float | None
    churn_days: int | None
    file_sha256: str
    rows_sha256: str

    def text(self) -> str:
        """The account as it is kept."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False, indent=1) + "\n"

    @property
    def mark(self) -> str:
        """The SHA-256 of the account, which the next receipt names."""
        return hashlib.sha256(self.text().encode()).hexdigest()

    @property
    def name(self) -> str:
        """What its folder is called."""
        return f"{self.snapshot}-{self.segment}-{self.channel}-{self.mark[:MARK]}"


def keep(
    workspace: Workspace, said: Any, snapshot: str, made_on: dt.date, segment: str, channel: str, file: str
) -> Exported:
    """Keep what was predicted of those on a list; the same list again is kept once.

    said: Arrow table of `mart.predictions`, a row for each customer. file: the hash of the exported file.
    """
    import pyarrow.parquet as parquet

    content = BytesIO()
    parquet.write_table(said, content, compression="zstd")
    rows = hashlib.sha256(content.getvalue()).hexdigest()
    churn, days = _said_of(said)
    kept = Exported(snapshot, made_on, segment, channel, said.num_rows, churn, days, file, rows)
    if not (workspace.lists / kept.name).exists():
        with new_folder(workspace.lists / kept.name) as aside:
            (aside / ROWS).write_bytes(content.getvalue())
            (aside / ACCOUNT).write_text(kept.text(), "utf-8")
    return kept


def promised(workspace: Workspace, day: dt.date) -> list[Exported]:
    """The intact lists of predictions made before a day, by name."""
    return [one for one in _kept(workspace).values() if one is not None and one.made_on < day]


def marks(workspace: Workspace) -> dict[str, str]:
    """The mark of every list, by name, blank where it is no longer as it was kept."""
    return {name: "" if one is None else one.mark for name, one in _kept(workspace).items()}


def predictions(workspace: Workspace, exported: Exported) -> Path:
    """The file of what was predicted of those on a list."""
    return workspace.lists / exported.name / ROWS


def is_intact(workspace: Workspace, exported: Exported) -> bool:
    """Whether account and predictions are still as they were kept: the account bears its own mark."""
    file = predictions(workspace, exported)
    return file.is_file() and sha256(file) == exported.rows_sha256


def _kept(workspace: Workspace) -> dict[str, Exported | None]:
    """Every list by the name of its folder, None where account or predictions are not what was kept."""
    folders = sorted(one for one in workspace.lists.glob("[!.]*") if one.is_dir())
    found = {folder.name: _exported(folder / ACCOUNT) for folder in folders}
    return {
        name: one if one is not None and one.name == name and is_intact(workspace, one) else None
        for name, one in found.items()
    }


def _said_of(said: Any) -> tuple[float | None, int | None]:
    import pyarrow.compute as compute

    mean, days = compute.mean(said["churn_probability"]).as_py(), compute.max(said["churn_days"]).as_py()
    return None if mean is None else round(mean, 6), days


def _exported(file: Path) -> Exported | None:
    """The list of an account, None where it cannot be read."""
    try:
        content = json.loads(file.read_text("utf-8"))
        return Exported(**content | {"made_on": dt.date.fromisoformat(content["made_on"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
