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


def duckdb_auto(path: Path) -> Loaded:
    """DuckDB's sniffer at its most forgiving; text as it stands, so that types do not count against it."""
    connection, lenient = (
        duckdb.connect(),
        {"strict_mode": False, "ignore_errors": True, "null_padding": True},
    )
    try:
        sniffed = connection.execute(
            "select HasHeader from sniff_csv(?, strict_mode=false, ignore_errors=true, null_padding=true)",
            [str(path)],
        ).fetchone()
        has_header = bool(sniffed and sniffed[0])
        found = connection.read_csv(
            str(path),
            header=has_header,
            all_varchar=True,
            parallel=False,
            **lenient,  # type: ignore[arg-type]
        )
        rows = [tuple(cell or "" for cell in row) for row in found.fetchall()]
    except duckdb.Error as error:
        return Loaded(None, (), failure=type(error).__name__)
    return Loaded(tuple(found.columns) if has_header else None, rows)


READERS: dict[str, Callable[[Path], Loaded]] = {"regulars": regulars, "duckdb": duckdb_auto}
