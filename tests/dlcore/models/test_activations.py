"""Every activation against ``torch.nn.functional``, both directions; autograd gives the backward one."""

import pytest
import torch
from torch.nn import functional as F

from dlcore.models.activations import ACTIVATIONS

ORACLES = {
    "identity": lambda z: z,
    "relu": F.relu,
    "leaky_relu": F.leaky_relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": F.gelu,
    "sine": torch.sin,
}


@pytest.mark.parametrize("points", [241, 4001])  # small and large tensors may take different ways
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_forward_and_backward(name, points):
    z = torch.linspace(-6, 6, points, dtype=torch.float64).add(1e-3).requires_grad_()
    expected, incoming = ORACLES[name](z), torch.cos(torch.arange(points, dtype=torch.float64))
    (gradient,) = torch.autograd.grad(expected, z, incoming)
    a, d, given = torch.empty_like(incoming), incoming.clone(), z.detach()
    ACTIVATIONS[name].forward(given, a)
    ACTIVATIONS[name].backward(d, given, a)
    torch.testing.assert_close(ACTIVATIONS[name].value(given), expected.detach(), rtol=1e-14, atol=1e-15)
    torch.testing.assert_close(a, expected.detach(), rtol=1e-13, atol=1e-15)
    torch.testing.assert_close(d, gradient, rtol=1e-12, atol=1e-13)
