"""The readers that are scored, none of them told anything."""

from collections.abc import Callable, Mapping
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


PADDED = {"null_padding": True}
LENIENT = {"strict_mode": False, "ignore_errors": True, "null_padding": True}
SNIFFED = {
    True: "select HasHeader from sniff_csv(?, null_padding=true)",
    False: "select HasHeader from sniff_csv(?, strict_mode=false, ignore_errors=true, null_padding=true)",
}
FAILED = Loaded(None, (), failure="duckdb.Error")


def duckdb_auto(path: Path) -> Loaded:
    """DuckDB by itself: strict with short rows filled up, and at its most forgiving where that fails.

    Of five ways tried on a sample this was the best for it. Text as it stands, so that types do not count
    against it; whether there is a header it tells by types.
    """
    found = _by_duckdb(path, PADDED)
    return _by_duckdb(path, LENIENT) if found.failure else found


def _by_duckdb(path: Path, options: Mapping[str, bool]) -> Loaded:
    connection, query = duckdb.connect(), SNIFFED[options is PADDED]
    try:
        (has_header,) = connection.execute(query, [str(path)]).fetchone() or (False,)
        found = connection.read_csv(str(path), header=has_header, all_varchar=True, parallel=False, **options)  # type: ignore[arg-type]
        rows = [tuple(cell or "" for cell in row) for row in found.fetchall()]
    except duckdb.Error:
        return FAILED
    return Loaded(tuple(found.columns) if has_header else None, rows)


READERS: dict[str, Callable[[Path], Loaded]] = {"regulars": regulars, "duckdb": duckdb_auto}
