"""Every loss against ``torch.nn.functional``, every gradient against autograd, also where a naive formula overflows."""

import pytest
import torch
from torch.nn import functional as F

from dlcore.models.losses import LOSSES, huber


def _binary(outputs, generator):
    return torch.randint(0, 2, (3, 1, 40), generator=generator).double()


def _one_hot(outputs, generator):
    return F.one_hot(torch.randint(0, outputs, (3, 40), generator=generator), outputs).double().mT.contiguous()


def _numbers(outputs, generator):
    return torch.randn(3, 1, 40, generator=generator, dtype=torch.float64)


ORACLES = {
    "binary_cross_entropy": (1, _binary, lambda z, y: F.binary_cross_entropy_with_logits(z, y)),
    "cross_entropy": (4, _one_hot, lambda z, y: F.cross_entropy(z.mT, y.argmax(0))),
    "sigmoid_mse": (1, _binary, lambda z, y: F.mse_loss(torch.sigmoid(z), y)),
    "softmax_mse": (4, _one_hot, lambda z, y: F.mse_loss(torch.softmax(z, 0), y)),
    "mae": (1, _numbers, lambda z, y: F.l1_loss(z, y)),
    "mse": (1, _numbers, lambda z, y: F.mse_loss(z, y)),
}


@pytest.mark.parametrize("scale", [1.0, 200.0])
@pytest.mark.parametrize("name", LOSSES)
def test_value_and_gradient(name, scale):
    generator = torch.Generator().manual_seed(0)
    outputs, targets, oracle = ORACLES[name]
    z = (torch.randn(3, outputs, 40, generator=generator, dtype=torch.float64) * scale).requires_grad_()
    y = targets(outputs, generator)
    expected = torch.stack([oracle(z[k], y[k]) for k in range(3)])
    (gradient,) = torch.autograd.grad(expected.sum(), z)
    d = torch.empty_like(gradient)
    LOSSES[name].gradient(z.detach(), y, d)
    torch.testing.assert_close(LOSSES[name].value(z.detach(), y), expected.detach(), rtol=1e-12, atol=1e-14)
    torch.testing.assert_close(d, gradient, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("delta", [0.05, 1.0, 30.0])
def test_huber_is_torchs_on_both_sides_of_delta(delta):
    generator = torch.Generator().manual_seed(0)
    z, y = _numbers(1, generator).requires_grad_(), _numbers(1, generator)
    expected = torch.stack([F.huber_loss(z[k], y[k], delta=delta) for k in range(3)])
    (gradient,) = torch.autograd.grad(expected.sum(), z)
    d = torch.empty_like(gradient)
    huber(delta).gradient(z.detach(), y, d)
    torch.testing.assert_close(huber(delta).value(z.detach(), y), expected.detach())
    torch.testing.assert_close(d, gradient)
