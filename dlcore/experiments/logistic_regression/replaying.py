"""Replay logistic regression: from recorded parameters to everything that is shown, many epochs in one batched pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore.models.losses import LOSSES, Loss
from dlcore.probes import confusion, plane, predicted_class, surface
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP, layers, torch_order

from .config import LogisticRegression
from .data import weigh
from .material import Scene

SURFACE_CELLS = 50
CURVE_PLACES = 121
EXPLODED = 1e6  # a training loss above this has diverged
FARTHEST = 10.0  # log-odds; points beyond are drawn there
SOME = slice(0, 400)  # how many points of a class are drawn on the sigmoid curve


def loss_of(config: LogisticRegression) -> Loss:
    """The loss that is minimised."""
    several = config.classes > 2
    if config.loss == "mse":
        return LOSSES["softmax_mse" if several else "sigmoid_mse"]
    return LOSSES["cross_entropy" if several else "binary_cross_entropy"]


def tensors(config: LogisticRegression, inputs: np.ndarray, labels: np.ndarray) -> tuple[Tensor, Tensor]:
    """Inputs (1, features, n) and targets (1, logits, n) in float64."""
    y = torch.from_numpy(labels)
    y = torch.nn.functional.one_hot(y, config.classes) if config.classes > 2 else y[:, None]
    return torch.from_numpy(inputs).T.contiguous()[None], y.T.contiguous()[None].double()


class Replay:
    """Turns recorded parameters into metrics and probes."""

    def __init__(self, config: LogisticRegression, scene: Scene) -> None:
        self.config, self.scene, self.loss = config, scene, loss_of(config)
        self.order = torch_order(config.sizes)
        self.x, self.y = tensors(config, scene.inputs, scene.labels)
        self.labels = torch.from_numpy(scene.labels)
        self.train = torch.from_numpy(scene.is_train)
        self.judged = torch.from_numpy(scene.judged)

    def rows(self, parameters: np.ndarray) -> Tensor:
        """Lay out parameters (frames, parameters) in PyTorch's order as the engine keeps them."""
        return torch.from_numpy(parameters)[:, self.order.argsort()]

    def logits(self, trace: Tensor, x: Tensor) -> Tensor:
        """(frames, logits, points) for inputs x (1, features, points)."""
        return StackedMLP(trace, self.config.sizes, (), self.loss).forward(x)[-1]

    def exploded(self, trace: Tensor) -> Tensor:
        """Whether each row's training loss is not finite or above :data:`EXPLODED`: (rows,) bool."""
        chosen = self.train
        z = self.logits(trace, self.x[:, :, chosen])
        return ~(self.loss.value(z, self.y[:, :, chosen]) <= EXPLODED) | ~torch.isfinite(trace).all(1)

    def metrics(self, trace: Tensor) -> dict[str, np.ndarray]:
        """Losses and accuracies on both parts, the weights' length, and the distance to Newton's solution."""
        z, found = self.logits(trace, self.x), {}
        for part, chosen in (("train", self.train), ("test", ~self.train)):
            if chosen.any():
                found[f"{part}_loss"] = self.loss.value(z[:, :, chosen], self.y[:, :, chosen])
                found[f"{part}_accuracy"] = (predicted_class(z[:, :, chosen]) == self.labels[chosen]).double().mean(1)
        (matrix,) = layers(trace, self.config.sizes)
        found["weight_norm"] = matrix[:, :, :-1].flatten(1).norm(dim=1)
        if len(self.scene.reference):
            found["distance"] = (trace - torch.from_numpy(self.scene.reference)).norm(dim=1)
        return {name: values.numpy() for name, values in found.items()}

    def develop(
        self,
        frames: Sequence[tuple[int, Tensor]],
        states: Mapping[int, bytes],
        wanted: Sequence[str],
        diverged: bool = False,
    ) -> Iterator[Snapshot]:
        """Make the snapshots of (epoch, parameters) pairs; `states` gives the checkpoints."""
        if not frames:
            return
        trace = torch.stack([row for _epoch, row in frames])
        metrics = self.metrics(trace)
        arrays = {"parameters": trace[:, self.order].numpy(), **self.probe(trace, wanted)}
        for i, (epoch, _row) in enumerate(frames):
            yield Snapshot(
                step=epoch,
                metrics={name: float(values[i]) for name, values in metrics.items()},
                probes={name: values[i] for name, values in arrays.items()},
                checkpoint=Checkpoint(epoch, states[epoch]) if epoch in states else None,
                diverged=diverged,
            )

    def probe(self, trace: Tensor, wanted: Sequence[str]) -> dict[str, np.ndarray]:
        """Compute probes for every row of a trace: name -> (frames, …) float32, empty where it makes no sense.

        ``surface``: (50, 50) as :func:`dlcore.probes.surface`, of two measurements. ``misses``: (n,) 1 for a wrong
        answer. ``curve``: (121,) probability over :attr:`Scene.window`, of one measurement. ``confusion``: counts on
        the judged points. ``weights_0`` …: (features + 1,) a logit's weights, then its bias. ``logits_0``,
        ``logits_1``, ``chances_0``, ``chances_1``: (points,) of the judged points of a class, logits
        beyond ±:data:`FARTHEST` cut off. ``scores``: (n,).
        """
        makers: dict[str, Callable[[Tensor], Tensor]] = {
            "surface": self._surface,
            "misses": lambda rows: predicted_class(self.logits(rows, self.x)) != self.labels,
            "curve": self._curve,
            "confusion": self._confusion,
            "scores": lambda rows: self.logits(rows, self.x)[:, 0],
        }
        for index in range(self.config.sizes[1]):
            makers[f"weights_{index}"] = lambda rows, index=index: rows.unflatten(1, (self.config.sizes[1], -1))[
                :, index
            ]
        for index in (0, 1):
            makers[f"logits_{index}"] = lambda rows, index=index: self._judged(rows, index).clamp(-FARTHEST, FARTHEST)
            makers[f"chances_{index}"] = lambda rows, index=index: torch.sigmoid(self._judged(rows, index))
        unknown = set(wanted) - makers.keys()
        if unknown:
            raise ValueError(f"unknown probes {sorted(unknown)}; known: {sorted(makers)}")
        return {name: makers[name](trace).float().numpy() for name in wanted}

    def _grid(self, places: np.ndarray) -> Tensor:
        inputs = weigh(self.config, places, self.scene.values[self.scene.is_train])
        return torch.from_numpy(inputs).T.contiguous()[None]

    def _surface(self, trace: Tensor) -> Tensor:
        if self.scene.dataset is None:
            return torch.empty(len(trace), 0)
        grid = self._grid(plane(torch.from_numpy(self.scene.dataset.window), SURFACE_CELLS).numpy())
        return surface(self.logits(trace, grid), self.config.classes).unflatten(1, (SURFACE_CELLS, SURFACE_CELLS))

    def _curve(self, trace: Tensor) -> Tensor:
        if self.config.inputs != 1 or self.config.classes > 2:
            return torch.empty(len(trace), 0)
        places = np.linspace(*self.scene.window, CURVE_PLACES)[:, None]
        return torch.sigmoid(self.logits(trace, self._grid(places))[:, 0])

    def _confusion(self, trace: Tensor) -> Tensor:
        predicted = predicted_class(self.logits(trace, self.x[:, :, self.judged]))
        return confusion(predicted, self.labels[self.judged], self.config.classes)

    def _judged(self, trace: Tensor, index: int) -> Tensor:
        if self.config.classes > 2:
            return torch.empty(len(trace), 0)
        chosen = (self.judged & (self.labels == index)).nonzero()[SOME, 0]
        return self.logits(trace, self.x[:, :, chosen])[:, 0]
