"""Printing: results on stdout, progress and errors on stderr; with --json nothing but JSON on stdout."""

import datetime as dt
import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDE = 160
Report = Callable[[str, int, int], None]


def out() -> Console:
    """Where results go; wide where no terminal sets a width."""
    console = Console(file=sys.stdout, highlight=False)
    return console if console.is_terminal else Console(file=sys.stdout, highlight=False, width=WIDE)


def err() -> Console:
    """Where progress and errors go."""
    return Console(file=sys.stderr, highlight=False)


def say(*lines: str) -> None:
    """Print lines as they are."""
    for line in lines:
        out().print(Text(line), soft_wrap=True)


def complain(*lines: str) -> None:
    """Print lines as they are on stderr."""
    for line in lines:
        err().print(Text(line), soft_wrap=True)


def next_step(command: str, why: str) -> None:
    """Print the one obvious next command."""
    line = Text("Next 下一步: ", "bold").append(command, "bold cyan").append(f"   {why}", "dim")
    out().print(line, soft_wrap=True)


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], title: str = "") -> None:
    """Print rows under headings; numbers to the right."""
    shown = Table(
        title=title or None, title_justify="left", title_style="bold", header_style="bold", box=None
    )
    for position, heading in enumerate(headings):
        numeric = bool(rows) and all(isinstance(row[position], int | float | Decimal | None) for row in rows)
        shown.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(Text(cell(value)) for value in row))
    out().print(shown)


def cell(value: object) -> str:
    """A value as a person reads it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.4g}" if isinstance(value, float) and abs(value) < 1 else _longer(value)


def print_json(value: object) -> None:
    """Print one JSON document on stdout."""
    sys.stdout.write(as_json(value) + "\n")


def as_json(value: object) -> str:
    """JSON with days as ISO text, decimals as numbers, and NaN as null."""
    return json.dumps(jsonable(value), ensure_ascii=False, allow_nan=False)


def jsonable(value: Any) -> Any:
    """The value in JSON's own types."""
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    if isinstance(value, Decimal):
        return jsonable(float(value)) if value % 1 else int(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)


@contextmanager
def progress() -> Iterator[Report]:
    """A callback `(stage, done, total)` that draws a bar on a terminal, else writes a line per stage."""
    console = err()
    if not console.is_terminal:
        yield _lines(console)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)


def _lines(console: Console) -> Report:
    seen: set[str] = set()

    def report(stage: str, done: int, total: int) -> None:
        if stage not in seen:
            seen.add(stage)
            console.print(Text(f"{done}/{total} {stage}"))

    return report


def _longer(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".") if value == value else "–"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return str(value)
