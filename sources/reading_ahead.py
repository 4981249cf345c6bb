"""Work on the next item while this one is being used."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def ahead(items: Iterator[Item]) -> Iterator[Item]:
    """The same items in the same order, each made by another thread while the one before it is used."""
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(_next, items)
        while found := waiting.result():
            waiting = thread.submit(_next, items)
            yield found[0]


def _next(items: Iterator[Item]) -> tuple[Item] | None:
    for item in items:
        return (item,)
    return None
