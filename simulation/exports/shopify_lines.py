"""The line items of Shopify's orders: which products, how many, at which price."""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import Ints, positions
from simulation.catalogue import PER_SHELF, PRODUCTS, SHELVES, SKUS
from simulation.columns import lines, money, same, whole
from simulation.orders import Orders


@dataclass(frozen=True)
class Lines:
    """Line items, order by order: order (its index), quantity, price in cents."""

    order: Ints
    quantity: Ints
    price: Ints


def shipping(orders: Orders) -> Ints:
    """Eight yuan on small orders."""
    return np.where((orders.total > 1_500) & (orders.total < 5_000), 800, 0)


def make_lines(orders: Orders, rng: np.random.Generator) -> Lines:
    """Split each order's goods into one to three lines; the first takes what is left, so the sum is exact."""
    goods = orders.total + orders.discount - shipping(orders)
    count = np.where(goods < 1_000, 1, rng.choice([1, 2, 3], len(orders), p=[0.5, 0.3, 0.2]))
    order = np.repeat(np.arange(len(orders)), count)
    quantity = rng.integers(1, 4, len(order))
    price = (goods[order] * rng.uniform(0.1, 0.35, len(order))).astype(np.int64) // quantity
    first = positions(order) == 0
    quantity[first], price[first] = 1, 0
    price[first] = goods - np.bincount(order, quantity * price, minlength=len(orders)).astype(np.int64)
    return Lines(order, quantity, price)


def item_rows(items: Lines, rng: np.random.Generator) -> list[str]:
    """Lineitem quantity … Lineitem fulfillment status; the price decides the shelf, the lot the product."""
    size = len(items.order)
    shelf = np.maximum(np.searchsorted(SHELVES, items.price, side="right") - 1, 0)
    product = shelf * PER_SHELF + rng.integers(0, PER_SHELF, size)
    return lines(
        whole(items.quantity),
        PRODUCTS[product],
        money(items.price),
        same("", size),
        SKUS[product],
        same("true,true,fulfilled", size),
    )
