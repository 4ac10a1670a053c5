"""Hand-made features against their formulas in NumPy."""

import numpy as np
import torch

from dlcore.experiments.neural_network.config import FEATURES as CODES
from dlcore.models.features import FEATURES, features


def test_features_are_their_formulas_in_the_order_asked_for():
    x1, x2 = np.random.default_rng(0).normal(size=(2, 50))
    formulas = {
        "x1": x1,
        "x2": x2,
        "x1x1": x1**2,
        "x2x2": x2**2,
        "x1x2": x1 * x2,
        "sinx1": np.sin(x1),
        "sinx2": np.sin(x2),
    }
    names = list(reversed(formulas))
    ours = features(torch.from_numpy(np.stack([x1, x2], 1)), names)
    np.testing.assert_allclose(ours.numpy(), np.stack([formulas[name] for name in names], 1), rtol=1e-14)


def test_the_config_offers_exactly_these():
    assert tuple(FEATURES) == CODES
