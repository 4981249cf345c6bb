"""Exports that come packed, as gz or zip: unpacked once, within limits, and never outside their folder."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sources.export import UnreadableError
from sources.limits import MEMBERS, Budget
from sources.sniffing import ARCHIVES, kind_of
from sources.words import said

IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")
SEALED = 1
"""The flag of a zip's member that needs a password."""
DAMAGED = (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, EOFError, NotImplementedError, OSError)


def unpacked(path: Path, kind: str, folder: Path) -> list[tuple[str, Path]]:
    """The names and places of an archive's exports in `folder`. Raises UnreadableError."""
    unpack = {"gzip": _gunzipped, "zip": _unzipped}[kind]
    try:
        found = list(unpack(path, folder))
    except DAMAGED as error:
        raise UnreadableError(said("archive_unreadable")) from error
    if any(kind_of(file) in (*ARCHIVES, "tar") for _, file in found):
        raise UnreadableError(said("archive_in_archive"))
    if not found:
        raise UnreadableError(said("empty"))
    return found


def _gunzipped(path: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    target = folder / "0"
    with path.open("rb") as packed, gzip.GzipFile(fileobj=packed) as stream, target.open("wb") as sink:
        sink.writelines(Budget(path.stat().st_size).pieces(stream, packed))
    yield path.name.removesuffix(".gz"), target


def _unzipped(path: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    budget = Budget(path.stat().st_size)
    with path.open("rb") as packed, zipfile.ZipFile(packed) as archive:
        members = [each for each in archive.infolist() if not _is_ignored(each)]
        for problem in filter(None, (_problem(each) for each in members)):
            raise UnreadableError(said(problem))
        if len(members) > MEMBERS:
            raise UnreadableError(said("too_many_members", members=MEMBERS))
        for number, member in enumerate(members):
            target = folder / str(number)
            with archive.open(member) as stream, target.open("wb") as sink:
                sink.writelines(budget.pieces(stream, packed))
            yield member_name(member), target


def _is_ignored(member: zipfile.ZipInfo) -> bool:
    return member.is_dir() or any(mark in member.filename for mark in IGNORED)


def _problem(member: zipfile.ZipInfo) -> str | None:
    """Why a member must not be unpacked."""
    name = member.filename.replace("\\", "/")
    if member.flag_bits & SEALED:
        return "archive_sealed"
    if name.startswith("/") or name[1:2] == ":" or ".." in PurePosixPath(name).parts:
        return "archive_outside"
    return None


def member_name(member: zipfile.ZipInfo) -> str:
    """A member's name; Chinese Windows writes it in GBK without saying so."""
    is_marked = member.flag_bits & 0x800
    raw = member.filename if is_marked else _as_gbk(member.filename)
    return raw.replace("\\", "/")


def _as_gbk(name: str) -> str:
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
