"""Replay the playground: from recorded parameters to everything that is shown, many epochs in one batched pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore import device
from dlcore.datasets.dataset import Dataset
from dlcore.models.features import features
from dlcore.models.losses import LOSSES, Loss
from dlcore.probes import (
    activation_histograms,
    confusion,
    gradient_norms,
    plane,
    predicted_class,
    surface,
    unit_maps,
    weight_histograms,
)
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP, torch_order

from .config import NeuralNetwork

SURFACE_CELLS = 50
MAP_CELLS = 20
EXPLODED = 1e6  # a training loss above this has diverged
ELEMENTS_AT_ONCE = 2_000_000  # of one layer's activations in one batched pass: 16 MB, which stays near the caches


def loss_of(config: NeuralNetwork, data: Dataset) -> Loss:
    """The loss that is minimised: always squared error for regression, else as chosen."""
    if not data.classes:
        return LOSSES["mse"]
    binary = data.outputs == 1
    if config.loss == "mse":
        return LOSSES["sigmoid_mse" if binary else "softmax_mse"]
    return LOSSES["binary_cross_entropy" if binary else "cross_entropy"]


def tensors(config: NeuralNetwork, data: Dataset, chosen: np.ndarray, like: Tensor) -> tuple[Tensor, Tensor]:
    """Inputs (1, in, n) and targets (1, out, n) of the chosen points, with the device and dtype of `like`."""
    x = features(torch.from_numpy(data.inputs[chosen]), config.features)
    y = torch.from_numpy(data.targets[chosen])
    if data.outputs > 1:
        y = torch.nn.functional.one_hot(y, data.outputs)
    columns = y.reshape(len(x), data.outputs)
    return x.T.contiguous()[None].to(like), columns.T.contiguous()[None].to(like)


class Replay:
    """Turns recorded parameters into metrics and probes, many epochs in one batched pass."""

    def __init__(self, config: NeuralNetwork, data: Dataset) -> None:
        self.config, self.data, self.loss = config, data, loss_of(config, data)
        place = device.resolve(config.device)
        self.like = torch.empty(0, device=place, dtype=device.dtype(place))
        self.train = tensors(config, data, data.is_train, self.like)
        self.test = tensors(config, data, ~data.is_train, self.like)
        self.every = tensors(config, data, np.ones(len(data.points), bool), self.like)
        self.labels = torch.from_numpy(data.targets).to(place)
        self.is_train = torch.from_numpy(data.is_train).to(place)
        self.order = torch_order(config.sizes).to(place)

    def rows(self, parameters: np.ndarray) -> Tensor:
        """Lay out parameters (frames, parameters) in PyTorch's order as this engine keeps them."""
        return torch.from_numpy(parameters).to(self.like)[:, self.order.argsort()]

    def network(self, trace: Tensor) -> StackedMLP:
        """See recorded rows (frames, parameters) as so many networks."""
        return StackedMLP(trace, self.config.sizes, self.config.activations, self.loss)

    def blocks(self, trace: Tensor, points: int) -> Iterator[StackedMLP]:
        """Cut a trace so that no layer of a pass over that many points outgrows the caches."""
        widest = max(self.config.sizes)
        for block in trace.split(max(1, ELEMENTS_AT_ONCE // (widest * points))):
            yield self.network(block)

    def exploded(self, trace: Tensor) -> Tensor:
        """Whether each row's loss is not finite or above :data:`EXPLODED`: (rows,) bool."""
        (x, y), (test_x, test_y) = self.train, self.test
        bad = [
            ~(self.loss.value(net.forward(x)[-1], y) <= EXPLODED)
            | ~torch.isfinite(self.loss.value(net.forward(test_x)[-1], test_y))
            for net in self.blocks(trace, max(x.shape[2], test_x.shape[2]))
        ]
        return torch.cat(bad)

    def develop(
        self,
        frames: Sequence[tuple[int, Tensor]],
        checkpoints: Mapping[int, Checkpoint],
        wanted: Sequence[str],
        diverged: bool = False,
    ) -> Iterator[Snapshot]:
        """Make the snapshots of (epoch, parameters) pairs."""
        if not frames:
            return
        trace = torch.stack([row for _, row in frames])
        metrics = self.metrics(trace)
        arrays = {"parameters": trace[:, self.order].cpu().double().numpy(), **self.probe(trace, wanted)}
        for i, (epoch, _) in enumerate(frames):
            yield Snapshot(
                step=epoch,
                metrics={name: float(values[i]) for name, values in metrics.items()},
                probes={name: values[i] for name, values in arrays.items()},
                checkpoint=checkpoints.get(epoch),
                diverged=diverged,
            )

    def metrics(self, trace: Tensor) -> dict[str, np.ndarray]:
        """Losses on both splits, and for classes accuracies: one value a row."""
        found: dict[str, list[Tensor]] = {}
        for net in self.blocks(trace, len(self.labels)):
            z = net.forward(self.every[0])[-1]
            for split, chosen in (("train", self.is_train), ("test", ~self.is_train)):
                value = self.loss.value(z[:, :, chosen].contiguous(), self.every[1][:, :, chosen].contiguous())
                found.setdefault(f"{split}_loss", []).append(value)
                if self.data.classes:
                    hits = predicted_class(z[:, :, chosen]) == self.labels[chosen]
                    found.setdefault(f"{split}_accuracy", []).append(hits.double().mean(1))
        return {name: torch.cat(values).cpu().numpy() for name, values in found.items()}

    def probe(self, trace: Tensor, wanted: Sequence[str]) -> dict[str, np.ndarray]:
        """Compute the wanted probes for every row of a trace: name -> (frames, …) float32."""
        makers: dict[tuple[str, ...], Callable[[Tensor], tuple[Tensor, ...]]] = {
            ("surface",): self._surface,
            ("unit_maps", "unit_scales"): self._unit_maps,
            ("gradient_norms",): self._gradient_norms,
            ("weight_histograms", "weight_ranges"): lambda rows: weight_histograms(self.network(rows)),
            ("activation_histograms", "activation_ranges"): self._activation_histograms,
            ("confusion", "predictions", "misses"): self._verdicts,
        }
        unknown = set(wanted) - {name for names in makers for name in names}
        if unknown:
            raise ValueError(f"unknown probes {sorted(unknown)}; known: {sorted(n for names in makers for n in names)}")
        arrays = {}
        for names, maker in makers.items():
            if set(names) & set(wanted):
                for name, values in zip(names, maker(trace), strict=False):
                    if name in wanted:
                        arrays[name] = values.float().cpu().numpy()
        return arrays

    def _grid(self, cells: int) -> Tensor:
        """Inputs (1, in, cells²) of a grid over the data's window."""
        points = (plane(torch.from_numpy(self.data.window), cells).numpy() - self.data.mean) / self.data.std
        return features(torch.from_numpy(points), self.config.features).T.contiguous()[None].to(self.like)

    def _surface(self, trace: Tensor) -> tuple[Tensor, ...]:
        grid = self._grid(SURFACE_CELLS)
        fields = [
            surface(net.forward(grid)[-1], len(self.data.classes)) for net in self.blocks(trace, SURFACE_CELLS**2)
        ]
        return (torch.cat(fields).unflatten(1, (SURFACE_CELLS, SURFACE_CELLS)),)

    def _unit_maps(self, trace: Tensor) -> tuple[Tensor, ...]:
        grid = self._grid(MAP_CELLS)
        parts = [unit_maps(grid, net.forward(grid)) for net in self.blocks(trace, MAP_CELLS**2)]
        maps = torch.cat([maps for maps, _ in parts]).unflatten(2, (MAP_CELLS, MAP_CELLS))
        return maps, torch.cat([scales for _, scales in parts])

    def _gradient_norms(self, trace: Tensor) -> tuple[Tensor, ...]:
        x, y = self.train
        return (torch.cat([gradient_norms(net, x, y) for net in self.blocks(trace, x.shape[2])]),)

    def _activation_histograms(self, trace: Tensor) -> tuple[Tensor, ...]:
        x, _ = self.every
        parts = [activation_histograms(net.forward(x)) for net in self.blocks(trace, x.shape[2])]
        return torch.cat([shares for shares, _ in parts]), torch.cat([r for _, r in parts])

    def _verdicts(self, trace: Tensor) -> tuple[Tensor, ...]:
        """Confusion counts and predictions on the test points; and for every point 1 if it is misclassified, else 0.

        What makes no sense for the task is empty.
        """
        z = torch.cat([net.forward(self.every[0])[-1] for net in self.blocks(trace, len(self.labels))])
        test, nothing = ~self.is_train, torch.empty(len(trace), 0)
        if not self.data.classes:
            return nothing, z[:, 0, test], nothing
        predicted = predicted_class(z)
        counts = confusion(predicted[:, test], self.labels[test], len(self.data.classes))
        return counts, predicted[:, test], predicted != self.labels
