"""Which encoding a file is written in, by a strict cascade, and its blocks of whole lines as UTF-8."""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from sources.export import UnreadableError

BLOCK = 4 << 20
LONGEST_LINE = 32 << 20
SAMPLE = 2 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNDECIDED = (
    "This file's encoding cannot be told for certain: save it again as 'CSV UTF-8'."
    " / 无法确定此文件的编码：请另存为“CSV UTF-8”后再放入。"
)


@dataclass
class Survey:
    """What one pass over a file's bytes tells."""

    sha256: str = ""
    size: int = 0
    head: bytes = b""
    first_bad: int | None = None
    """Where the bytes stop being UTF-8."""
    has_newline: bool = False
    is_terminated: bool = True


def survey(path: Path) -> Survey:
    """Hash the file and see whether it is UTF-8. Raises OSError."""
    digest, seen, check = hashlib.sha256(), Survey(), codecs.getincrementaldecoder("utf-8")("strict")
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            seen.head = seen.head or block[:SAMPLE]
            seen.has_newline = seen.has_newline or b"\n" in block
            _check(seen, check, block)
            seen.size += len(block)
            seen.is_terminated = block[-1:] in b"\r\n\0"
    if seen.first_bad is None and check.getstate()[0]:
        seen.first_bad = seen.size - len(check.getstate()[0])
    seen.sha256 = digest.hexdigest()
    return seen


def _check(seen: Survey, check: codecs.IncrementalDecoder, block: bytes) -> None:
    if seen.first_bad is not None or (block.isascii() and not check.getstate()[0]):
        return
    pending = len(check.getstate()[0])
    try:
        check.decode(block)
    except UnicodeDecodeError as error:
        seen.first_bad = seen.size - pending + error.start


def detect(path: Path, seen: Survey) -> str:
    """The name of the codec. Raises UnreadableError where two readings are possible, or none."""
    for mark, name in BOMS:
        if seen.head.startswith(mark):
            return name
    if b"\0" in seen.head[:1000] and seen.head[:1000].count(b"\0") > len(seen.head[:1000]) // 4:
        raise UnreadableError(UNDECIDED)
    if seen.first_bad is None:
        return "utf-8"
    lines = _foreign_lines(path, seen)
    if sum(_decodes(line, "utf-8") for line in lines) > 0.9 * len(lines):
        return "utf-8"
    if sum(_decodes(line, "gb18030") for line in lines) >= 0.99 * len(lines) and is_chinese(b"".join(lines)):
        return "gb18030"
    raise UnreadableError(UNDECIDED)


def _foreign_lines(path: Path, seen: Survey) -> list[bytes]:
    with path.open("rb") as stream:
        stream.seek(max(0, (seen.first_bad or 0) - 4096))
        sample = seen.head + b"\n" + stream.read(SAMPLE)
    lines = sample.split(b"\n")
    return [line for line in lines[1:-1] or lines if not line.isascii()] or [sample]


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def is_chinese(text: bytes) -> bool:
    """Whether most double bytes are of GB 2312, as they are in GB18030 but not in other encodings read as it."""
    common = pairs = position = 0
    while position < len(text) - 1:
        first, second = text[position], text[position + 1]
        if first < 0x81:
            position += 1
            continue
        pairs += 1
        common += 0xA1 <= first <= 0xF7 and second >= 0xA1
        position += 4 if 0x30 <= second <= 0x39 else 2
        if pairs > 50_000:
            break
    return pairs > 0 and common >= 0.8 * pairs


@dataclass
class Block:
    """Whole lines as UTF-8; the lines that could not be decoded are escaped and listed."""

    text: bytes
    is_last: bool
    damaged: list[int] = field(default_factory=list)


def blocks(path: Path, encoding: str, seen: Survey) -> Iterator[Block]:
    """The file without its byte-order mark, in blocks of whole lines. Raises UnreadableError."""
    mark = next((mark for mark, name in BOMS if name == encoding), b"")
    is_checked = seen.first_bad is None and encoding.startswith("utf-8")
    waiting = b""
    with path.open("rb") as stream:
        stream.seek(len(mark))
        for piece, is_last in _pieces(stream, encoding):
            text = piece if seen.has_newline else piece.replace(b"\r", b"\n")
            cut = len(text) if is_last else text.rfind(b"\n") + 1
            whole, waiting = waiting + text[:cut] if cut else b"", text[cut:] if cut else waiting + text
            if len(waiting) > LONGEST_LINE:
                raise UnreadableError(_too_long())
            if whole or is_last:
                yield Block(whole, is_last) if is_checked else _decoded(whole, is_last, encoding)


def _pieces(stream: BinaryIO, encoding: str) -> Iterator[tuple[bytes, bool]]:
    decoder = codecs.getincrementaldecoder(encoding)("strict") if encoding.startswith("utf-16") else None
    block = stream.read(BLOCK)
    while block:
        following = stream.read(BLOCK)
        try:
            yield decoder.decode(block, not following).encode() if decoder else block, not following
        except UnicodeDecodeError as error:
            raise UnreadableError(UNDECIDED) from error
        block = following


def _decoded(text: bytes, is_last: bool, encoding: str) -> Block:
    if encoding.startswith("utf-16"):
        return Block(text, is_last)
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        return Block(text.decode(codec).encode(), is_last)
    except UnicodeDecodeError:
        lines = text.split(b"\n")
        damaged = [index for index, line in enumerate(lines) if not _decodes(line, codec)]
        fixed = b"\n".join(line.decode(codec, "backslashreplace").encode() for line in lines)
        return Block(fixed, is_last, damaged)


def _too_long() -> str:
    return (
        f"A line is longer than {LONGEST_LINE >> 20} MB: this is no table. Export it again as CSV."
        f" / 有一行超过 {LONGEST_LINE >> 20} MB，不是表格，请重新导出为 CSV。"
    )
