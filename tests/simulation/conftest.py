"""One small simulated company, and readers that know nothing of how it was written."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation import Truth, simulate

Rows = list[dict[str, str]]
Records = list[tuple[int, list[str]]]


def encoding(path: Path) -> str:
    return "gb18030" if path.name.startswith("fxiaoke") else "utf-8-sig"


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    return simulate(tmp_path_factory.mktemp("company"), customers=3_000, seed=11)


@pytest.fixture(scope="session")
def records() -> Callable[[Path], Records]:
    """Physical line and fields of each record of a text file, blank lines left out, the header first."""

    def read(path: Path) -> Records:
        found, start = [], 1
        with path.open(encoding=encoding(path), newline="") as stream:
            reader = csv.reader(stream, strict=True)
            for fields in reader:
                if fields:
                    found.append((start, fields))
                start = reader.line_num + 1
        return found

    return read


@pytest.fixture(scope="session")
def truth_rows(company: Truth) -> Callable[[str], Rows]:
    def read(name: str) -> Rows:
        with (company.truth / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return read


@pytest.fixture(scope="session")
def good_rows(
    company: Truth, records: Callable[[Path], Records], truth_rows: Callable[[str], Rows]
) -> Callable[[str], Rows]:
    """The rows of an inbox file that are not planted as bad."""

    def read(name: str) -> Rows:
        bad = {int(row["line"]) for row in truth_rows("bad_rows.csv") if row["file"] == name}
        (_, header), *rest = records(company.inbox / name)
        return [dict(zip(header, fields, strict=True)) for line, fields in rest if line not in bad]

    return read
