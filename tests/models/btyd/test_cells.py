import numpy as np
import pytest

from models.btyd import cells as module
from models.btyd.cells import compress, unique_pairs


def columns(rows=2000):
    draw = np.random.default_rng(0)
    return draw.integers(0, 5, rows), draw.integers(1, 40, rows) / 7, draw.integers(0, 9, rows).astype(float)


@pytest.mark.parametrize("densest", [2**25, 50])
@pytest.mark.parametrize("weighted", [False, True])
def test_cells_count_what_is_alike(monkeypatch, densest, weighted):
    monkeypatch.setattr(module, "DENSEST", densest)
    data = columns()
    weight = np.full(len(data[0]), 2.0) if weighted else None
    cells = compress(data, weight)
    rows, counts = np.unique(np.stack(data, axis=1), axis=0, return_counts=True)
    assert np.array_equal(np.stack([cells.values(i) for i in range(3)], axis=1), rows)
    assert np.array_equal(cells.weight, counts * (2 if weighted else 1))


@pytest.mark.parametrize("densest", [2**25, 50])
def test_pairs_lead_back_to_their_rows(monkeypatch, densest):
    monkeypatch.setattr(module, "DENSEST", densest)
    first, second, _ = columns()
    left, right, places = unique_pairs(first, second)
    assert np.array_equal(left[places], first)
    assert np.array_equal(right[places], second)
    assert len(left) == len(set(zip(first, second, strict=True)))


def test_no_rows_make_no_cells():
    assert len(compress((np.empty(0), np.empty(0)))) == 0
