"""Number formats: their bytes against tensors', their rounding against torchao's and its bound."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from dlcore.experiments.compute_cost import run
from dlcore.experiments.compute_cost.config import FORMATS, Formats
from dlcore.experiments.compute_cost.storing import converted, learned, rounded

CONFIG = Formats(width=16, depth=2, epochs=1, repeats=5, batch=8)


@pytest.fixture(scope="module")
def last():
    *_, snapshot = run(CONFIG)
    return snapshot


@pytest.mark.parametrize("bits", [2, 3, 4, 8])
def test_rounding_uses_few_values_and_errs_by_half_a_step_at_most(bits: int) -> None:
    weight = torch.randn(6, 400, generator=torch.Generator().manual_seed(bits))
    coarse = rounded(weight, bits)
    step = weight.abs().amax(1, keepdim=True) / (2 ** (bits - 1) - 1)
    assert ((coarse - weight).abs() <= step / 2 * (1 + 1e-5)).all()
    assert all(len(row.unique()) <= 2**bits - 1 for row in coarse)
    torch.testing.assert_close(rounded(coarse, bits), coarse)


def weights(model: nn.Module) -> list[Any]:
    return [module.weight for module in model.modules() if isinstance(module, nn.Linear)]


@pytest.mark.parametrize("name", ["int8", "int8_dynamic"])
def test_torchao_stores_what_the_prose_says(name: str) -> None:
    trained, _x, _y = learned(CONFIG.width, CONFIG.depth, CONFIG.epochs, CONFIG.seed)
    for ours, theirs in zip(weights(trained), weights(converted(trained, name)), strict=True):
        step = ours.abs().amax(1, keepdim=True) / 127.5
        torch.testing.assert_close(theirs.scale.view(-1, 1), step)
        off = (theirs.qdata - (ours / step).round().clamp(-128, 127)).abs()
        halfway = ((ours / step) % 1 - 0.5).abs() < 1e-4  # may fall to either side
        assert off.max() <= 1 and not off[~halfway].any()


@pytest.mark.parametrize("name", FORMATS)
def test_bytes_are_those_of_the_tensors(name: str) -> None:
    trained, _x, _y = learned(CONFIG.width, CONFIG.depth, CONFIG.epochs, CONFIG.seed)
    rows = sum(module.out_features for module in trained.modules() if isinstance(module, nn.Linear))
    total = sum(weight.numel() for weight in weights(trained))
    each = {"float32": 4, "bfloat16": 2, "int8": 1, "int8_dynamic": 1, "int4": 0.5, "int2": 0.25}[name]
    other = converted(trained, name)
    biases = sum(p.numel() * p.element_size() for key, p in other.named_parameters() if key.endswith("bias"))
    scales = 0 if name in ("float32", "bfloat16") else 4 * rows
    assert CONFIG.stored_bytes(name) == total * each + biases + scales
    if name in ("float32", "bfloat16"):
        assert CONFIG.stored_bytes(name) == sum(p.numel() * p.element_size() for p in other.parameters())
    if name.startswith("int8"):
        assert all(
            weight.qdata.dtype == torch.int8 and weight.scale.numel() == len(weight) for weight in weights(other)
        )


def test_converting_leaves_the_trained_network_as_it_was() -> None:
    trained, x, _y = learned(CONFIG.width, CONFIG.depth, CONFIG.epochs, CONFIG.seed)
    before = trained(x)
    for name in FORMATS:
        converted(trained, name)
    assert torch.equal(trained(x), before)
    with pytest.raises(ValueError, match="int2"):
        converted(trained, "int3")


def test_coarser_formats_are_further_from_float32(last) -> None:
    off = {name: last.metrics[f"{name}_deviation"] for name in FORMATS}
    assert off["float32"] == 0 < off["int8"] <= off["int8_dynamic"] < off["int4"] < off["int2"]
    assert 0 < off["bfloat16"] < off["int4"]
    assert last.metrics["float32_agreement"] == 1


def test_every_format_is_measured_and_accuracies_are_of_new_digits(last) -> None:
    assert np.isfinite(last.probes["times"]).all() and last.probes["times"].shape == (CONFIG.repeats, len(FORMATS))
    trained, x, y = learned(CONFIG.width, CONFIG.depth, CONFIG.epochs, CONFIG.seed)
    assert len(x) == len(y) == 1000
    for i, name in enumerate(FORMATS):
        right = (converted(trained, name)(x.bfloat16() if name == "bfloat16" else x).argmax(1) == y).double().mean()
        assert last.metrics[f"{name}_accuracy"] == pytest.approx(float(right))
        assert last.probes["bytes"][i, 0] == last.metrics[f"{name}_bytes"] == CONFIG.stored_bytes(name)
