"""Runs of this page's tests are measured at few steps, which changes nothing that is measured; and one thread each."""

from __future__ import annotations

import pytest
import torch

from dlcore.experiments.convolutional_network import comparing, fitting


@pytest.fixture(autouse=True, scope="package")
def quick():
    """Measure at the start, half-way and at the end only."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "FRAMES", 2)
        patch.setattr(comparing, "FRAMES", 1)
        yield
    torch.set_num_threads(before)
