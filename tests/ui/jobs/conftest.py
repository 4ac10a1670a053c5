"""Every test gets worker processes of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.jobs.workplace import Workplace


@pytest.fixture
def workplace() -> Iterator[Workplace]:
    """One worker, which comes when the test opens the place."""
    place = Workplace()
    yield place
    place.close()
