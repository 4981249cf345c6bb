"""What the product said about a damaged export beyond what it said about the good one."""

from dataclasses import dataclass, field
from typing import Any

from benchmarks.defects.office import Office, checked
from benchmarks.defects.sheet import Sheet
from warehouse import DuckDBWarehouse

RULES = "select system || ': ' || rule as rule, orders from core.order_rules"


@dataclass(frozen=True)
class Said:
    """Files' states, rows set aside, unmet expectations, orders under named rules, rows kept."""

    states: frozenset[str]
    lines: frozenset[tuple[int, str]]
    unmet: dict[str, int]
    rules: dict[str, int]
    rows: tuple[int, str]


@dataclass(frozen=True)
class Verdict:
    """By what a defect was caught, how many rows or tables were flagged, and how many of them rightly."""

    by: list[str] = field(default_factory=list)
    flagged: int = 0
    right: int = 0


def said(office: Office, kind: str) -> Said:
    """What the night says about the files sent so far."""
    warehouse = office.tables(kind)
    unmet = checked(warehouse, kind)
    names = unmet["table"] + ": " + unmet["expectation"] + " (" + unmet["column"] + ")"
    return Said(
        states=frozenset(office.inbox["status"]),
        lines=_pairs(warehouse, "select line, reason_code from raw.quarantine"),
        unmet=dict(zip(names, unmet["unexpected"].astype(int), strict=True)),
        rules=dict(_pairs(warehouse, RULES)) if "core.order_rules" in warehouse.tables() else {},
        rows=_kept(warehouse, kind),
    )


def _pairs(warehouse: DuckDBWarehouse, query: str) -> frozenset[tuple[Any, Any]]:
    return frozenset(warehouse.query(query).itertuples(index=False, name=None))


def _kept(warehouse: DuckDBWarehouse, kind: str) -> tuple[int, str]:
    """A fingerprint of the current rows, without their places."""
    places = "file_id, line, arrival, place, record_key, edition"
    columns = warehouse.query(f"select * from raw.{kind} limit 0").columns
    dropped = ", ".join(name for name in places.split(", ") if name in columns)
    warehouse.derive("bench.kept", f"select * exclude ({dropped}) from raw.{kind} where is_current")
    return warehouse.fingerprint("bench.kept")


def judge(before: Said, after: Said, damaged: Sheet) -> Verdict:
    """The difference; a row set aside is right if it was touched, a count as far as rows were touched."""
    everything = range(max(before.rows[0], len(damaged.rows)))
    touched = set(everything if damaged.touched is None else damaged.touched)
    verdict = Verdict()
    for state in sorted(after.states - before.states & {"held", "refused"}):
        verdict = _with(verdict, state, 1, 1)
    lines = after.lines - before.lines
    if lines:
        reasons = ", ".join(sorted({reason for _, reason in lines}))
        right = sum(line - 2 in touched for line, _ in lines)
        verdict = _with(verdict, f"set aside: {reasons}", len(lines), right)
    for name, count in sorted(after.unmet.items()):
        verdict = _counted(verdict, name, count - before.unmet.get(name, 0), touched)
    for name, count in sorted(after.rules.items()):
        verdict = _counted(verdict, f"rule {name}", count - before.rules.get(name, 0), touched)
    if not verdict.by and touched and after.rows == before.rows:
        return Verdict(["repaired"])
    return verdict


def _counted(verdict: Verdict, by: str, more: int, touched: set[int]) -> Verdict:
    return _with(verdict, by, more, min(more, len(touched))) if more > 0 else verdict


def _with(verdict: Verdict, by: str, flagged: int, right: int) -> Verdict:
    return Verdict([*verdict.by, by], verdict.flagged + flagged, verdict.right + right)
