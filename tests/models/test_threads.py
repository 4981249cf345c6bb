"""One thread inside, as many as before outside, for libraries that came later too."""

import sys
import types

import pytest
import sklearn.ensemble  # noqa: F401  brings OpenMP
from threadpoolctl import ThreadpoolController, threadpool_info, threadpool_limits

from models import threads
from models.threads import one_thread


@pytest.fixture(autouse=True)
def _forget():
    """What earlier tests looked for, and afterwards what these did."""
    threads._libraries.cache_clear()
    yield
    threads._libraries.cache_clear()


def counts():
    return [library["num_threads"] for library in threadpool_info()]


def test_every_library_is_limited_and_let_go_of_again():
    with threadpool_limits(3):
        before = counts()
        assert "openmp" in {library["user_api"] for library in threadpool_info()}
        for _ in range(2):
            with one_thread():
                assert set(counts()) == {1}
                with one_thread():
                    assert set(counts()) == {1}
                assert set(counts()) == {1}
            assert counts() == before


def test_libraries_are_looked_for_again_only_after_something_was_loaded(monkeypatch):
    looked = []
    monkeypatch.setattr(threads, "ThreadpoolController", lambda: looked.append(1) or ThreadpoolController())
    for _ in range(3):
        with one_thread():
            pass
    monkeypatch.setitem(sys.modules, "loaded_since", types.ModuleType("loaded_since"))
    with one_thread():
        pass
    assert len(looked) == 2
