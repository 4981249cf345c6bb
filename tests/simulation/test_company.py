"""The same seed gives the same bytes, any size works, and memory does not grow with the company."""

import hashlib
import tracemalloc
from pathlib import Path

import pytest

from simulation import Truth, company, simulate
from simulation.exports.files import SheetFiles
from simulation.parameters import Parameters


def digest(truth: Truth) -> dict[str, str]:
    paths = sorted(path for path in truth.folder.rglob("*") if path.is_file())
    return {str(p.relative_to(truth.folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(company, "CHUNK", 120)
    first, again, other = (
        digest(simulate(tmp_path / name, customers=200, seed=seed))
        for name, seed in (("a", 7), ("b", 7), ("c", 8))
    )
    assert first == again
    assert first.keys() == other.keys()
    assert all(first[name] != other[name] for name in first)


@pytest.mark.parametrize("customers", [1, 2, 30])
def test_small_companies(tmp_path: Path, customers: int) -> None:
    truth = simulate(tmp_path, customers, seed=1)
    assert truth.counts["customers"] == customers
    assert truth.counts["purchases"] >= customers


def test_a_second_simulation_replaces_the_first(tmp_path: Path) -> None:
    large, small = simulate(tmp_path, 200, seed=1), simulate(tmp_path, 20, seed=1)
    assert small.counts["people"] < large.counts["people"]
    people = (small.truth / "people.csv").read_text(encoding="utf-8").splitlines()
    assert len(people) == small.counts["people"] + 1


def test_real_exports_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "orders.csv").write_text("real", encoding="utf-8")
    with pytest.raises(FileExistsError, match="no simulation made"):
        simulate(tmp_path, 20, seed=1)
    assert (tmp_path / "inbox" / "orders.csv").read_text(encoding="utf-8") == "real"


def test_an_empty_company_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one"):
        simulate(tmp_path, 0, seed=1)
    assert not any(tmp_path.iterdir())


def test_progress_is_told_chunk_by_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(company, "CHUNK", 20)
    steps: list[tuple[int, int]] = []
    simulate(tmp_path, 50, seed=1, progress=lambda done, of: steps.append((done, of)))
    assert steps == [(20, 50), (40, 50), (50, 50)]


def test_an_interrupted_simulation_leaves_no_file_open(tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(tmp_path, 20, seed=1, progress=stop)
    assert not (tmp_path / "truth" / "parameters.json").exists()


def test_memory_does_not_grow_with_the_number_of_customers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(company, "CHUNK", 100)

    def peak(customers: int) -> int:
        tracemalloc.start()
        try:
            simulate(tmp_path, customers, seed=1)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(600) < 1.3 * peak(200)


def test_a_full_sheet_continues_in_the_next_file(tmp_path: Path) -> None:
    sheet = SheetFiles(tmp_path / "orders.xlsx", ["number"], Parameters(), limit=10)
    sheet.write([(str(i),) for i in range(25)])
    sheet.close()
    assert [path.name for path in sheet.paths] == ["orders.xlsx", "orders_2.xlsx", "orders_3.xlsx"]
    assert all(path.is_file() for path in sheet.paths)
