"""What the values of a column look like: numbers, days, phones, e-mail addresses, codes."""

import re
from collections.abc import Mapping, Sequence

MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
DATE = (
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{8}"
    rf"|\d{{1,2}}[-/. ]{MONTH}[-/., ]+\d{{2,4}}|{MONTH}[. ]+\d{{1,2}}[, ]+\d{{4}}"
)
SHAPES: Mapping[str, re.Pattern[str]] = {
    "email": re.compile(r"[^@\s<>]+@[^@\s<>]+\.[A-Za-z]{2,}"),
    "phone": re.compile(r"(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\+\d[\d ()-]{6,17}|0\d{2,3}-\d{7,8}"),
    "moment": re.compile(
        rf"({DATE})([ T,]+(?:上午|下午|晚上|中午)?\d{{1,2}}:\d{{2}}.*)?|\d{{13}}", re.IGNORECASE
    ),
    "flag": re.compile(r"是|否|有|无|yes|no|y|n|true|false|0|1|√|×", re.IGNORECASE),
    "number": re.compile(r"[-+(]?[¥￥$€£]?\s?(\d{1,3}([,.]\d{3})+|\d+)([.,]\d+)?\s?[元万%KM)]?"),
    "code": re.compile(r"[A-Za-z]{0,6}[-_#/]?\d+[A-Za-z0-9_/-]*"),
}
FITTING = {
    "identifier": ("code", "number", "phone"),
    "phone": ("phone",),
    "moment": ("moment",),
    "date": ("moment",),
    "flag": ("flag",),
    **dict.fromkeys(("money", "price", "quantity", "integer"), ("number", "flag")),
}
"""Which shapes a column of each kind may have; text may have any."""


def shares(values: Sequence[str]) -> dict[str, float]:
    """The share of the filled values that have each shape, and that differ from all others (`distinct`).

    >>> shares(["a@example.com", "", "b@example.org"])["email"]
    1.0
    """
    filled = [value.strip() for value in values if value.strip()]
    count = max(1, len(filled))
    found = {name: sum(map(bool, map(shape.fullmatch, filled))) / count for name, shape in SHAPES.items()}
    return found | {"distinct": len(set(filled)) / count, "filled": len(filled) / max(1, len(values))}


def fit(kind: str, column: str, found: Mapping[str, float]) -> float:
    """How well values of these shapes go into a canonical column, 0 to 1; .5 where they say nothing."""
    if not found["filled"]:
        return 0.5
    if column == "email":
        return found["email"]
    if kind == "identifier":
        return max(0.5 * found["distinct"], *(found[shape] for shape in FITTING[kind]))
    if kind in FITTING:
        return max(found[shape] for shape in FITTING[kind])
    return 0.5 - 0.4 * max(found["email"], found["phone"], found["moment"])
