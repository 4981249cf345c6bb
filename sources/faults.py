"""What can be wrong in a typed row, and how the engine finds it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duckdb import CaseExpression, ColumnExpression, ConstantExpression, Expression

from sources.canonical import OBJECTS
from sources.staging import Plan
from sources.styles import CODES, MOMENTS, PLAIN, call, kinds
from sources.values import WRITTEN
from sources.words import said


class Fault(NamedTuple):
    """A kind of fault: its code, the column, and the reason given."""

    code: str
    column: str
    reason: str


def possible_faults(how: Plan, styles: Mapping[str, str]) -> list[Fault]:
    """What can be wrong in the rows of this file, what is written before what is missing.

    A plain column has no bad values: that is what made it plain.
    """
    doubted = {name: kind for name, kind in kinds(how).items() if styles.get(name, PLAIN) != PLAIN}
    required = OBJECTS[how.preset.object].required
    return [
        *(_fault(_code(kind), name, how) for name, kind in doubted.items()),
        *(_fault("missing_required", name, how) for name in required),
    ]


def _fault(code: str, column: str, how: Plan) -> Fault:
    return Fault(code, column, said(code, column=how.title(column)))


def _code(kind: str) -> str:
    if kind in CODES:
        return "damaged_number"
    return "bad_date" if kind in MOMENTS else "bad_number"


def verdict(faults: Sequence[Fault]) -> Expression:
    """The index of a row's first fault, else null."""
    found: Expression = CaseExpression(ConstantExpression(False), ConstantExpression(-1))
    for index, fault in enumerate(faults):
        found = found.when(_is_there(fault), ConstantExpression(index))
    return found


def _is_there(fault: Fault) -> Expression:
    missing = ColumnExpression(fault.column).isnull()
    if fault.code == "missing_required":
        return missing
    written = call("is_something", ColumnExpression(WRITTEN + fault.column))
    return CaseExpression(missing, written).otherwise(ConstantExpression(False))
