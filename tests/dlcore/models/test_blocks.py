"""Shapes, parameters, work and receptive fields, against PyTorch's own."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from dlcore.models.blocks import BLOCKS, FlatError, Layer, NoRoomError, macs, output_side, parameters, stack
from dlcore.models.convolutional import build

PLAIN = {"channels": (3, 5), "kernel_size": 3, "stride": 1, "same": False, "activation": "tanh", "p": 0.5, "units": 7}
NETWORKS = [
    (("conv", "norm", "act", "max", "conv", "average", "dense", "norm", "act", "dropout"), 28, {}),
    (("conv", "conv", "conv"), 12, {"same": True, "stride": 2}),
    (("max", "conv", "act"), 9, {"kernel_size": 1}),
    (("dropout", "average", "conv", "max", "conv"), 28, {"kernel_size": 5, "same": True}),
    (("dense", "dense"), 8, {}),
    ((), 8, {}),
]


def network(case: int) -> tuple[tuple[Layer, ...], nn.Sequential, int]:
    blocks, side, options = NETWORKS[case]
    layers = stack(blocks, side, **PLAIN | options)
    return layers, build(layers, torch.Generator().manual_seed(case)).eval(), side


def outputs(model: nn.Sequential, x: torch.Tensor) -> list[torch.Tensor]:
    found = [x]
    for module in model:
        found.append(module(found[-1]))
    return found


@pytest.mark.parametrize("case", range(len(NETWORKS)))
def test_shapes_and_parameters_are_those_of_the_modules(case: int) -> None:
    layers, model, side = network(case)
    shown = outputs(model, torch.zeros(2, 1, side, side, dtype=torch.float64))[1:]
    for layer, module, out in zip(layers, model, shown, strict=True):
        assert layer.shape == tuple(out.shape[1:])
        assert layer.parameters == sum(each.numel() for each in module.parameters())
    assert parameters(layers) == sum(each.numel() for each in model.parameters())


@pytest.mark.parametrize("case", range(len(NETWORKS)))
def test_the_work_is_what_counting_every_product_gives(case: int) -> None:
    layers, model, side = network(case)
    shown = outputs(model, torch.zeros(1, 1, side, side, dtype=torch.float64))
    counted = 0
    for module, before, after in zip(model, shown, shown[1:], strict=False):
        if isinstance(module, nn.Conv2d):  # im2col: every output is a row times a column
            assert not isinstance(module.padding, str)
            columns = nn.functional.unfold(before, module.kernel_size, padding=module.padding, stride=module.stride)
            counted += module.out_channels * columns.numel()
        elif isinstance(module, nn.Linear):
            counted += sum(before.numel() for _unit in range(after.numel()))
        elif isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            counted += before.numel()
    assert macs(layers) == counted


@pytest.mark.parametrize("case", range(len(NETWORKS)))
def test_a_unit_sees_exactly_the_pixels_with_a_gradient(case: int) -> None:
    layers, model, side = network(case)
    for module in model:
        if isinstance(module, (nn.Conv2d, nn.Linear)):  # no zero weight, and no two shares that cancel
            nn.init.uniform_(module.weight, 0.5, 1.0, generator=torch.Generator().manual_seed(1))
    instead = {"max": nn.AvgPool2d(2), "act": nn.Identity()}  # so that all of the window counts, and no unit is dead
    every = [instead.get(layer.kind, module) for layer, module in zip(layers, model, strict=True)]
    x = torch.zeros(1, 1, side, side, dtype=torch.float64, requires_grad=True)
    out = x
    for layer, module in zip(layers, every, strict=True):
        out = module(out)
        if not layer.is_map:  # flattened, then joined to all
            (grad,) = torch.autograd.grad(out[0, 0], x, retain_graph=True)
            seen = grad[0, 0].nonzero()
            first, last = layer.field.seen(0, side)
            assert (seen.min(0).values.tolist(), seen.max(0).values.tolist()) == ([first] * 2, [last] * 2)
            continue
        places = layer.shape[1]
        for row, column in {(0, 0), (places // 2, places - 1), (places - 1, places // 3)}:
            (grad,) = torch.autograd.grad(out[0, 0, row, column], x, retain_graph=True)
            seen = grad[0, 0].nonzero()
            (top, bottom), (left, right) = layer.field.seen(row, side), layer.field.seen(column, side)
            assert seen.min(0).values.tolist() == [top, left]
            assert seen.max(0).values.tolist() == [bottom, right]
            assert len(seen) == (bottom - top + 1) * (right - left + 1)


def test_the_formula_of_the_output_size_is_conv2ds() -> None:
    generator = torch.Generator().manual_seed(0)
    tried = 0
    while tried < 60:
        side, kernel, stride, padding, dilation = (
            int(torch.randint(low, high, (), generator=generator))
            for low, high in ((1, 16), (1, 6), (1, 4), (0, 4), (1, 4))
        )
        if side + 2 * padding < dilation * (kernel - 1) + 1:
            continue
        module = nn.Conv2d(1, 1, kernel, stride, padding, dilation)
        assert output_side(side, kernel, stride, padding, dilation) == module(torch.zeros(1, 1, side, side)).shape[2]
        tried += 1


def test_what_does_not_fit_says_where() -> None:
    with pytest.raises(NoRoomError) as error:
        stack(("conv", "max", "max", "max"), 8, **PLAIN)
    assert (error.value.block, error.value.side) == (3, 1)
    with pytest.raises(FlatError) as flat:
        stack(("dense", "act", "conv"), 8, **PLAIN)
    assert flat.value.block == 2
    with pytest.raises(ValueError, match="unknown block"):
        stack(("attention",), 8, **PLAIN)


def test_pooling_saves_parameters_in_the_dense_layer_behind_it_alone() -> None:
    with_it, without = (stack(("conv", *pool, "conv"), 12, **PLAIN) for pool in (("max",), ()))

    def count(layers: tuple[Layer, ...], kind: str) -> int:
        return sum(layer.parameters for layer in layers if layer.kind == kind)

    assert count(with_it, "max") == 0
    assert count(with_it, "conv") == count(without, "conv")
    assert count(with_it, "dense") == 10 * (5 * 3 * 3 + 1) < count(without, "dense") == 10 * (5 * 8 * 8 + 1)


def test_every_block_can_be_asked_for() -> None:
    layers = stack(BLOCKS, 28, **PLAIN)
    assert {layer.kind for layer in layers} == {*BLOCKS, "flatten"}
    assert [layer.shape for layer in layers if layer.kind == "dense"] == [(7,), (10,)]
