"""Files that must outlive a power cut, and be known again."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def sha256(file: Path) -> str:
    """The hash of a file's content."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def flush(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def new_folder(place: Path) -> Iterator[Path]:
    """An empty folder to fill, which becomes `place` in one rename; nothing remains if filling it fails."""
    aside = place.with_name(f".{place.name}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    yield aside
    for path in (*aside.iterdir(), aside):
        flush(path)
    aside.rename(place)
    flush(place.parent)


def new_file(place: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all. Raises FileExistsError."""
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f".{place.name}")
    aside.write_text(text, "utf-8")
    flush(aside)
    os.link(aside, place)
    aside.unlink()
    flush(place.parent)
