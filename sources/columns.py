"""What the values of each column look like, learnt from the records that are well-formed.

A value's shape is its characters by class (capital, small letter, digit, ideograph, each sign itself).
A column of few shapes takes no others; a column of text is known by how its values begin and end. The pattern
of a row and the types of its cells judge a reading, as in van den Burg, Nazábal and Sutton, "Wrangling messy
CSV files by detecting row and type patterns", Data Mining and Knowledge Discovery 33 (2019).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

ENOUGH = 8
"""Fewer values than this show no shape."""
FEW_SHAPES = 0.12
RARE = 0.02
LONGEST = 200
WORD = re.compile("[a文]{2}")
WORDS = re.compile("[Aa文] | [Aa文]")


def shape(text: str) -> str:
    """The text by classes of characters.

    >>> shape("MG-8769 ok")
    'AA-9999 aa'
    """
    return "".join(map(_class, text[:LONGEST]))


def _class(character: str) -> str:
    if character.isdigit():
        return "9"
    if not character.isalpha():
        return character
    if character.isupper():
        return "A"
    return "a" if character.islower() else "文"


def loose(exact: str) -> str:
    """A shape whatever the length of its runs of letters and digits."""
    return "".join(key for key, _ in groupby(exact))


@dataclass(frozen=True)
class Column:
    """What values a column takes: its shapes (none: any text), how its texts begin and end, any blanks."""

    shapes: frozenset[str] = frozenset()
    is_loose: bool = False
    begins: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    has_blanks: bool = True
    has_values: bool = True

    def fits(self, text: str) -> bool:
        """Whether a value like this was seen."""
        if not text:
            return self.has_blanks
        if not self.has_values:
            return False
        if self.shapes:
            found = shape(text)
            return (loose(found) if self.is_loose else found) in self.shapes
        return not self.begins or (_class(text[0]) in self.begins and _class(text[-1]) in self.ends)

    @property
    def is_structured(self) -> bool:
        """Whether the values have few shapes, with digits in each: numbers, dates, codes."""
        return bool(self.shapes) and all("9" in each and not WORDS.search(each) for each in self.shapes)


def learn(values: Sequence[str]) -> Column:
    """The column of these values."""
    filled = [value for value in values if value]
    has_blanks = len(filled) < len(values)
    if len(filled) < ENOUGH:
        return Column(has_blanks=has_blanks, has_values=bool(filled) or len(values) < ENOUGH)
    exact = Counter(map(shape, filled))
    for shapes, is_loose in ((exact, False), (_loosened(exact), True)):
        is_few = len(shapes) <= max(2, FEW_SHAPES * len(filled))
        if is_few and (is_loose or len(shapes) <= 2 or not any(map(WORD.search, shapes))):
            return Column(frozenset(shapes), is_loose, has_blanks=has_blanks)
    begins = _common(_class(value[0]) for value in filled)
    return Column(begins=begins, ends=_common(_class(value[-1]) for value in filled), has_blanks=has_blanks)


def _loosened(exact: Counter[str]) -> Counter[str]:
    return Counter(map(loose, exact.elements()))


def _common(classes: Iterable[str]) -> frozenset[str]:
    counts = Counter(classes)
    return frozenset(each for each, count in counts.items() if count > RARE * counts.total())


Profile = tuple[Column, ...]


def profile(rows: Sequence[Sequence[str]], width: int) -> Profile:
    """The columns of these rows; empty where they are too few to tell."""
    if len(rows) < ENOUGH:
        return ()
    return tuple(learn([row[index] for row in rows]) for index in range(width))


def fits(row: Sequence[str], columns: Profile) -> bool:
    """Whether each value is one its column takes."""
    return len(row) == len(columns) and all(map(Column.fits, columns, row))
