"""Points on a curve: one in each part of the range, and as noisy as they were asked to be."""

from __future__ import annotations

import pytest
import torch

from dlcore.datasets.curves import CURVES, draw


@pytest.mark.parametrize("name", CURVES)
def test_there_is_one_point_in_each_part_and_without_noise_it_lies_on_the_curve(name):
    x, y = draw(CURVES[name], 50, 0.0, torch.Generator().manual_seed(3))
    assert torch.equal(((x + 1) * 25).floor().long(), torch.arange(50))
    torch.testing.assert_close(y, CURVES[name](x), rtol=0, atol=0)
    assert float(y.abs().max()) <= 1.6


def test_the_noise_has_the_deviation_asked_for():
    x, y = draw(CURVES["sine"], 20_000, 0.3, torch.Generator().manual_seed(0))
    assert float((y - CURVES["sine"](x)).std()) == pytest.approx(0.3, rel=0.03)


def test_the_same_generator_gives_the_same_points():
    first, second = (draw(CURVES["bump"], 9, 0.5, torch.Generator().manual_seed(7)) for _ in range(2))
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))
