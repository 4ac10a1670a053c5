"""Logistic regression solved by Newton's method, the yardstick for gradient descent. Loads without torch."""

from __future__ import annotations

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
    w = np.zeros(x.shape[1] + 1)

    def loss(w: np.ndarray) -> float:
        return float(cross_entropy(ones @ w, y).mean() + w @ ridge @ w / 2)

    for _step in range(steps):
        z = ones @ w
        if not weight_decay and ((2 * y - 1) * z > 0).all():
            return None  # the classes are parted: longer weights are always better
        p = sigmoid(z)
        gradient = ones.T @ (p - y) / len(y) + ridge @ w
        hessian = (ones.T * (p * (1 - p))) @ ones / len(y) + ridge
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
