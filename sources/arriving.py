"""What lies in the inbox: files in the order of their versions, each with its content hash."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.encoding import Survey, survey
from sources.naming import arrival_order
from sources.words import said

UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".download", ".filepart")
MARKS = (".done", ".ok", ".md5", ".sha256")
"""Of files laid beside an export to say that it is whole."""
LOCK = "~$"
"""Of the file a spreadsheet program lays beside a book while somebody has it open."""

Stamp = tuple[int, int]


@dataclass(frozen=True)
class Arrival:
    """One file of the inbox; without a survey where it cannot be opened, and then with the reason."""

    path: Path
    name: str
    stamp: Stamp = (0, 0)
    seen: Survey | None = None
    problem: str = ""
    table: int = 0
    """Which table of a file of several, from 1; 0 where it has one only."""

    @property
    def file_id(self) -> str:
        """The SHA-256 of its content, blank where it cannot be opened."""
        return self.seen.sha256 if self.seen else ""

    @property
    def file_name(self) -> str:
        """The file's own name, without folder, archive and sheet."""
        place = Path(self.name)
        return place.parent.name if self.table else place.name

    def has_changed(self) -> bool:
        """Whether somebody wrote to it since it was hashed."""
        return not self.path.is_file() or _stamp(self.path) != self.stamp


def names(inbox: Path) -> list[str]:
    """The files to be read, relative to the inbox, the plain ones before their corrections."""
    return sorted((path.relative_to(inbox).as_posix() for path in _finished(inbox)), key=arrival_order)


def _finished(inbox: Path) -> Iterator[Path]:
    return (path for path in _visible(inbox) if not waits_for(path.name) and not _is_mark(path))


def _is_mark(path: Path) -> bool:
    return path.suffix.lower() in MARKS and path.with_suffix("").is_file()


def _visible(inbox: Path) -> Iterator[Path]:
    for path in inbox.rglob("*"):
        is_hidden = any(part.startswith(".") for part in path.relative_to(inbox).parts)
        if path.is_file() and not is_hidden:
            yield path


def waits_for(name: str) -> str:
    """Why a file of this name is not read yet, blank where it is.

    >>> waits_for("orders.csv"), waits_for("orders.csv.part")[:35]
    ('', 'Still being uploaded (.part); it wi')
    """
    suffix = Path(name).suffix.lower()
    if name.startswith(LOCK):
        return said("open_elsewhere")
    return said("uploading", suffix=suffix) if suffix in UNFINISHED else ""


def left_out(inbox: Path) -> dict[str, str]:
    """The files of the inbox that are not read yet, and why."""
    found = {path.relative_to(inbox).as_posix(): waits_for(path.name) for path in _visible(inbox)}
    return {name: found[name] for name in sorted(found) if found[name]}


def arrival(inbox: Path, name: str) -> Arrival:
    """Hash a file of the inbox."""
    return arrived(inbox / name, name)


def arrived(path: Path, name: str) -> Arrival:
    """Hash a file, wherever it lies."""
    try:
        return Arrival(path, name, _stamp(path), survey(path))
    except OSError as error:
        return Arrival(path, name, problem=said("unreadable", why=error.strerror or type(error).__name__))


def _stamp(path: Path) -> Stamp:
    """Tells a file from the same one written to; never used for order."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns
