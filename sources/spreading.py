"""A file that holds several exports is an arrival for each: an archive's members, a book's sheets."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from sources.arriving import Arrival, arrived
from sources.export import HeldError, UnreadableError
from sources.limited import limited
from sources.sniffing import ARCHIVES, kind_of

BOOKS = ("sheet", "html", "xml")


def spread(arrival: Arrival, working: Path, known: Collection[str]) -> list[Arrival]:
    """The arrivals of one file; archives are unpacked below `working`, and are known by what is in them.

    A book of one table whose content is among the `known` need not be opened to be told.
    """
    if arrival.problem or arrival.file_id in known:
        return [arrival]
    try:
        kind = kind_of(arrival.path)
        if kind in ARCHIVES:
            return _members(arrival, kind, working / f"{arrival.file_id}.unpacked")
        return _tables(arrival) if kind in BOOKS else [arrival]
    except (UnreadableError, OSError) as refusal:
        return [Arrival(arrival.path, arrival.name, problem=str(refusal))]


def _members(arrival: Arrival, kind: str, folder: Path) -> list[Arrival]:
    folder.mkdir(exist_ok=True)
    found: list[Arrival] = []
    for name, place in limited("unpack", arrival.path, kind=kind, folder=str(folder)):
        title = arrival.name.removesuffix(".gz") if kind == "gzip" else f"{arrival.name}/{name}"
        member = arrived(Path(place), title)
        found += _tables(member) if kind_of(member.path) in BOOKS else [member]
    return found


def _tables(arrival: Arrival) -> list[Arrival]:
    """A book itself where it has one table or waits for an answer, else an arrival for each of its tables."""
    try:
        names: list[str] = limited("names", arrival.path)
    except HeldError:
        return [arrival]
    if len(names) == 1:
        return [arrival]
    return [_table(arrival, number, name) for number, name in enumerate(names, start=1)]


def _table(arrival: Arrival, number: int, name: str) -> Arrival:
    assert arrival.seen is not None
    seen = replace(arrival.seen, sha256=f"{arrival.file_id}-{number}")
    return replace(
        arrival, name=f"{arrival.name}/{name.replace('/', '_') or number}", seen=seen, table=number
    )
