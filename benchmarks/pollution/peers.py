"""The readers that are scored, none of them told anything."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.pollution.scoring import Loaded


def regulars(path: Path) -> Loaded:
    """Our own."""
    from sources import HeldError, UnreadableError, read

    try:
        export = read(path)
        rows = list(export.rows())
    except (UnreadableError, HeldError) as error:
        return Loaded(None, (), failure=str(error))
    counts = export.counts
    return Loaded(export.header, rows, len(export.quarantined), counts.records, counts.blank)


LENIENT = {"strict_mode": False, "ignore_errors": True, "null_padding": True}
SNIFFED = """
    select Delimiter, Quote, Escape, SkipRows, HasHeader
    from sniff_csv(?, strict_mode=false, ignore_errors=true, null_padding=true)
"""


def duckdb_auto(path: Path) -> Loaded:
    """DuckDB's sniffer at its most forgiving, and a reading in the dialect it found.

    Text as it stands, so that types do not count against it; whether there is a header it tells by types.
    """
    connection = duckdb.connect()
    try:
        ((delimiter, quote, escape, skip, has_header),) = connection.execute(SNIFFED, [str(path)]).fetchall()
        signs = {"delimiter": delimiter, "quotechar": quote, "escapechar": escape}
        dialect = {name: "" if sign == "(empty)" else sign for name, sign in signs.items()}
        options = {**dialect, **LENIENT, "skiprows": skip, "header": has_header, "parallel": False}
        found = connection.read_csv(str(path), all_varchar=True, **options)  # type: ignore[arg-type]
        rows = [tuple(cell or "" for cell in row) for row in found.fetchall()]
    except duckdb.Error as error:
        return Loaded(None, (), failure=type(error).__name__)
    return Loaded(tuple(found.columns) if has_header else None, rows)


READERS: dict[str, Callable[[Path], Loaded]] = {"regulars": regulars, "duckdb": duckdb_auto}
