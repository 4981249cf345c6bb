"""A text file in blocks of whole lines, decoded strictly and handed on as UTF-8."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from sources.encoding import BLOCK, BOMS, Survey, decodes
from sources.export import UnreadableError
from sources.lines import line_count
from sources.words import said

LONGEST_LINE = 32 << 20
LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass
class Block:
    """Whole lines of a file, decoded when they are asked for."""

    raw: bytes
    is_last: bool
    codec: str = ""
    """Blank where the bytes are known to be UTF-8."""

    @property
    def line_count(self) -> int:
        """How many line ends there are."""
        return line_count(self.raw)

    @property
    def text(self) -> bytes:
        """The lines as UTF-8; those that could not be decoded are escaped."""
        return self._decoded[0]

    @property
    def damaged(self) -> list[int]:
        """The indexes of the lines that could not be decoded."""
        return self._decoded[1]

    def undecoded(self, delimiter: bytes) -> bytes:
        """The lines, decoded only if the delimiter may be half of another character."""
        return self.text if self._is_unsafe(delimiter) else self.raw

    def decoded(self, text: bytes, delimiter: bytes) -> str:
        """A piece of `undecoded` as text, escaped where it cannot be decoded."""
        codec = "utf-8" if self._is_unsafe(delimiter) or not self.codec else self.codec
        return text.decode(codec, "backslashreplace")

    def _is_unsafe(self, delimiter: bytes) -> bool:
        return self.codec == "gb18030" and delimiter == b"|"

    @cached_property
    def _decoded(self) -> tuple[bytes, list[int]]:
        if not self.codec:
            return self.raw, []
        try:
            return self.raw.decode(self.codec).encode(), []
        except UnicodeDecodeError:
            lines = LINE.findall(self.raw)
            fixed = b"".join(line.decode(self.codec, "backslashreplace").encode() for line in lines)
            return fixed, [index for index, line in enumerate(lines) if not decodes(line, self.codec)]


def blocks(path: Path, encoding: str, seen: Survey) -> Iterator[Block]:
    """The file without its byte-order mark. Raises UnreadableError."""
    is_utf8 = encoding.startswith("utf-16") or (encoding.startswith("utf-8") and seen.first_bad is None)
    codec = "" if is_utf8 else encoding.removesuffix("-sig")
    waiting = b""
    for piece, is_last in _pieces(path, encoding):
        text = waiting + piece
        cut = len(text) if is_last else max(text.rfind(b"\n"), text.rfind(b"\r", 0, -1)) + 1
        waiting = text[cut:]
        if len(waiting) > LONGEST_LINE:
            raise UnreadableError(said("line_too_long", megabytes=LONGEST_LINE >> 20))
        if cut:
            yield Block(text[:cut], is_last, codec)


def _pieces(path: Path, encoding: str) -> Iterator[tuple[bytes, bool]]:
    """Some bytes at a time, and whether they are the last; UTF-16 already as UTF-8."""
    mark = next((mark for mark, name in BOMS if name == encoding), b"")
    with path.open("rb") as stream:
        stream.seek(len(mark))
        yield from _as_utf8(stream, encoding) if encoding.startswith("utf-16") else _as_it_is(stream)


def _as_it_is(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    piece = stream.read(BLOCK)
    while piece:
        following = stream.read(BLOCK)
        yield piece, not following
        piece = following


def _as_utf8(stream: BinaryIO, encoding: str) -> Iterator[tuple[bytes, bool]]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    for piece, is_last in _as_it_is(stream):
        try:
            yield decoder.decode(piece, is_last).encode(), is_last
        except UnicodeError as error:
            raise UnreadableError(said("encoding_undecided")) from error
