"""The fast path and the careful path read the same, wherever a file is cut into blocks."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from sources import blocks, read
from sources.encoding import Survey
from sources.records import Record, parse

QUIET = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = st.text(alphabet='ab1 ,;"\n\r\t\0é王', max_size=6)
DIRTY = st.text(alphabet='ab,,,"\n\n\r\0 王', max_size=60)
TABLES = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12)


def read_both(path: Path) -> list[Any]:
    """Everything each path gives: rows, columns, lines, what was set aside, the books."""
    results = []
    for careful in (False, True):
        export = read(path, careful)
        rows = list(export.rows())
        batches = list(export.batches([0, 2]))
        columns = [tuple(each.values()) for batch in batches for each in batch.table.to_pylist()]
        lines = [line for batch in batches for line in batch.lines.tolist()]
        results.append((rows, columns, lines, export.quarantined, export.counts))
    return results


@QUIET
@given(dirt=DIRTY, size=st.integers(5, 40))
def test_both_paths_read_any_dirt_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dirt: str, size: int
) -> None:
    path = tmp_path / "dirt.csv"
    path.write_bytes(f"a,b,c\nx,y,z\nx,y,z\nx,y,z\n{dirt}".encode())
    monkeypatch.setattr(blocks, "BLOCK", size)
    fast, careful = read_both(path)
    assert fast == careful
    rows, columns, lines, rejected, counts = fast
    assert columns == [(row[0] or None, row[2] or None) for row in rows]
    assert len(lines) == len(set(lines)) == len(rows)
    assert counts.records == len(rows) + len(rejected) + counts.blank


@QUIET
@given(dirt=DIRTY)
def test_blocks_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dirt: str) -> None:
    path = tmp_path / "dirt.csv"
    path.write_bytes(f"a,b,c\nx,y,z\nx,y,z\nx,y,z\n{dirt}".encode())
    whole = read_both(path)
    monkeypatch.setattr(blocks, "BLOCK", 11)
    assert read_both(path) == whole


@QUIET
@given(table=TABLES, quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_what_a_writer_wrote_is_read_back(tmp_path: Path, table: list[tuple[str, ...]], quoting: Any) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=quoting).writerows([("name", "city", "note"), *table])
    path = tmp_path / "written.csv"
    assume(text.getvalue().count("\0") * 8 < len(text.getvalue()))
    path.write_bytes(text.getvalue().encode())
    export = read(path)
    filled = [row for row in table if "".join(row).strip(" \t\r,") and not is_title(row)]
    expected = [row for row in filled if "\0" not in "".join(row)]
    rows = [row for row in export.rows() if "".join(row).strip(" \t\r,") and not is_title(row)]
    assert rows == expected
    assert len(export.quarantined) == sum("\0" in "".join(row) for row in table)


def is_title(row: tuple[str, ...]) -> bool:
    """Whether it may be no record at all: only its first cell says something."""
    return any(map(str.isalpha, row[0])) and not "".join(row[1:])


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (b"a,b,c\n", [b"a", b"b", b"c"]),
        (b'"a","",c\r\n', [b"a", b"", b"c"]),
        (b'"a ""b"" c","""",\n', [b'a "b" c', b'"', b""]),
        (b'a"b,c"d"\n', [b'a"b', b'c"d"']),
        (b'"a\nb",c', [b"a\nb", b"c"]),
    ],
)
def test_the_grammar(text: bytes, fields: list[bytes]) -> None:
    found = parse(text, 0)
    assert isinstance(found, Record)
    assert found.fields == fields
    assert found.end == len(text)


def test_long_files_are_read_block_by_block(
    file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(str(n), f'"{n}\n{n}"' if n % 7 == 0 else f"name {n}", "x" * (n % 50)) for n in range(3000)]
    path = file("id,name,note\n" + "".join(",".join(row) + "\n" for row in rows))
    monkeypatch.setattr(blocks, "BLOCK", 1000)
    export = read(path)
    assert list(export.rows()) == [(a, b.strip('"'), c) for a, b, c in rows]
    assert export.counts.records == 3000


def test_clean_blocks_are_known_by_one_parse(
    file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file("id,name,note\n" + "".join(f'{n},"a, ""b""",\n' for n in range(3000)))
    monkeypatch.setattr(blocks, "BLOCK", 5000)
    monkeypatch.setattr("sources.scrubbing.ragged_lines", None)
    tables = [batch.table for batch in read(path).batches([1, 2])]
    assert sum(map(len, tables)) == 3000
    assert {row["c1"] for table in tables for row in table.to_pylist()} == {'a, "b"'}
    assert all(table["c2"].null_count == len(table) for table in tables)


@QUIET
@given(
    lines=st.lists(st.tuples(st.text("ab", max_size=30), st.sampled_from(["\n", "\r\n", "\r"])), max_size=9),
    size=st.integers(1, 9),
)
@example(lines=[("aaa", "\n"), ("a" * 24, "\r"), ("", "\r\n")], size=5)
def test_lines_too_long_are_cut_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[tuple[str, str]], size: int
) -> None:
    path = tmp_path / "lines.csv"
    path.write_bytes("".join(map("".join, lines)).encode())
    monkeypatch.setattr(blocks, "BLOCK", size)
    monkeypatch.setattr(blocks, "LONGEST_LINE", 20)
    monkeypatch.setattr(blocks, "SHOWN", 3)
    found = b"".join(
        (b"*" if block.is_cut else b"") + block.text for block in blocks.blocks(path, "utf-8", Survey())
    )
    given = re.findall(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", path.read_bytes())
    kept = re.findall(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", found)
    assert len(kept) == len(given)
    for before, after in zip(given, kept, strict=True):
        is_long = len(before.rstrip(b"\r\n")) > 20 + size
        assert after == (
            b"*" + before[:3] + before[len(before.rstrip(b"\r\n")) :] if is_long else before
        ) or (len(before) > 20 and after.startswith(b"*" + before[:3]))
