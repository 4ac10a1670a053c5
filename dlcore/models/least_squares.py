"""Linear models in closed form: least squares, ridge, lasso, their uncertainty, and the bowl that descent slides in.

Everywhere `x` is (n, d), `y` is (n,), and parameters are (d + 1,): the weights and, last, the bias. The loss is the
mean squared error, L = Σ (ŷ - y)² / n, as ``nn.MSELoss`` has it; no penalty touches the bias. Loads without torch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .student import quantile

LASSO_SWEEPS = 20_000
DEPENDENT = 1e-3  # of a column's spread; below it, the variance of its weight is blown up more than a millionfold


def with_ones(x: np.ndarray) -> np.ndarray:
    """Append a column of ones, for the bias to multiply: (n, d + 1)."""
    return np.column_stack([x, np.ones(len(x))])


def predict(x: np.ndarray, parameters: np.ndarray) -> np.ndarray:
    """Evaluate ŷ = x w + b for parameters (…, d + 1): (…, n)."""
    return parameters[..., :-1] @ x.T + parameters[..., -1:]


def least_squares(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Minimise the mean squared error: the solution of XᵀX θ = Xᵀy, and the shortest one if there are several."""
    return np.linalg.lstsq(with_ones(x), y, rcond=None)[0]


def ridge(x: np.ndarray, y: np.ndarray, strength: float) -> np.ndarray:
    """Minimise L + strength · Σ w²: the solution of (XᵀX + n · strength · I) θ = Xᵀy, with a 0 in I for the bias."""
    X = with_ones(x)
    penalty = len(x) * strength * np.diag([*np.ones(x.shape[1]), 0.0])
    return np.linalg.solve(X.T @ X + penalty, X.T @ y)


def lasso(x: np.ndarray, y: np.ndarray, strength: float | np.ndarray) -> np.ndarray:
    """Minimise L + strength · Σ |w| by coordinate descent: each weight in turn goes to its own minimum.

    Friedman, Hastie and Tibshirani 2010. Several strengths (s,) are followed at once and give (s, d + 1). It stops once
    a sweep moves no weight by more than 1e-9 of the largest.
    """
    centre, X, threshold = x.mean(0), x - x.mean(0), np.asarray(strength) * len(x) / 2
    gram, target = X.T @ X, X.T @ (y - y.mean())
    w = np.zeros((*threshold.shape, x.shape[1]))
    for _ in range(LASSO_SWEEPS):
        before = w.copy()
        for j in range(x.shape[1]):
            pull = target[j] - w @ gram[j] + gram[j, j] * w[..., j]  # what the others leave for it to explain
            w[..., j] = np.sign(pull) * np.maximum(np.abs(pull) - threshold, 0.0) / gram[j, j]
        if np.abs(w - before).max() <= 1e-9 * np.abs(w).max():
            break
    return np.concatenate([w, y.mean() - (w @ centre)[..., None]], -1)


def dependent(x: np.ndarray) -> int | None:
    """Name the first column that a constant and the columns before it all but determine; None if there is none.

    All but: what they leave of its spread is less than :data:`DEPENDENT`, so that its weight would be mere noise. It is
    read off the diagonal of R in a QR decomposition of the centred columns, each brought to length 1.
    """
    centred = x - x.mean(0)
    lengths = np.linalg.norm(centred, axis=0)
    left = np.zeros(x.shape[1])  # stays 0 for a column beyond the number of rows
    diagonal = np.abs(np.diag(np.linalg.qr(centred / np.where(lengths > 0, lengths, 1.0), mode="r")))
    left[: len(diagonal)] = diagonal
    found = np.flatnonzero(left < DEPENDENT)
    return int(found[0]) if len(found) else None


def largest_useful(x: np.ndarray, y: np.ndarray) -> float:
    """The strength from which on the lasso leaves every weight at zero: max |2 xᵀ(y - ȳ)| / n."""
    return float(2 * np.abs((x - x.mean(0)).T @ (y - y.mean())).max() / len(x))


def huber(x: np.ndarray, y: np.ndarray, delta: float, rounds: int = 500) -> np.ndarray:
    """Minimise the mean Huber loss by iteratively reweighted least squares: errors beyond `delta` count less.

    With a tiny `delta` it is, up to rounding, the line of least absolute error.
    """
    X, theta = with_ones(x), least_squares(x, y)
    for _ in range(rounds):
        weight = 1 / np.maximum(np.abs(y - X @ theta) / delta, 1.0)
        root = np.sqrt(weight)
        new = np.linalg.lstsq(X * root[:, None], y * root, rcond=None)[0]
        moved = np.abs(new - theta).max()
        theta = new
        if moved <= 1e-12 * max(np.abs(theta).max(), 1.0):
            break
    return theta


def r_squared(y: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """Share of the variance of y (n,) that predictions (…, n) explain: 1 - Σ (y - ŷ)² / Σ (y - ȳ)²."""
    return 1 - ((y - predicted) ** 2).sum(-1) / ((y - y.mean()) ** 2).sum()


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """Least squares with its uncertainty, for normal errors of one variance.

    Attributes
    ----------
    estimate, error, low, high
        (d + 1,): the parameters, their standard errors, and the ends of the confidence intervals.
    spread
        Estimated standard deviation of the errors, √(Σ e² / (n - d - 1)).
    t
        How many standard errors an interval reaches to each side.
    freedom
        n - d - 1.
    """

    estimate: np.ndarray
    error: np.ndarray
    low: np.ndarray
    high: np.ndarray
    spread: float
    t: float
    freedom: int


def intervals(x: np.ndarray, y: np.ndarray, level: float = 0.95) -> Intervals:
    """Find the confidence intervals of least squares; ``ValueError`` if there are no more rows than parameters."""
    X, theta = with_ones(x), least_squares(x, y)
    freedom = len(x) - X.shape[1]
    if freedom < 1:
        raise ValueError(f"{len(x)} rows do not tell how uncertain {X.shape[1]} parameters are; want one row more")
    variance = ((y - X @ theta) ** 2).sum() / freedom
    error = np.sqrt(variance * np.diag(np.linalg.inv(X.T @ X)))
    t = quantile((1 + level) / 2, freedom)
    return Intervals(theta, error, theta - t * error, theta + t * error, float(np.sqrt(variance)), t, freedom)


@dataclass(frozen=True, slots=True, eq=False)
class Bowl:
    """The mean squared error as a function of the parameters is a parabolic bowl; this is its shape.

    Attributes
    ----------
    curvatures
        (d + 1,): the Hessian's eigenvalues λ, flattest first.
    directions
        (d + 1, d + 1): the direction of each, as columns.
    """

    curvatures: np.ndarray
    directions: np.ndarray

    @property
    def largest_rate(self) -> float:
        """2 / λmax: the learning rate from which on full-batch gradient descent no longer converges."""
        return float(2 / self.curvatures[-1])

    @property
    def condition(self) -> float:
        """λmax / λmin; infinite where the flattest direction is level."""
        flattest = self.curvatures[0]
        return float(self.curvatures[-1] / flattest) if flattest > 1e-14 * self.curvatures[-1] else float("inf")

    def after(self, steps: int, lr: float, start: np.ndarray, best: np.ndarray) -> np.ndarray:
        """Where gradient descent stands after that many full-batch steps: each direction shrinks by (1 - lr λ) a step.

        θ = θ* + V (1 - lr λ)^steps Vᵀ (θ₀ - θ*).
        """
        shrunk = (1 - lr * self.curvatures) ** steps * (self.directions.T @ (start - best))
        return best + self.directions @ shrunk


def bowl(x: np.ndarray, strength: float = 0.0) -> Bowl:
    """Find the shape of the mean squared error, with a ridge penalty of that strength.

    Its Hessian, 2 XᵀX / n + 2 · strength · I (0 in I for the bias), depends neither on y nor on where one stands.
    """
    X = with_ones(x)
    return Bowl(*np.linalg.eigh(2 * X.T @ X / len(X) + 2 * strength * np.diag([*np.ones(x.shape[1]), 0.0])))
