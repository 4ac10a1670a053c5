"""The same points fitted by scikit-learn, and by Newton's method, to lay beside a run."""

from __future__ import annotations

import warnings

import numpy as np

from dlcore.models.newton import newton, softmax_newton

from .config import LogisticRegression
from .material import Beside, Scene, centred

TOLERANCE = 1e-8  # of scikit-learn's gradient, small enough for six digits of the weights
USUAL_TOLERANCE = 1e-4
MOST_ITERATIONS = 5000


def beside(config: LogisticRegression, scene: Scene) -> Beside | None:
    """Fit the scene's training points.

    None for a loss that scikit-learn's ``LogisticRegression`` does not have, and where a class has no training points,
    which it refuses.
    """
    x, y = scene.inputs[scene.is_train], scene.labels[scene.is_train]
    if config.loss != "cross_entropy" or len(np.unique(y)) < config.classes:
        return None
    import sklearn  # takes a second, and most of what a worker does can do without
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression as Theirs

    strength = 1 / (config.weight_decay * len(y)) if config.weight_decay else np.inf

    def fit(tolerance: float) -> tuple[np.ndarray, int]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model = Theirs(C=strength, tol=tolerance, max_iter=MOST_ITERATIONS).fit(x, y)
        return np.column_stack([model.coef_, model.intercept_]), int(np.max(model.n_iter_))

    found, iterations = fit(TOLERANCE)
    loose, _iterations = fit(USUAL_TOLERANCE)
    return Beside(
        newton=_newton(config, x, y),
        scikit_learn=centred(found),
        iterations=iterations,
        length=float(np.linalg.norm(found[:, :-1])),
        loose_length=float(np.linalg.norm(loose[:, :-1])),
        tolerance=TOLERANCE,
        loose_tolerance=USUAL_TOLERANCE,
        version=sklearn.__version__,
    )


def _newton(config: LogisticRegression, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    if config.classes > 2:
        found = softmax_newton(x, y, config.classes, config.weight_decay)
    else:
        single = newton(x, y, config.weight_decay)
        found = None if single is None else single[None]
    return np.zeros((0, x.shape[1] + 1)) if found is None else found
