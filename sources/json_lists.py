"""Lists within JSON records: an order's lines become rows, amounts are summed, the rest stays JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from sources.export import HeldError, Rejected
from sources.words import said

if TYPE_CHECKING:
    from sources.mapping import Preset

LOOKED_AT = 200
"""Records by which the lists are judged."""
NAMED = 12

Record = Mapping[str, Any]
Flat = dict[str, str]


class Number(str):
    """The digits of a number, as written."""


@dataclass(frozen=True)
class Lists:
    """What becomes of the lists in a file: `lines` are made rows, `sums` (`refunds.total`) become columns."""

    lines: str = ""
    sums: tuple[str, ...] = ()
    kept: tuple[str, ...] = field(default=())
    """The names of the lists of objects that stay as they are."""

    @classmethod
    def found(cls, records: Iterable[Record]) -> "Lists":
        """As the preset knows that the records' names fit; without one, every list stays as it is."""
        sample = list(islice(records, LOOKED_AT))
        there = {name for each in sample for name, value in each.items() if _is_list(value)}
        for lines in _declared():
            if lines in there and (preset := _preset(cls(lines), sample)):
                read = {lines, *(path.partition(".")[0] for path in preset.sums)}
                return cls(lines, preset.sums, tuple(sorted(there - read)))
        return cls(kept=tuple(sorted(there)))

    @property
    def notes(self) -> list[str]:
        """What a person should know of it."""
        if not self.kept:
            return []
        more = f" … (+{len(self.kept) - NAMED})" if len(self.kept) > NAMED else ""
        return [said("lists_kept", columns=", ".join(self.kept[:NAMED]) + more)]

    def rows(self, records: Iterable[tuple[int, Record] | Rejected]) -> Iterator[tuple[int, Flat] | Rejected]:
        """Each record's rows; numbered anew where a record may have several."""
        if not self.lines:
            yield from (
                each if isinstance(each, Rejected) else (each[0], dict(flat(each[1]))) for each in records
            )
            return
        numbers = count(1)
        for each in records:
            if isinstance(each, Rejected):
                yield each._replace(line=next(numbers))
            else:
                yield from ((next(numbers), row) for row in self._exploded(each[1]))

    def _exploded(self, record: Record) -> Iterator[Flat]:
        """A row for each line, and one without a line where there is none."""
        own = dict(flat({name: value for name, value in record.items() if name != self.lines}))
        own |= {path: _total(record, path) for path in self.sums}
        for line in record.get(self.lines) or [{}]:
            yield own | dict(flat(line if isinstance(line, dict) else {"": line}, f"{self.lines}."))


def _preset(lists: Lists, sample: Sequence[Record]) -> "Preset | None":
    """The preset that knows the names which these lists give, and declares their lines."""
    from sources.detection import choose
    from sources.mapping import presets

    numbered = enumerate(sample)
    rows = [row[1] for row in lists.rows(numbered) if not isinstance(row, Rejected)]
    try:
        found = choose(tuple(dict.fromkeys(name for row in rows for name in row)), "", presets())
    except HeldError:
        return None
    return found if lists.lines in found.lines else None


@cache
def _declared() -> tuple[str, ...]:
    """The names of lines that the shipped presets declare."""
    from sources.mapping import presets

    return tuple(dict.fromkeys(name for each in presets() for name in each.lines))


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _total(record: Record, path: str) -> str:
    """The amounts in a list together, without their sign; blank where there are none, or not only numbers."""
    name, _, key = path.partition(".")
    items = [each for each in record.get(name) or [] if isinstance(each, dict)]
    try:
        amounts = [Decimal(str(each[key])) for each in items if each.get(key) is not None]
    except InvalidOperation:
        return ""
    return str(abs(sum(amounts, Decimal(0)))) if amounts else ""


def flat(value: Record, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The record's fields, those of objects within it by dotted names.

    >>> dict(flat({"a": {"b": "c", "d": None}, "e": ["f"]}))
    {'a.b': 'c', 'a.d': '', 'e': '["f"]'}
    """
    for name, each in value.items():
        if isinstance(each, dict) and each:
            yield from flat(each, f"{prefix}{name}.")
        else:
            yield prefix + name, each if isinstance(each, str) else _text(each)


def _text(value: Any) -> str:
    return "" if value is None else as_json(value)


def as_json(value: Any) -> str:
    """A value as JSON again, numbers as they were written.

    >>> as_json([Number("1.10"), {"a": "b"}, True, None])
    '[1.10, {"a": "b"}, true, null]'
    """
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(as_json, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{as_json(name)}: {as_json(each)}' for name, each in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)
