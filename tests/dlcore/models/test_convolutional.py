"""Networks that are made, laid flat and filled; dropout and augmentation."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from dlcore.models.blocks import stack
from dlcore.models.convolutional import Dropout, build, fill, flat, moved

LAYERS = stack(("conv", "norm", "act", "max", "dropout"), 8, channels=(4,), kernel_size=3, stride=1, same=True,
               activation="relu", p=0.4, units=5)  # fmt: skip


def digits(n: int, side: int = 9) -> torch.Tensor:
    return torch.rand(n, 1, side, side, generator=torch.Generator().manual_seed(3), dtype=torch.float64)


def test_what_is_laid_flat_comes_back_with_the_running_statistics() -> None:
    model = build(LAYERS, torch.Generator().manual_seed(0))
    model(digits(20, 8))  # in training mode: normalisation takes note of the batch
    other = build(LAYERS)
    fill(other, flat(model).numpy())
    x = digits(3, 8)
    assert torch.equal(other.eval()(x), model.eval()(x))
    assert len(flat(model)) == sum(p.numel() for p in model.parameters()) + 2 * 4


def test_numbers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="this network holds"):
        fill(build(LAYERS), np.zeros(3))


def test_first_weights_are_pytorchs_and_leave_the_global_generator_alone() -> None:
    before = torch.get_rng_state()
    big = stack(("conv",), 8, channels=(32,), kernel_size=3, stride=1, same=False, activation="relu", p=0.5, units=2)
    model = build(big, torch.Generator().manual_seed(0))
    weight = model[0].weight
    assert isinstance(weight, torch.Tensor)
    bound = 1 / math.sqrt(9)
    assert weight.abs().max() <= bound
    assert float(weight.detach().std()) == pytest.approx(bound / math.sqrt(3), rel=0.05)
    again = build(big, torch.Generator().manual_seed(0))
    assert torch.equal(flat(model), flat(again))
    assert torch.equal(torch.get_rng_state(), before)


def test_dropout_keeps_the_mean_and_rests_in_use() -> None:
    dropout = Dropout(0.3)
    dropout.generator = torch.Generator().manual_seed(0)
    x = torch.ones(200, 200, dtype=torch.float64)
    dropped = dropout(x)
    assert float((dropped == 0).double().mean()) == pytest.approx(0.3, abs=0.01)
    assert float(dropped.mean()) == pytest.approx(1, abs=0.02)
    assert torch.equal(dropout.eval()(x), x)


def test_a_shift_moves_whole_pixels_and_lets_black_in() -> None:
    x = digits(40)
    out = moved(x, 2, 0.0, torch.Generator().manual_seed(1))
    seen = set()
    for before, after in zip(x[:, 0], out[:, 0], strict=True):
        fits = []
        for down in range(-2, 3):
            for right in range(-2, 3):
                wanted = torch.zeros_like(before)
                rows, columns = slice(max(down, 0), 9 + min(down, 0)), slice(max(right, 0), 9 + min(right, 0))
                from_rows, from_columns = (
                    slice(max(-down, 0), 9 + min(-down, 0)),
                    slice(max(-right, 0), 9 + min(-right, 0)),
                )
                wanted[rows, columns] = before[from_rows, from_columns]
                if torch.allclose(wanted, after, atol=1e-9):
                    fits.append((down, right))
        assert len(fits) == 1
        seen.update(fits)
    assert len(seen) > 12  # of 25


def test_no_shift_and_no_turn_changes_nothing() -> None:
    x = digits(4)
    assert torch.allclose(moved(x, 0, 0.0, torch.Generator().manual_seed(0)), x, atol=1e-12)


def test_a_turn_keeps_the_middle_and_the_mass() -> None:
    blob = torch.zeros(30, 1, 15, 15, dtype=torch.float64)
    blob[:, 0, 5:10, 6:9] = 1.0
    out = moved(blob, 0, 30.0, torch.Generator().manual_seed(0))
    assert torch.allclose(out[:, 0, 7, 7], torch.ones(30, dtype=torch.float64))
    assert torch.allclose(out.sum((1, 2, 3)), blob.sum((1, 2, 3)), rtol=0.1)
    assert float((out - blob).abs().amax((1, 2, 3)).min()) > 0.01
