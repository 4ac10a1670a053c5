"""Replay linear regression: from recorded parameters to everything that is shown, many epochs at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from dlcore.datasets.observations import Observations
from dlcore.models.least_squares import lasso, least_squares, predict, r_squared, ridge
from dlcore.snapshot import Checkpoint, Snapshot

from .config import LinearRegression, SeveralFeatures

EXPLODED = 1e6  # a training loss above this has diverged; more where the targets are large
MOST_ERRORS = 120  # points up to which each one's error is drawn
NEW_X = 5.0  # what the four points' line is asked about


def best(config: LinearRegression | SeveralFeatures, data: Observations) -> np.ndarray | None:
    """The parameters (d + 1,) that descent should arrive at, found without it; None where there is no closed form."""
    x, y = data.inputs[data.is_train], data.targets[data.is_train]
    if isinstance(config, LinearRegression):
        return least_squares(x, y) if config.loss == "mse" else None
    match config.penalty:
        case "ridge":
            return ridge(x, y, config.strength)
        case "lasso":
            return lasso(x, y, config.strength)
    return least_squares(x, y)


def error_size(config: LinearRegression | SeveralFeatures, errors: np.ndarray) -> np.ndarray:
    """Average errors (…, n) as the loss does: (…,)."""
    loss = config.loss if isinstance(config, LinearRegression) else "mse"
    if loss == "mse":
        return (errors**2).mean(-1)
    size = np.abs(errors)
    if loss == "mae":
        return size.mean(-1)
    delta = config.delta if isinstance(config, LinearRegression) else 1.0
    return np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)).mean(-1)


def window(data: Observations) -> tuple[float, float]:
    """The stretch of x that one measurement is drawn over, with a margin beside the points."""
    low, high = float(data.values.min()), float(data.values.max())
    margin = 0.08 * (high - low)
    return low - margin, high + margin


class Replay:
    """Turns recorded parameters into metrics and probes."""

    def __init__(self, config: LinearRegression | SeveralFeatures, data: Observations) -> None:
        self.config, self.data, self.best = config, data, best(config, data)
        self.train, self.test = data.is_train, ~data.is_train
        self.limit = max(EXPLODED, 1e3 * float(np.mean(data.targets**2)))

    def first_exploded(self, trace: np.ndarray) -> int | None:
        """Index of the first row whose loss is not finite or beyond every bound; None if there is none."""
        with np.errstate(over="ignore", invalid="ignore"):
            losses = self.losses(trace)
        bad = ~(losses["train_loss"] <= self.limit)
        if "test_loss" in losses:
            bad |= ~np.isfinite(losses["test_loss"])
        return int(bad.argmax()) if bad.any() else None

    def losses(self, trace: np.ndarray) -> dict[str, np.ndarray]:
        """Average loss on each part of the data: one value a row."""
        errors = predict(self.data.inputs, trace) - self.data.targets
        parts = {"train_loss": self.train} | ({"test_loss": self.test} if self.test.any() else {})
        return {name: error_size(self.config, errors[..., chosen]) for name, chosen in parts.items()}

    def metrics(self, trace: np.ndarray) -> dict[str, np.ndarray]:
        """What is measured of every row: losses, distance to the closed form, and the line or R²."""
        found = self.losses(trace)
        if self.best is not None:
            found["distance"] = np.linalg.norm(trace - self.best, axis=-1)
        if isinstance(self.config, SeveralFeatures):
            predicted = predict(self.data.inputs, trace)
            for part, chosen in (("train", self.train), ("test", self.test)):
                found[f"{part}_r2"] = r_squared(self.data.targets[chosen], predicted[..., chosen])
            return found
        line = self.data.original(trace)
        found |= {"slope": line[:, 0], "intercept": line[:, 1]}
        if self.config.dataset == "four":
            found["prediction"] = line[:, 0] * NEW_X + line[:, 1]
        return found

    def develop(
        self,
        frames: list[tuple[int, np.ndarray]],
        states: dict[int, bytes],
        wanted: Sequence[str],
        diverged: bool = False,
    ) -> Iterator[Snapshot]:
        """Make the snapshots of (epoch, parameters) pairs; `states` gives the checkpoints."""
        if not frames:
            return
        trace = np.stack([row for _, row in frames])
        metrics, arrays = self.metrics(trace), {"parameters": trace, **self.probe(trace, wanted)}
        for i, (epoch, _) in enumerate(frames):
            yield Snapshot(
                step=epoch,
                metrics={name: float(values[i]) for name, values in metrics.items()},
                probes={name: values[i] for name, values in arrays.items()},
                checkpoint=Checkpoint(epoch, states[epoch]) if epoch in states else None,
                diverged=diverged,
            )

    def probe(self, trace: np.ndarray, wanted: Sequence[str]) -> dict[str, np.ndarray]:
        """Compute probes for every row of a trace: name -> (frames, …) float32.

        ``line``: (2,) heights at both ends of :func:`window`. ``errors``: (3 n,) for each training point its height,
        the line's, and NaN; empty beyond :data:`MOST_ERRORS` points. ``here``: (3, 1) weight, bias, training loss.
        ``coefficients``: (d,) weights. ``train_predictions``, ``test_predictions``: (n,), and ``train_residuals``,
        ``test_residuals``: (n,) target minus prediction.
        """
        makers: dict[str, Callable[[np.ndarray], np.ndarray]] = {
            "line": self._line,
            "errors": self._errors,
            "here": self._here,
            "coefficients": lambda rows: rows[:, :-1],
            "train_predictions": lambda rows: self._predictions(rows, self.train),
            "test_predictions": lambda rows: self._predictions(rows, self.test),
            "train_residuals": lambda rows: self.data.targets[self.train] - self._predictions(rows, self.train),
            "test_residuals": lambda rows: self.data.targets[self.test] - self._predictions(rows, self.test),
        }
        unknown = set(wanted) - makers.keys()
        if unknown:
            raise ValueError(f"unknown probes {sorted(unknown)}; known: {sorted(makers)}")
        return {name: makers[name](trace).astype(np.float32) for name in wanted}

    def _predictions(self, trace: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        return predict(self.data.inputs[chosen], trace)

    def _line(self, trace: np.ndarray) -> np.ndarray:
        return predict(np.array(window(self.data))[:, None], self.data.original(trace))

    def _errors(self, trace: np.ndarray) -> np.ndarray:
        if self.train.sum() > MOST_ERRORS:
            return np.empty((len(trace), 0))
        predicted = self._predictions(trace, self.train)
        targets = np.broadcast_to(self.data.targets[self.train], predicted.shape)
        return np.stack([targets, predicted, np.full_like(predicted, np.nan)], 2).reshape(len(trace), -1)

    def _here(self, trace: np.ndarray) -> np.ndarray:
        return np.stack([*trace.T, self.losses(trace)["train_loss"]], 1)[:, :, None]
