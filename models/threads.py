"""How many threads the numerical libraries may use."""

import sys
from contextlib import AbstractContextManager
from functools import lru_cache

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]


def one_thread() -> AbstractContextManager[object]:
    """On a busy machine threads wait for each other and cost more than they bring: 18 s against 4."""
    limits: AbstractContextManager[object] = _libraries(len(sys.modules)).limit(limits=1)
    return limits


@lru_cache(maxsize=1)
def _libraries(modules: int) -> ThreadpoolController:  # noqa: ARG001
    """Those loaded. Looking takes longer than a small forecast does: again only where modules came since."""
    return ThreadpoolController()
