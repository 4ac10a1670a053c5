"""What all tests share: a cache folder of their own, so that no earlier result helps or harms, and one thread."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports the app, which may look at its cache at once; the folder goes when the tests are done.
_cache = tempfile.TemporaryDirectory(prefix="dlcore-tests-", ignore_cleanup_errors=True)
os.environ["DLCORE_CACHE"] = _cache.name
os.environ["OMP_NUM_THREADS"] = "1"  # as in every worker; several threads on small tensors only wait for each other

# Nothing here is timed: a busy machine draws its examples slowly, and a case that takes long is no worse for it.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def own_main_module() -> Iterator[None]:
    """Put ``__main__`` back: a page under test takes its place, and a process that is spawned later would run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


def pytest_sessionfinish() -> None:
    """Let the workers go that a test of a page has started; nobody else would."""
    from ui import jobs

    jobs.stop()
