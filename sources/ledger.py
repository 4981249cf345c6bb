"""The ledger: a folder per content hash, whose presence is the entry; whole or not there at all."""

import json
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sources.canonical import OBJECTS

WORKING = ".working"
VERSION = re.compile(
    r"^(?P<base>.+?)[ _\-.]*(?:[(（]\s*(?P<copy>\d+)\s*[)）]|[_\- ]v(?P<version>\d+)"
    r"|[(（]?(?P<word>更正|修正|修订|更新|重发|最终|副本|copy|corrected|correction|fixed|revised|updated|resend|resent|final)[版]?[)）]?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """What the ledger knows of one file; `supersedes` is the file_id of the one it replaces."""

    file_id: str
    arrival: int
    file: str
    system: str = ""
    preset: str = ""
    object: str = ""
    status: str = "loaded"
    message: str = ""
    encoding: str = ""
    records: int = 0
    accepted: int = 0
    quarantined: int = 0
    blank: int = 0
    supersedes: str | None = None
    recipe: str = ""
    extra: tuple[str, ...] = field(default=())
    not_carried: tuple[str, ...] = field(default=())


def ledger(lake: Path) -> list[Entry]:
    """All entries, in the order the files were first seen."""
    entries = [_entry(file) for file in lake.glob("*/entry.json") if not file.parent.name.startswith(".")]
    return sorted(entries, key=lambda entry: entry.arrival)


def lake_files(lake: Path) -> dict[str, list[Path]]:
    """The Parquet files of each table of the lake, in the order of the ledger."""
    entries = ledger(lake)
    files = {
        name: [lake / each.file_id / f"{name}.parquet" for each in entries if each.object == name]
        for name in OBJECTS
    }
    loaded = {name: [file for file in found if file.is_file()] for name, found in files.items()}
    quarantines = [lake / each.file_id / "quarantine.parquet" for each in entries if each.quarantined]
    return loaded | {"quarantine": quarantines}


def _entry(file: Path) -> Entry:
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    values: dict[str, Any] = {
        name: tuple(each) if isinstance(each, list) else each for name, each in content.items()
    }
    return Entry(**values)


def sweep(lake: Path) -> Path:
    """Clear what an interrupted run left behind, and give an empty folder to work in."""
    lake.mkdir(parents=True, exist_ok=True)
    working = lake / WORKING
    for aside in working.glob("*.replaced"):
        if not (lake / aside.stem).exists():
            aside.rename(lake / aside.stem)
    shutil.rmtree(working, ignore_errors=True)
    working.mkdir()
    return working


def commit(lake: Path, folder: Path, entry: Entry) -> None:
    """Make the finished folder the ledger's entry, in one rename that survives a power cut."""
    (folder / "entry.json").write_text(
        json.dumps(asdict(entry), ensure_ascii=False, indent=1, sort_keys=True), "utf-8"
    )
    for file in folder.iterdir():
        _settle(file)
    _settle(folder)
    place = lake / entry.file_id
    if place.exists():
        place.rename(lake / WORKING / f"{entry.file_id}.replaced")
    folder.rename(place)
    _settle(lake)


def _settle(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def base_name(file: str) -> str:
    """The name without its version suffix, by which a corrected re-send is known.

    >>> [base_name(name) for name in ("orders (1).csv", "客户（更正）.xlsx", "orders_2025.csv", "a_v2.csv")]
    ['orders.csv', '客户.xlsx', 'orders_2025.csv', 'a.csv']
    """
    path = Path(file)
    match = VERSION.match(path.stem)
    return str(path.with_name(match["base"] + path.suffix)) if match else file


def arrival_order(file: str) -> tuple[str, int, int, str]:
    """Where a file stands among files seen for the first time in one run: later versions after plain ones."""
    match = VERSION.match(Path(file).stem)
    number = int(match["copy"] or match["version"] or 0) if match else 0
    return base_name(file), (2 if match and match["word"] else 1 if match else 0), number, file


def predecessor(entries: Iterable[Entry], entry: Entry) -> Entry | None:
    """The newest loaded file of the same preset and name that nothing has replaced yet."""
    entries = list(entries)
    replaced = {each.supersedes for each in entries}
    candidates = [
        each
        for each in entries
        if each.status == entry.status == "loaded" and each.preset == entry.preset
        if base_name(each.file) == base_name(entry.file)
        if each.file_id not in replaced and each.arrival < entry.arrival
    ]
    return max(candidates, key=lambda each: each.arrival, default=None)
