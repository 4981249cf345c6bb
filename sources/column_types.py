"""What kind each column of a table is, by its preset, its header and the look of its values."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sources.canonical import CODES, MOMENTS, NUMBERS, OBJECTS
from sources.drafting import CLEAR, draft
from sources.mapping import Preset
from sources.planning import distinct, plan
from sources.shapes import SHAPES, fit, shares

MOSTLY, HALF = 0.95, 0.5
"""The share of a column's values that must be of its kind: where only they tell, where its header does."""
NOTHING = re.compile(r"-+|—+|/|#?n/?a|nan|null|none|无|空", re.IGNORECASE)
DAMAGED = re.compile(r"[-+]?\d(\.\d+)?[eE]\+\d{1,3}")
REAL = re.compile(r"[-+]?\d+([.,]\d+)?([eE][-+]?\d{1,3})?")
COUNTED = re.compile(r"\d{8}|\d{13}")
"""Days without a separator and milliseconds: numbers, unless the header says that they are moments."""
WORDS = re.compile(r"[^\d\s]")
SAFE_DIGITS = 15
"""More are an identifier's: a spreadsheet keeps no more."""


class Kind(NamedTuple):
    """What a column is, and the share of its values that must be so."""

    name: str
    enough: float = MOSTLY


def kinds(header: Sequence[str], rows: Sequence[Sequence[str]], preset: Preset | None) -> list[Kind]:
    """The kind of each column: `number`, `real`, `moment`, `flag`, `identifier` or `text`.

    Identifiers and phone numbers stay text, but a value whose digits a spreadsheet destroyed is at fault.
    """
    meant = _meant(header, rows, preset)
    columns = ([row[place].strip() for row in rows if place < len(row)] for place in range(len(header)))
    filled = ([each for each in values if each and not NOTHING.fullmatch(each)] for values in columns)
    named = zip(distinct(header), filled, strict=True)
    return [_kind(values, *meant.get(name, ("", ""))) for name, values in named]


def _meant(
    header: Sequence[str], rows: Sequence[Sequence[str]], preset: Preset | None
) -> Mapping[str, tuple[str, str]]:
    """The canonical column and its kind that each header stands for, as far as is known."""
    if preset is not None:
        how = plan(preset, header)
        places = {place: name for name, found in how.columns.items() for place in found}
        return {
            how.header[place]: (name, how.table.columns.get(name, "text")) for place, name in places.items()
        }
    found = draft(header, rows)
    columns = OBJECTS[found.object].columns
    sure = [each for each in found.guesses if each.sureness >= CLEAR]
    return {each.header: (each.column, columns.get(each.column, "text")) for each in sure}


def _kind(values: Sequence[str], column: str, kind: str) -> Kind:
    if not values:
        return Kind("text")
    look = shares(values)
    if kind in CODES:
        return Kind("identifier")
    if kind in MOMENTS and fit(kind, column, look) >= HALF:
        return Kind("moment", HALF)
    if kind in NUMBERS and _share(values, SHAPES["number"], REAL) >= HALF:
        return Kind("number", HALF)
    if kind == "flag" and look["flag"] >= MOSTLY:
        return Kind("flag")
    return Kind(_by_look(values, look))


def _by_look(values: Sequence[str], look: Mapping[str, float]) -> str:
    if look["moment"] >= MOSTLY and not all(map(COUNTED.fullmatch, values)):
        return "moment"
    if look["flag"] >= MOSTLY and any(map(WORDS.search, values)):
        return "flag"
    if look["phone"] >= MOSTLY:
        return "identifier"
    if _share(values, SHAPES["number"], REAL) >= MOSTLY and not _is_code(values):
        return "number"
    is_code = _share(values, SHAPES["code"], SHAPES["number"], DAMAGED) >= MOSTLY
    return "identifier" if is_code else "text"


def _is_code(values: Sequence[str]) -> bool:
    """Whether numbers are an identifier's: with leading zeros, too many digits, or destroyed ones."""
    digits = [re.sub(r"\D", "", value) for value in values]
    return any(
        DAMAGED.fullmatch(value) or (value.isdigit() and (len(each) > SAFE_DIGITS or _has_zeros(value)))
        for value, each in zip(values, digits, strict=True)
    )


def _has_zeros(value: str) -> bool:
    return len(value) > 1 and value.startswith("0")


def _share(values: Sequence[str], *patterns: re.Pattern[str]) -> float:
    """The share of the values that any of the patterns fits."""
    return sum(any(each.fullmatch(value) for each in patterns) for value in values) / len(values)
