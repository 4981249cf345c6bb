"""Which encoding a file is written in, by a strict cascade: byte-order mark, UTF-8, then what is likely."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from sources import charset
from sources.export import HeldError
from sources.words import said

BLOCK = 4 << 20
SAMPLE = 1 << 18
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MOSTLY = 0.9


@dataclass
class Survey:
    """What one pass over a file's bytes tells; `first_bad` is where they stop being UTF-8."""

    sha256: str = ""
    size: int = 0
    first_bad: int | None = None
    is_blank: bool = True
    is_terminated: bool = True
    encoding: str = ""
    """As a person answered; then nothing is guessed."""


def survey(path: Path) -> Survey:
    """Hash the file and see whether it is UTF-8. Raises OSError."""
    digest, seen, cut_off = hashlib.sha256(), Survey(), b""
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            seen.is_blank = seen.is_blank and not block.strip()
            seen.is_terminated = block[-1:] in b"\r\n\0"
            if seen.first_bad is None:
                cut_off = _check(seen, cut_off + block, seen.size - len(cut_off))
            seen.size += len(block)
    if seen.first_bad is None and cut_off:
        seen.first_bad = seen.size - len(cut_off)
    seen.sha256 = digest.hexdigest()
    return seen


def _check(seen: Survey, text: bytes, at: int) -> bytes:
    """Note where the bytes stop being UTF-8; the beginning of a character that goes on in the next block."""
    cut = _cut_off(text)
    if not _is_utf8(text[: len(text) - cut]):
        try:
            text.decode()
        except UnicodeDecodeError as error:
            seen.first_bad = at + error.start
    return text[len(text) - cut :]


def _cut_off(text: bytes) -> int:
    """How many bytes at the end are the beginning of a character of two to four bytes."""
    for count, byte in enumerate(reversed(text[-3:]), start=1):
        if byte >= 0xC0:
            return count if count < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4) else 0
        if byte < 0x80:
            return 0
    return 0


def _is_utf8(text: bytes) -> bool:
    offsets = pa.py_buffer(np.array([0, len(text)], np.int32))
    try:
        pa.StringArray.from_buffers(1, offsets, pa.py_buffer(text)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def beginning(path: Path, at: int = 0) -> bytes:
    """The first bytes, or the first from some place on."""
    with path.open("rb") as stream:
        stream.seek(at)
        return stream.read(SAMPLE)


def detect(path: Path, seen: Survey) -> str:
    """The name of the codec; two joined by `+` where most lines are in the first and some in the second.

    Raises HeldError where several readings are possible, or none.
    """
    if seen.encoding:
        return seen.encoding
    head = beginning(path)
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    if wide := charset.wide(head):
        return wide
    if seen.first_bad is None:
        return "utf-8"
    lines = _foreign_lines(path, seen)
    bad = [line for line in lines if not decodes(line, "utf-8")]
    if len(bad) < (1 - MOSTLY) * len(lines):
        other = charset.likely(bad)
        return f"utf-8+{other}" if other and charset.is_kin(other, lines) else "utf-8"
    if found := charset.likely(lines):
        return found
    raise HeldError(said("encoding_undecided"), "encoding")


def _foreign_lines(path: Path, seen: Survey) -> list[bytes]:
    """Some lines with bytes beyond ASCII, from the beginning and from where UTF-8 fails."""
    places = (0, max(0, (seen.first_bad or 0) - 4096))
    parts = [re.split(b"[\r\n]+", beginning(path, at)) for at in places]
    whole = [line for part in parts for line in (part[1:-1] or part) if not line.isascii()]
    return whole or [line for part in parts for line in part if not line.isascii()]


def decodes(line: bytes, encoding: str) -> bool:
    """Whether the bytes are text in this encoding."""
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
