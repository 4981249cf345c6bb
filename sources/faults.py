"""What can be wrong in a typed row, and how the engine finds it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duckdb import CaseExpression, ColumnExpression, ConstantExpression, Expression

from sources.canonical import CODES, MOMENTS, NUMBERS
from sources.planning import Plan
from sources.styles import PLAIN, call
from sources.words import said

WRITTEN = "as written "
"""Before the name of a typed column: the same as text."""
MISSING = "missing_required"
CODE_OF = {
    **dict.fromkeys(CODES, "damaged_number"),
    **dict.fromkeys(MOMENTS, "bad_date"),
    **dict.fromkeys(NUMBERS, "bad_number"),
}


class Fault(NamedTuple):
    """A kind of fault: its code, the column, and the reason given."""

    code: str
    column: str
    reason: str


def possible_faults(how: Plan, styles: Mapping[str, str]) -> list[Fault]:
    """What can be wrong in the rows of this file: first what is badly written, then what is missing."""
    typed = {name: CODE_OF[kind] for name, kind in how.kinds.items() if kind in CODE_OF}
    plain_codes = {name for name in typed if how.kinds[name] in CODES and styles.get(name, PLAIN) == PLAIN}
    written = [_fault(code, name, how) for name, code in typed.items() if name not in plain_codes]
    table = how.table
    required = [*table.required, *(name for name in table.expected if name in how.columns)]
    return [*written, *(_fault(MISSING, name, how) for name in required)]


def _fault(code: str, column: str, how: Plan) -> Fault:
    return Fault(code, column, said(code, column=how.title(column)))


def verdict(faults: Sequence[Fault]) -> Expression:
    """The index of a row's first fault, else null."""
    found: Expression = CaseExpression(ConstantExpression(False), ConstantExpression(-1))
    for index, fault in enumerate(faults):
        found = found.when(_is_there(fault), ConstantExpression(index))
    return found


def _is_there(fault: Fault) -> Expression:
    missing = ColumnExpression(fault.column).isnull()
    if fault.code == MISSING:
        return missing
    written = call("is_something", ColumnExpression(WRITTEN + fault.column))
    return CaseExpression(missing, written).otherwise(ConstantExpression(False))
