"""Logistic regression solved by Newton's method, the yardstick for gradient descent. Loads without torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

LEVEL = 1e10  # a loss more than so many times as curved one way as another has no one lowest place


def sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z) = 1 / (1 + e^(-z)) without overflow, and with all its digits where it is small."""
    return np.exp(-np.logaddexp(0, -np.asarray(z)))


def cross_entropy(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The loss of logits z with classes y, 0 or 1, each on its own: ln(1 + e^z) - y z."""
    return np.logaddexp(0, z) - y * z


def newton(x: np.ndarray, y: np.ndarray, weight_decay: float = 0.0, steps: int = 100) -> np.ndarray | None:
    """Minimise the mean cross-entropy + weight_decay / 2 · ‖w‖², the bias free.

    Each step solves a weighted least-squares problem (IRLS: McCullagh and Nelder 1989), with the step halved until the
    loss falls.

    Parameters
    ----------
    x, y
        Inputs (n, d) and classes (n,), 0 or 1.
    weight_decay
        Strength of L2.
    steps
        At most so many.

    Returns
    -------
    parameters
        (d + 1,) weights, bias last; None where no finite ones are best: a line parts the classes and nothing holds the
        weights back, or a column says nothing new.
    """
    ones = np.column_stack([x, np.ones(len(x))])  # (n, d + 1)
    ridge = weight_decay * np.diag([*np.ones(x.shape[1]), 0.0])

    def loss(w: np.ndarray) -> float:
        return float(cross_entropy(ones @ w, y).mean() + w @ ridge @ w / 2)

    def slopes(w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        p = sigmoid(ones @ w)
        return ones.T @ (p - y) / len(y) + ridge @ w, (ones.T * (p * (1 - p))) @ ones / len(y) + ridge

    def parted(w: np.ndarray) -> bool:
        return bool(((2 * y - 1) * (ones @ w) > 0).all())

    return _descend(np.zeros(x.shape[1] + 1), loss, slopes, None if weight_decay else parted, steps)


def softmax_newton(
    x: np.ndarray, y: np.ndarray, classes: int, weight_decay: float = 0.0, steps: int = 100
) -> np.ndarray | None:
    """Minimise the mean cross-entropy of a softmax + weight_decay / 2 · ‖W‖², the biases free.

    The same to every class's parameters added changes no probability, so of all solutions this is the one whose
    parameters add up to zero over the classes; the Hessian is lifted in just those directions to make it regular.

    Parameters
    ----------
    x, y
        Inputs (n, d) and classes (n,), 0 … classes - 1.
    classes
        How many there are.
    weight_decay, steps
        As for :func:`newton`.

    Returns
    -------
    parameters
        (classes, d + 1): a row of weights a class, its bias last; None where no finite ones are best.
    """
    ones, one_hot = np.column_stack([x, np.ones(len(x))]), np.eye(classes)[y]  # (n, d + 1), (n, classes)
    ridge = np.tile(weight_decay * np.array([*np.ones(x.shape[1]), 0.0]), classes)
    level = np.kron(np.full((classes, classes), 1 / classes), np.eye(x.shape[1] + 1))

    def logits(w: np.ndarray) -> np.ndarray:
        return ones @ w.reshape(classes, -1).T

    def loss(w: np.ndarray) -> float:
        z = logits(w)
        return float((np.logaddexp.reduce(z, axis=1) - (z * one_hot).sum(1)).mean() + ridge @ w**2 / 2)

    def slopes(w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        z = logits(w)
        p = np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])
        curved = p[:, :, None] * (np.eye(classes) - p[:, None])  # (n, classes, classes): ∂p/∂z
        hessian = np.einsum("nab,ni,nj->aibj", curved, ones, ones, optimize=True).reshape(len(w), -1) / len(y)
        return ((p - one_hot).T @ ones).ravel() / len(y) + ridge * w, hessian + np.diag(ridge) + level

    def parted(w: np.ndarray) -> bool:
        z = logits(w)
        return bool((z[one_hot == 1] > np.where(one_hot == 1, -np.inf, z).max(1)).all())

    found = _descend(np.zeros(level.shape[0]), loss, slopes, None if weight_decay else parted, steps)
    return None if found is None else found.reshape(classes, -1)


def _descend(
    w: np.ndarray,
    loss: Callable[[np.ndarray], float],
    slopes: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]],
    parted: Callable[[np.ndarray], bool] | None,
    steps: int,
) -> np.ndarray | None:
    """Go from w to the lowest place by Newton's steps, each halved until the loss falls; None where there is none.

    `slopes` gives gradient and Hessian. Where `parted` says that the classes are, longer weights are always better.
    """
    for _step in range(steps):
        if parted is not None and parted(w):
            return None
        gradient, hessian = slopes(w)
        if np.linalg.cond(hessian) > LEVEL:
            return None
        if np.abs(gradient).max() < 1e-12:
            return w
        move, size = np.linalg.solve(hessian, gradient), 1.0
        while loss(w - size * move) > loss(w) and size > 1e-6:
            size /= 2
        if size <= 1e-6:  # as low as rounding allows
            return w
        w = w - size * move
    return None


@dataclass(frozen=True, slots=True, eq=False)
class LogitLosses:
    """Both losses of a point of class 1 at its logits (n,), and their slopes over the logit."""

    probability: np.ndarray
    cross_entropy: np.ndarray
    squared: np.ndarray
    cross_entropy_slope: np.ndarray
    squared_slope: np.ndarray


def logit_losses(z: np.ndarray) -> LogitLosses:
    """Compute -ln p and (1 - p)² with p = σ(z), and their derivatives -(1 - p) and -2 (1 - p)² p."""
    p, q = sigmoid(z), sigmoid(-z)  # q = 1 - p without cancellation
    return LogitLosses(p, np.logaddexp(0, -z), q**2, -q, -2 * q**2 * p)
