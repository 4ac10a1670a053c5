"""Our network, dressed as a scikit-learn classifier: ``fit``, ``predict``, ``decision_function``."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.stacked import StackedMLP
from dlcore.sweep import sweep

EPOCHS = 200


class Network:
    """Two hidden layers of `width` ReLU units, Adam on the full batch for :data:`EPOCHS` epochs.

    Parameters
    ----------
    width, lr, weight_decay
        What is tuned.
    seed
        Of the first weights.
    """

    def __init__(self, *, width: int, lr: float, weight_decay: float, seed: int) -> None:
        self.width, self.lr, self.weight_decay, self.seed = width, lr, weight_decay, seed
        self.classes_ = np.zeros(0, dtype=np.int64)
        self._net: StackedMLP | None = None

    def fit(self, x: np.ndarray, y: np.ndarray) -> Network:
        """Train on inputs (n, features) and classes (n,), the classes being whole numbers."""
        self.classes_, index = np.unique(y, return_inverse=True)
        outputs = len(self.classes_)
        sizes = (x.shape[1], self.width, self.width, outputs)
        theta = initial_parameters(sizes, "default", torch.Generator().manual_seed(self.seed))[None]
        self._net = StackedMLP(theta, sizes, ["relu", "relu"], LOSSES["cross_entropy"])
        lr = torch.full((1, 1), self.lr, dtype=torch.float64)
        moves = optimizer("adam", theta, lr, torch.full_like(lr, self.weight_decay))
        targets = torch.eye(outputs, dtype=torch.float64)[torch.tensor(index)].T[None]
        sweep(self._net, moves, _columns(x), targets, EPOCHS)
        return self

    def logits(self, x: np.ndarray) -> np.ndarray:
        """Return (n, classes)."""
        if self._net is None:
            raise RuntimeError("the network has not been fitted: call fit(x, y) first")
        with torch.inference_mode():
            return self._net.forward(_columns(x))[-1][0].T.numpy()

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Return the likeliest class of each example, (n,)."""
        return self.classes_[self.logits(x).argmax(1)]

    def predict_proba(self, x: np.ndarray) -> np.ndarray:
        """Return the probabilities of the classes, (n, classes)."""
        z = self.logits(x)
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)


def _columns(x: np.ndarray) -> Tensor:
    return torch.tensor(x, dtype=torch.float64).T[None]
