"""What is counted from the architecture equals loops, PyTorch's own counter, and the tensors that PyTorch saves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.flop_counter import FlopCounterMode

from dlcore.models import costs
from dlcore.models.costs import CLASSES, INPUTS, KERNEL, KINDS, WIDENING
from dlcore.models.counted import build, shape

SIZES = [(4, 1, 6), (5, 3, 9), (16, 2, 12)]  # width, depth, length
EVERY = [(kind, *sizes) for kind in KINDS for sizes in SIZES]


def model_and_batch(kind: str, width: int, depth: int, length: int, batch: int) -> tuple[nn.Module, Tensor]:
    generator = torch.Generator().manual_seed(width)
    model = build(kind, width, depth, length, generator)
    return model, torch.rand(batch, *shape(kind, length), generator=generator)


def flop(work: Callable[[], object]) -> int:
    with FlopCounterMode(display=False) as counter:
        work()
    return counter.get_total_flops()


@pytest.mark.parametrize(("kind", "width", "depth", "length"), EVERY)
def test_parameters_are_those_of_the_network(kind: str, width: int, depth: int, length: int) -> None:
    model, _x = model_and_batch(kind, width, depth, length, 1)
    assert costs.parameters(costs.parts(kind, width, depth, length)) == sum(p.numel() for p in model.parameters())


@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize(("kind", "width", "depth", "length"), EVERY)
def test_work_is_what_pytorchs_counter_counts(kind: str, width: int, depth: int, length: int, batch: int) -> None:
    model, x = model_and_batch(kind, width, depth, length, batch)
    every = costs.parts(kind, width, depth, length)
    assert flop(lambda: model(x)) == 2 * batch * costs.macs(every)
    targets = torch.zeros(batch, dtype=torch.long)
    assert flop(lambda: F.cross_entropy(model(x), targets).backward()) == 2 * batch * costs.training_macs(every)


@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize(("kind", "width", "depth", "length"), EVERY)
def test_memory_is_what_pytorch_saves(kind: str, width: int, depth: int, length: int, batch: int) -> None:
    model, x = model_and_batch(kind, width, depth, length, batch)
    own = {p.untyped_storage().data_ptr() for p in model.parameters()}
    saved: list[Tensor] = []
    with torch.autograd.graph.saved_tensors_hooks(lambda tensor: saved.append(tensor) or tensor, lambda tensor: tensor):
        logits = model(x)
    storages = {each.untyped_storage().data_ptr(): each.untyped_storage().nbytes() for each in saved}
    assert logits.shape == (batch, CLASSES)
    kept = sum(size for place, size in storages.items() if place not in own)
    assert kept == costs.memory(costs.parts(kind, width, depth, length), batch)


def dense_by_loops(inputs: int, outputs: int) -> int:
    return sum(1 for _i in range(inputs) for _o in range(outputs))


def perceptron_by_loops(width: int, depth: int, length: int) -> int:
    sizes = [length * length, *[width] * depth, CLASSES]
    return sum(map(dense_by_loops, sizes, sizes[1:]))


def convolutions_by_loops(width: int, depth: int, length: int) -> int:
    """Walk every kernel over every place; the products with the ring of zeros are done, and count."""
    products = 0
    for layer in range(depth):
        channels = width if layer else 1
        for _place in range(length * length):
            products += sum(1 for _k in range(width) for _c in range(channels) for _w in range(KERNEL * KERNEL))
    return products + dense_by_loops(width * (length // 2) ** 2, CLASSES)


def recurrent_by_loops(width: int, depth: int, length: int) -> int:
    products = 0
    for _time in range(length):
        for layer in range(depth):
            products += dense_by_loops(width if layer else INPUTS, width) + dense_by_loops(width, width)
    return products + dense_by_loops(width, CLASSES)


def attention_by_loops(width: int, depth: int, length: int) -> int:
    products = length * dense_by_loops(INPUTS, width)
    for _block in range(depth):
        for _place in range(length):
            products += 4 * dense_by_loops(width, width)  # query, key, value, and what is read out
            products += 2 * dense_by_loops(width, length)  # compared with every place, and gathered from every place
            products += 2 * dense_by_loops(width, WIDENING * width)
    return products + dense_by_loops(width, CLASSES)


LOOPS = {
    "mlp": perceptron_by_loops,
    "cnn": convolutions_by_loops,
    "rnn": recurrent_by_loops,
    "attention": attention_by_loops,
}


@pytest.mark.parametrize(("kind", "width", "depth", "length"), EVERY)
def test_work_is_what_loops_over_all_products_count(kind: str, width: int, depth: int, length: int) -> None:
    assert costs.macs(costs.parts(kind, width, depth, length)) == LOOPS[kind](width, depth, length)


def test_grouped_parts_add_up_to_all_parts() -> None:
    every = costs.parts("attention", 8, 3, 10)
    counted = costs.grouped(every)
    assert len(counted) < len(every) == sum(counted.values())
    assert sum(part.macs * times for part, times in counted.items()) == costs.macs(every)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="known: mlp, cnn"):
        costs.parts("transistor", 4, 1, 8)


def test_networks_draw_nothing_from_the_global_generator_and_follow_their_own() -> None:
    state = torch.random.get_rng_state()
    one, two = (build("attention", 8, 1, 6, torch.Generator().manual_seed(5)) for _ in range(2))
    assert torch.equal(state, torch.random.get_rng_state())
    for a, b in zip(one.parameters(), two.parameters(), strict=True):
        assert torch.equal(a, b) and a.abs().max() <= 8**-0.5
