"""A text file in blocks of whole lines, decoded strictly and handed on as UTF-8."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from sources.charset import CJK_IN_UTF8
from sources.encoding import BLOCK, BOMS, Survey, decodes
from sources.export import HeldError
from sources.lines import line_count
from sources.words import said

DOUBLE_BYTE = ("gb18030", "big5", "cp932")
SAFE = (b",", b";", b"\t", b" ", b":")
"""Delimiters that are never half of a character."""
LONGEST_LINE = 32 << 20
SHOWN = 1000
LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass
class Block:
    """Whole lines of a file, decoded when they are asked for."""

    raw: bytes
    is_last: bool
    codec: str = ""
    """Blank where the bytes are known to be UTF-8."""
    is_cut: bool = False
    """Whether only the beginning of the first line is here."""

    @property
    def line_count(self) -> int:
        """How many line ends there are."""
        return line_count(self.raw)

    @property
    def text(self) -> bytes:
        """The lines as UTF-8; those that could not be decoded are escaped."""
        return self._decoded[0]

    @property
    def damaged(self) -> dict[int, str]:
        """The lines that cannot be read, by index, and why."""
        found = dict.fromkeys(self._decoded[1], "undecodable")
        return found | ({0: "too_long"} if self.is_cut else {})

    def undecoded(self, delimiter: bytes) -> bytes:
        """The lines, decoded only if the delimiter may be half of another character."""
        return self.text if self._is_unsafe(delimiter) else self.raw

    def decoded(self, text: bytes, delimiter: bytes) -> str:
        """A piece of `undecoded` as text, escaped where it cannot be decoded."""
        codec = "utf-8" if self._is_unsafe(delimiter) or not self.codec else self.codec.partition("+")[0]
        return text.decode(codec, "backslashreplace")

    def _is_unsafe(self, delimiter: bytes) -> bool:
        return "+" in self.codec or (self.codec in DOUBLE_BYTE and delimiter not in SAFE)

    @cached_property
    def _decoded(self) -> tuple[bytes, list[int]]:
        first, _, other = self.codec.partition("+")
        if not first:
            return self.raw, []
        if first == "utf-8" or not CJK_IN_UTF8.search(self.raw):
            with suppress(UnicodeDecodeError):
                return self.raw.decode(first).encode(), []
        lines = [_decoded(line, first, other) for line in LINE.findall(self.raw)]
        fixed = b"".join(text for text, _ in lines)
        return fixed, [index for index, (_, is_damaged) in enumerate(lines) if is_damaged]


def _decoded(line: bytes, codec: str, other: str) -> tuple[bytes, bool]:
    """A line as UTF-8, and whether it had to be escaped: in UTF-8, its file's encoding, or the other one."""
    for each in ("utf-8", codec, other):
        if each and decodes(line, each):
            return line.decode(each).encode(), False
    return line.decode(codec, "backslashreplace").encode(), True


def blocks(path: Path, encoding: str, seen: Survey) -> Iterator[Block]:
    """The file without its byte-order mark; of a line that is too long, its beginning.

    Raises HeldError where UTF-16 breaks off.
    """
    is_utf8 = encoding.startswith("utf-16") or (encoding.startswith("utf-8") and seen.first_bad is None)
    codec = "" if is_utf8 else encoding.removesuffix("-sig")
    waiting, is_cut, is_skipping = list[bytes](), False, False
    for piece, is_last in _pieces(path, encoding):
        if is_skipping:
            at = _line_end(piece)
            is_skipping = at < 0
            piece = b"" if is_skipping else piece[at:]
        cut = len(piece) if is_last else max(piece.rfind(b"\n"), piece.rfind(b"\r", 0, -1)) + 1
        is_ended = bool(waiting) and (is_last or waiting[-1].endswith(b"\r"))
        if cut or is_ended:
            yield Block(b"".join([*waiting, memoryview(piece)[:cut]]), is_last, codec, is_cut)
            waiting, is_cut = [], False
        waiting += [piece[cut:]] if cut < len(piece) else []
        if sum(map(len, waiting)) > LONGEST_LINE:
            end = b"\r" if waiting[-1].endswith(b"\r") else b""
            waiting = [b"".join(each[:SHOWN] for each in waiting)[:SHOWN] + end]
            is_cut, is_skipping = True, not end


def _line_end(piece: bytes) -> int:
    """Where the first line end is, or -1."""
    found = piece.find(b"\n")
    lone = piece.find(b"\r", 0, found if found >= 0 else len(piece))
    return lone if lone >= 0 else found


def _pieces(path: Path, encoding: str) -> Iterator[tuple[bytes, bool]]:
    """Some bytes at a time, and whether they are the last; UTF-16 already as UTF-8."""
    with path.open("rb") as stream:
        mark = next((mark for mark, name in BOMS if name == encoding), b"")
        stream.seek(len(mark) if stream.read(len(mark)) == mark else 0)
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
            raise HeldError(said("encoding_undecided"), "encoding") from error
