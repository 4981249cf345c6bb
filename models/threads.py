"""How many threads the numerical libraries may use."""

from contextlib import AbstractContextManager

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]


def one_thread() -> AbstractContextManager[object]:
    """On a busy machine threads wait for each other and cost more than they bring: 18 s against 4."""
    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits
