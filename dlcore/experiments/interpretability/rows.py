"""The rows of a table, as a model learns from them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from dlcore.datasets.real import table

from .config import COPIED, TEST, Table
from .still import Sheet


class Material:
    """The rows of one config: standardised, divided, with copies added.

    Attributes
    ----------
    x, y, test_x, test_y
        Rows in standard deviations about the training mean, (n, features); their class or, standardised, their value.
    sheet
        The rows that test, as they are written.
    copied
        Where the copied feature and its copies stand.
    coefficients
        (features,) of a linear model of scikit-learn's on the same training rows.
    """

    def __init__(self, config: Table) -> None:
        read, generator = table(config.data), torch.Generator().manual_seed(config.seed)
        names = [name.partition(" (")[0] for name in read.axes]
        original = names.index(COPIED[config.data])
        order = torch.randperm(len(read.labels), generator=generator).numpy()
        test, train = np.split(order, [round(TEST * len(order))])
        values, targets = torch.tensor(read.values), torch.tensor(read.labels, dtype=torch.float64)
        x = (values - values[train].mean(0)) / values[train].std(0, correction=0)
        blur = torch.randn(len(x), config.copies, generator=generator, dtype=torch.float64)
        x = torch.cat([x, x[:, [original]] + config.blur * blur], 1)
        if not read.classes:
            targets = (targets - targets[train].mean()) / targets[train].std(correction=0)
        self.x, self.y, self.test_x, self.test_y = x[train], targets[train], x[test], targets[test]
        self.copied = [original, *range(len(names), len(names) + config.copies)]
        self.classes = read.classes
        written = np.hstack([read.values, np.repeat(read.values[:, [original]], config.copies, 1)])
        copies = [f"{COPIED[config.data]} · {k}" for k in range(2, config.copies + 2)]
        if copies:
            names[original] += " · 1"
        self.coefficients = self._linear()
        self.sheet = Sheet((*names, *copies), written[test], read.labels[test], read.classes, self.coefficients,
                           tuple(self.copied))  # fmt: skip

    def _linear(self) -> np.ndarray:
        from sklearn.linear_model import LogisticRegression, Ridge  # takes a second, and no other room has need of it

        model = LogisticRegression(max_iter=1000) if self.classes else Ridge()
        return model.fit(self.x.numpy(), self.y.numpy()).coef_.ravel()

    def loss(self, out: Tensor, y: Tensor) -> Tensor:
        """Cross-entropy of two classes, or the mean squared error, for outputs (n,)."""
        return F.binary_cross_entropy_with_logits(out, y) if self.classes else F.mse_loss(out, y)

    def score(self, out: Tensor) -> Tensor:
        """Accuracy, or the share of the variance that is explained, for outputs (…, n) on the rows that test."""
        if self.classes:
            return ((out > 0) == (self.test_y > 0.5)).double().mean(-1)
        return 1 - ((out - self.test_y) ** 2).mean(-1) / self.test_y.var(correction=0)


@lru_cache(maxsize=4)
def material(config: Table) -> Material:
    """Keep the last ones."""
    return Material(config)
