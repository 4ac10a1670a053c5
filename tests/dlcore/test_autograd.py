"""Our own autograd against PyTorch's, on random expressions, on a network, and where it must refuse."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcore.autograd import Value

UNARY = {
    "tanh": (lambda v: v.tanh(), torch.tanh),
    "relu": (lambda v: v.relu(), torch.relu),
    "sigmoid": (lambda v: v.sigmoid(), torch.sigmoid),
    "exp of tanh": (lambda v: v.tanh().exp(), lambda t: t.tanh().exp()),
    "log": (lambda v: (v * v + 1.0).log(), lambda t: (t * t + 1.0).log()),
    "negative": (lambda v: -v, lambda t: -t),
    "square": (lambda v: v**2, lambda t: t**2),
}
BINARY = {
    "+": (lambda a, b: a + b, lambda a, b: a + b),
    "-": (lambda a, b: a - b, lambda a, b: a - b),
    "*": (lambda a, b: a * b, lambda a, b: a * b),
    "/": (lambda a, b: a / (b * b + 1.0), lambda a, b: a / (b * b + 1.0)),
    "@": (lambda a, b: a @ b, lambda a, b: a @ b),
}
SHAPES = [(3, 3), (1, 3), (3, 1), (1, 1)]  # all broadcast with each other
NUMBER = st.floats(-2, 2).filter(lambda x: abs(x) > 1e-3)  # away from ReLU's kink
PROGRAM = st.lists(
    st.tuples(st.sampled_from([*UNARY, *BINARY]), st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=12
)


def compute(program: list, leaves: list[Any], side: int) -> Any:
    """Run a random program: each line applies an operation to earlier results; all last ones are summed up."""
    known, torch_known = list(leaves), side == 1
    for name, i, j in program:
        a, b = known[i % len(known)], known[j % len(known)]
        if name in UNARY:
            known.append(UNARY[name][side](a))
            continue
        shape_a, shape_b = (tuple(each.shape if torch_known else each.data.shape) for each in (a, b))
        if name == "@" and shape_a[1] != shape_b[0]:
            name = "+"
        known.append(BINARY[name][side](a, b))
    total = known[0].sum()
    for each in known[1:]:
        total = total + each.tanh().sum()
    return total


@settings(max_examples=150)
@given(PROGRAM, st.lists(st.sampled_from(SHAPES), min_size=2, max_size=4), st.data())
def test_random_expressions_have_the_gradients_that_torch_gives(program, shapes, draw):
    arrays = [np.array(draw.draw(st.lists(NUMBER, min_size=n * m, max_size=n * m))).reshape(n, m) for n, m in shapes]
    ours = [Value(array) for array in arrays]
    theirs = [torch.tensor(array, requires_grad=True) for array in arrays]
    compute(program, ours, 0).backward()
    compute(program, theirs, 1).backward()
    for value, tensor in zip(ours, theirs, strict=True):
        expected = np.zeros_like(value.data) if tensor.grad is None else tensor.grad.numpy()
        np.testing.assert_allclose(value.grad, expected, rtol=1e-9, atol=1e-9)


def test_a_value_used_twice_gets_the_sum_of_both_paths():
    x = Value(3.0)
    (x * x + x).backward()
    assert x.grad == 7


def test_a_shared_intermediate_is_pulled_through_once_with_everything_that_has_arrived():
    x = Value(0.5)
    h = x.tanh()
    (h * h * h).backward()
    assert h.grad == pytest.approx(3 * np.tanh(0.5) ** 2)
    assert x.grad == pytest.approx(3 * np.tanh(0.5) ** 2 * (1 - np.tanh(0.5) ** 2))


def test_gradients_pile_up_from_call_to_call_as_in_pytorch():
    x = Value(2.0)
    for _ in range(3):
        (x * x).backward()
    assert x.grad == 12


def test_a_broadcast_bias_gets_one_gradient_for_each_use():
    bias = Value(np.zeros((1, 4)))
    (Value(np.ones((5, 4))) + bias).sum().backward()
    assert (bias.grad == 5).all()


def test_plain_numbers_may_stand_on_either_side():
    x = Value(2.0)
    (1 - 3 * x + 4).backward()
    assert x.grad == -3


def test_a_long_chain_needs_no_deep_recursion():
    x = Value(1.0)
    y = x
    for _ in range(5000):
        y = y + 0.001
    y.backward()
    assert x.grad == 1


def test_backward_from_several_numbers_is_refused():
    with pytest.raises(ValueError, match=r"single number, not from shape \(2,\)"):
        Value([1.0, 2.0]).backward()


def test_it_trains_a_network_that_solves_xor():
    rng = np.random.default_rng(0)
    x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([[0], [1], [1], [0.0]])
    theta = [Value(rng.normal(size=shape)) for shape in ((2, 8), (1, 8), (8, 1), (1, 1))]
    loss = Value(np.inf)
    for _ in range(500):
        W1, b1, W2, b2 = theta
        loss = (((Value(x) @ W1 + b1).tanh() @ W2 + b2 - y) ** 2).sum()
        for each in theta:
            each.grad = np.zeros_like(each.data)
        loss.backward()
        for each in theta:
            each.data -= 0.05 * each.grad
    assert loss.data < 0.01
