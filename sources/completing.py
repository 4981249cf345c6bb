"""Cut-off files, and the whole ones that begin with exactly their bytes."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from sources.arriving import Arrival
from sources.export import Export, HeldError
from sources.ledger import Entry
from sources.words import said

QUESTION = "complete"
BROKEN = ("ragged", "unclosed_quote", "undecodable")
BLOCK = 4 << 20


def ask_if_cut(export: Export, last_line: int) -> None:
    """Raises HeldError where the last record breaks off: `last_line` is where the last good row begins."""
    last = max(export.quarantined, default=None, key=lambda each: each.line)
    if export.counts.is_terminated or last is None:
        return
    if last.line > last_line and last.code in BROKEN:
        raise HeldError(said("cut_off", line=last.line), QUESTION)


def may_be_cut(entry: Entry, entries: Iterable[Entry]) -> bool:
    """Whether the last record has no line end although all other files of the feed end with one."""
    others = [each for each in entries if each.preset == entry.preset and each.status == "loaded"]
    return not entry.is_terminated and bool(others) and all(each.is_terminated for each in others)


def completed(entry: Entry, arrivals: Iterable[Arrival]) -> Entry | None:
    """The entry of a cut-off file as done with, if one of these begins with its bytes and goes on."""
    if entry.question != QUESTION or entry.status != "held":
        return None
    for arrival in arrivals:
        is_longer = arrival.seen is not None and arrival.seen.size > entry.size
        if is_longer and _beginning(arrival, entry.size) == entry.file_id:
            message = said("completed", file=arrival.name)
            return replace(entry, status="completed", question="", message=message)
    return None


def _beginning(arrival: Arrival, size: int) -> str:
    digest, left = hashlib.sha256(), size
    with arrival.path.open("rb") as stream:
        while left and (block := stream.read(min(left, BLOCK))):
            digest.update(block)
            left -= len(block)
    return digest.hexdigest()
