"""What a model of measurements with names hangs on: row by row, and over all rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from captum.attr import IntegratedGradients
from torch import Tensor, nn

POINTS = 64  # of the integral


def explain_rows(model: nn.Module, x: Tensor, baseline: Tensor) -> np.ndarray:
    """Share out each row's output among its features by integrated gradients from a baseline row.

    Parameters
    ----------
    model
        Takes rows (n, features) and gives one output each, (n,) or (n, 1).
    x
        (n, features).
    baseline
        (features,): the row that every other is compared with.

    Returns
    -------
    attribution
        (n, features) float64; each row sums up to the model's output for it minus that for the baseline.
    """
    found = IntegratedGradients(lambda rows: model(rows).view(-1)).attribute(
        x, baselines=baseline[None], n_steps=POINTS, internal_batch_size=max(len(x), 4096)
    )
    assert isinstance(found, Tensor)
    return found.detach().double().numpy()


def permutation_importance(
    score: Callable[[Tensor], Tensor], x: Tensor, repeats: int, generator: torch.Generator
) -> np.ndarray:
    """Shuffle one column at a time and see how far the score falls (Breiman 2001, "Random forests").

    Parameters
    ----------
    score
        (k, n, features) -> (k,): the score of the model on each of k versions of the rows.
    x
        (n, features): rows that the model was not trained on.

    Returns
    -------
    falls
        (features, repeats) float64: the score on the rows as they are minus that with the column shuffled.
    """
    n, features = x.shape
    whole = score(x[None])
    falls = np.empty((features, repeats))
    for feature in range(features):
        orders = torch.stack([torch.randperm(n, generator=generator) for _time in range(repeats)])
        shuffled = x.repeat(repeats, 1, 1)
        shuffled[:, :, feature] = x[:, feature][orders]
        falls[feature] = (whole - score(shuffled)).double().numpy()
    return falls
