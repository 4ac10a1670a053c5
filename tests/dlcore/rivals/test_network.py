"""Our network in scikit-learn's clothes is the network that PyTorch trains."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from dlcore.rivals.network import EPOCHS, Network


def test_it_is_what_torch_trains():
    generator = np.random.default_rng(0)
    x = generator.standard_normal((30, 4))
    y = np.array([2, 5, 7])[generator.integers(0, 3, 30)]
    ours = Network(width=6, lr=0.01, weight_decay=0.001, seed=3).fit(x, y)

    g = torch.Generator().manual_seed(3)
    layers = [nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 6), nn.ReLU(), nn.Linear(6, 3)]
    model = nn.Sequential(*layers).double()
    for layer in layers[::2]:
        assert isinstance(layer, nn.Linear)
        bound = 1 / math.sqrt(layer.in_features)
        nn.init.uniform_(layer.weight, -bound, bound, generator=g)
        nn.init.uniform_(layer.bias, -bound, bound, generator=g)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=0.001)
    inputs, targets = torch.tensor(x), torch.tensor(np.searchsorted([2, 5, 7], y))
    for _ in range(EPOCHS):
        loss = F.cross_entropy(model(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    np.testing.assert_allclose(ours.logits(x), model(inputs).detach().numpy(), rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(
        ours.predict_proba(x), torch.softmax(model(inputs), 1).detach().numpy(), rtol=1e-8, atol=1e-8
    )
    assert set(ours.predict(x)) <= {2, 5, 7}


def test_it_says_when_it_has_not_been_fitted():
    with pytest.raises(RuntimeError, match="fit"):
        Network(width=4, lr=0.01, weight_decay=0.0, seed=0).predict(np.zeros((1, 2)))
