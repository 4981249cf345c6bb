"""Which keys propose pairs: what counting in parts must not change, and what pairs a key makes."""

from itertools import combinations

import numpy as np

from models.matching.blocking import pairs_within
from models.matching.blocks import LARGEST_BLOCK, cheapest
from models.matching.codes import distinct, ordered
from models.matching.facets import Facet

RECORDS = 3000


def facets() -> list[Facet]:
    rng = np.random.default_rng(3)
    sizes = {"town": 6, "street": 90, "surname": 400, "born": 1500, "phone": 2500}
    return [Facet(name, "", rng.integers(-1, size, RECORDS).astype(np.int32)) for name, size in sizes.items()]


def counted(parts: tuple[Facet, ...]) -> int:
    together = np.stack([part.codes for part in parts])
    sizes = np.unique(together[:, (together >= 0).all(axis=0)], axis=1, return_counts=True)[1]
    return int(sum(size * (size - 1) // 2 for size in sizes.tolist() if size <= LARGEST_BLOCK))


def test_keys_come_in_the_order_of_their_whole_cost():
    found = list(cheapest(facets(), 10_000))
    whole = [(counted(key.parts), key.name) for key in found]
    assert [(key.cost, key.name) for key in found] == whole == sorted(whole)
    both = [key for key in found if len(key.parts) == 2]
    assert len(both) >= 6


def test_a_key_makes_every_pair_of_its_blocks_once():
    codes = np.random.default_rng(5).integers(-1, 40, 300)
    pairs = pairs_within([codes, codes], 300)
    expected = [(a, b) for a, b in combinations(range(300), 2) if codes[a] == codes[b] >= 0]
    assert list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)) == expected


def test_blocks_above_the_largest_make_no_pair():
    pairs = pairs_within([np.array([0, 0, 0, 1, 1])], 5, largest=2)
    assert (pairs.left.tolist(), pairs.right.tolist()) == ([3], [4])


def test_codes_are_ordered_as_a_stable_sort_orders_them():
    codes = np.random.default_rng(7).integers(0, 2**40, 500) // 2**30
    assert ordered(codes).tolist() == np.argsort(codes, kind="stable").tolist()
    assert distinct(codes).tolist() == sorted({*codes.tolist()})
