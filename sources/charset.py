"""Which encoding bytes beyond UTF-8 are likely in: by strict decoding, and by how common the characters are.

GB18030 before Big5, then Shift-JIS and Windows-1252. `charset-normalizer` is asked about the last only, and
may only object.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

NEARLY_ALL = 0.99
COMMON = 0.8
KANA = 0.15
WIDE = 0.25
JAPANESE = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ€£§©®°²³µ·º«»¿¡ªž“”‘’–—…•™´½¼"
)
CJK_IN_UTF8 = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){2}")


def wide(head: bytes) -> str:
    """The UTF-16 without a mark that these bytes are in, if they are: every second one of many is NUL."""
    even, odd = head[:4000:2].count(0), head[1:4000:2].count(0)
    half = max(1, min(len(head), 4000) // 2)
    if max(even, odd) < WIDE * half or min(even, odd) > WIDE * max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def likely(lines: Sequence[bytes]) -> str:
    """The first encoding that the lines are likely in; blank if there is none."""
    text = b"\n".join(lines)
    found = (name for name, is_likely in LIKELY.items() if _decodes(lines, name) and is_likely(text))
    return next(found, "")


def is_kin(other: str, lines: Sequence[bytes]) -> bool:
    """Whether lines in UTF-8 are of the same script as the other encoding is for."""
    text = b"\n".join(lines).decode("utf-8", "ignore")
    has_ideographs = any(_is_ideograph(character) for character in text)
    return has_ideographs == (other != "cp1252")


def _decodes(lines: Sequence[bytes], codec: str) -> bool:
    """Whether as good as all lines are text in it."""
    return sum(_is_text(line, codec) for line in lines) >= NEARLY_ALL * len(lines)


def _is_text(line: bytes, codec: str) -> bool:
    try:
        line.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _share(characters: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(map(bool, map(test, characters))) / max(1, len(characters))


def _beyond(text: bytes, codec: str) -> list[str]:
    return BEYOND_ASCII.findall(text.decode(codec, "ignore"))


def _is_ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_gb(text: bytes) -> bool:
    """Whether most double bytes are of GB 2312, its first level above all, and few of them kana."""
    found = _beyond(text, "gb18030")
    ideographs = [each.encode("gb2312", "ignore") for each in found if _is_ideograph(each)]
    first = sum(b"" < each[:1] <= b"\xd7" for each in ideographs)
    known = _share(found, lambda each: each.encode("gb2312", "ignore"))
    return first >= COMMON * len(ideographs) and known >= COMMON and _share(found, _is_kana) < KANA


def _is_kana(character: str) -> bool:
    return "\u3040" <= character <= "\u30ff"


def _is_big5(text: bytes) -> bool:
    """Whether most ideographs are of the first level of Big5, and the text is no Japanese in EUC-JP."""
    if _is_text(text, "euc_jp") and _share(_beyond(text, "euc_jp"), _is_kana) >= KANA:
        return False
    found = _beyond(text, "big5")
    ideographs = [each for each in found if _is_ideograph(each)]
    first = _share(ideographs, lambda each: b"\xa4" <= each.encode("big5", "ignore")[:1] <= b"\xc6")
    return len(ideographs) >= COMMON * len(found) > 0 and first >= NEARLY_ALL - 0.04


def _is_japanese(text: bytes) -> bool:
    """Whether there are kana among the ideographs, and nothing strange."""
    found = _beyond(text, "cp932")
    return _share(found, _is_kana) >= KANA and _share(found, JAPANESE.match) >= COMMON


def _is_western(text: bytes) -> bool:
    """Whether the bytes beyond ASCII are letters and signs of Western Europe, in words of Latin letters.

    `charset-normalizer` must not know better.
    """
    found = _beyond(text, "cp1252")
    words = re.findall(r"[^\W\d_]+", text.decode("cp1252", "ignore"))
    latin = [word for word in words if BEYOND_ASCII.search(word)]
    is_known = _share(found, WESTERN.__contains__) >= NEARLY_ALL
    is_sparse = len(BEYOND_ASCII.findall("".join(latin))) <= len("".join(latin)) / 2
    return is_known and is_sparse and not _is_disputed(text)


def _is_disputed(text: bytes) -> bool:
    """Whether the detector is sure of another script than Latin."""
    from charset_normalizer import from_bytes

    best = from_bytes(text).best()
    found = BEYOND_ASCII.findall(str(best)) if best else []
    return bool(found) and _share(found, lambda each: "LATIN" not in unicodedata.name(each, "LATIN")) > COMMON


LIKELY: dict[str, Callable[[bytes], bool]] = {
    "gb18030": _is_gb,
    "big5": _is_big5,
    "cp932": _is_japanese,
    "cp1252": _is_western,
}
