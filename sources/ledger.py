"""The ledger: a folder per content hash, whose presence is the entry; whole or not there at all."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from sources.canonical import OBJECTS

WORKING = ".working"
DAYS = "days.parquet"
REPAIRED = ".repaired"


@dataclass(frozen=True)
class Entry:
    """What the ledger knows of one file.

    `first_on` and `through_on` are the days its records tell of; `columns` are the headers of the canonical
    columns; `question` names what a held file waits for; `answers` are those it was read with.
    """

    file_id: str
    arrival: int
    file: str
    system: str = ""
    preset: str = ""
    object: str = ""
    status: str = "loaded"
    message: str = ""
    encoding: str = ""
    size: int = 0
    records: int = 0
    accepted: int = 0
    quarantined: int = 0
    blank: int = 0
    first_on: str = ""
    through_on: str = ""
    question: str = ""
    recipe: str = ""
    is_terminated: bool = True
    repaired: int = 0
    """Rows a person repaired; they count as accepted, no longer as quarantined."""
    header: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    """Columns that the preset does not know."""
    columns: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


def ledger(lake: Path) -> list[Entry]:
    """All entries, in the order the files were first seen."""
    entries = [_entry(file) for file in lake.glob("*/entry.json") if not file.parent.name.startswith(".")]
    return sorted(entries, key=lambda entry: entry.arrival)


def lake_files(lake: Path) -> dict[str, list[Path]]:
    """The Parquet files of each table of the lake, in the order of the ledger."""
    entries = ledger(lake)
    files = {
        name: [file for each in entries if each.object == name for file in row_files(lake, each)]
        for name in OBJECTS
    }
    loaded = {name: [file for file in found if file.is_file()] for name, found in files.items()}
    quarantines = [
        lake / f"{each.file_id}{REPAIRED if each.repaired else ''}" / "quarantine.parquet"
        for each in entries
        if each.quarantined
    ]
    days = [lake / each.file_id / DAYS for each in entries if each.first_on and each.accepted]
    return loaded | {"quarantine": quarantines, "days": days}


def row_files(lake: Path, entry: Entry) -> list[Path]:
    """The Parquet files with an entry's rows: as read, and as repaired."""
    names = (entry.file_id, *([f"{entry.file_id}{REPAIRED}"] if entry.repaired else []))
    return [lake / name / f"{entry.object}.parquet" for name in names]


def _entry(file: Path) -> Entry:
    entry = entry_of(json.loads(file.read_text("utf-8")))
    repairs = file.parent.with_name(f"{entry.file_id}{REPAIRED}") / "repaired.json"
    if not repairs.is_file():
        return entry
    count = json.loads(repairs.read_text("utf-8"))["repaired"]
    accepted, quarantined = entry.accepted + count, entry.quarantined - count
    return replace(entry, accepted=accepted, quarantined=quarantined, repaired=count)


def entry_of(content: Mapping[str, Any]) -> Entry:
    """An entry from its values in JSON's types."""
    values: dict[str, Any] = {
        name: tuple(each) if isinstance(each, list) else each
        for name, each in content.items()
        if name in Entry.__dataclass_fields__
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
