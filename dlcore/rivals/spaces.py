"""What may be tuned on each rival, laid down before any result was seen. Loads without torch.

A rival's first setting is what one would take untuned: scikit-learn's own defaults (with fewer trees, for speed). The
other fifteen are the rest of a grid about it, in an order that was shuffled once. A tuning budget of B means the first
B, for every rival.
"""

from __future__ import annotations

import random
from itertools import product
from typing import Any

MOST_TRIALS = 16
Setting = dict[str, Any]


def _space(first: Setting, **grid: tuple[Any, ...]) -> tuple[Setting, ...]:
    """Return the first setting, and fifteen others of the grid in a fixed random order."""
    every = [dict(zip(grid, values, strict=True)) for values in product(*grid.values())]
    others = [setting for setting in every if setting != first]
    random.Random(0).shuffle(others)
    return (first, *others[: MOST_TRIALS - 1])


SPACES: dict[str, tuple[Setting, ...]] = {
    "logistic": _space({"C": 1.0}, C=tuple(float(f"{10 ** (k / 2):.2g}") for k in range(-8, 9))),
    "neighbours": _space(
        {"n_neighbors": 5, "weights": "uniform"},
        n_neighbors=(1, 2, 3, 5, 7, 9, 13, 19),
        weights=("uniform", "distance"),
    ),
    "svm": _space(
        {"C": 1.0, "gamma": "scale"},
        C=(0.1, 1.0, 10.0, 100.0),
        gamma=("scale", 0.03, 0.3, 3.0),
    ),
    "tree": _space(
        {"max_depth": None, "min_samples_leaf": 1},
        max_depth=(2, 4, 8, None),
        min_samples_leaf=(1, 3, 6, 12),
    ),
    "forest": _space(
        {"max_depth": None, "max_features": "sqrt"},
        max_depth=(2, 4, 8, None),
        max_features=("sqrt", 0.25, 0.5, 1.0),
    ),
    "boosting": _space(
        {"learning_rate": 0.1, "max_depth": 3},
        learning_rate=(0.03, 0.1, 0.3, 1.0),
        max_depth=(1, 2, 3, 5),
    ),
    "network": _space(
        {"width": 32, "lr": 0.01, "weight_decay": 0.0},
        width=(16, 32),
        lr=(0.003, 0.01, 0.03),
        weight_decay=(0.0, 1e-3, 1e-2),
    ),
}
RIVALS = tuple(SPACES)
